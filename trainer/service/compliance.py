"""Compliance: who must hold what by when, what was excused or corrected, and where a person stands on any day."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from trainer.service.asked import Asked
from trainer.service.check_answer import Checked
from trainer.service.desk import Desk

if TYPE_CHECKING:
    from trainer.service.compliance_views import Approved, Assigned, Recorded, Unassigned


class Compliance:
    """The uses of an admin who assigns, and of whoever asks where somebody stands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def today(self) -> dt.date:
        """The day that due dates are held against."""
        return self._desk.today()

    def check(self, person: str, track: str = "", as_of: dt.date | None = None) -> Checked:
        """Where a person stands on a day, past or future; today where none is given. It reads only.

        Nothing counts of someone who has left: they are ``not_required``.
        """
        from trainer.service.gate import answer
        from trainer.service.reach import within

        reach = self._desk.require("compliance.check")
        store = self._desk.store
        with store.snapshot():
            day = as_of or self._desk.today()
            find = partial(within, self._desk, reach)
            return answer(store, self._desk.history(), find, person, track, day)

    def assign(self, track: str, *asked: Asked) -> Assigned:
        """Require a track of a person, a team, a role or everyone: a rule that later joiners meet too.

        Of several, such as one for each of some people, all are recorded or none.
        """
        from trainer.service.assigning import assign

        self._desk.require("compliance.assign")
        return assign(self._desk, track, asked)

    def unassign(self, track: str, *asked: Asked) -> Unassigned:
        """Take assignments of a track back, whatever their due dates; what happened under them stays."""
        from trainer.service.correcting import take_back

        self._desk.require("compliance.unassign")
        return take_back(self._desk, track, asked)

    def exempt(self, person: str, track: str, until: dt.date, reason: str) -> Recorded:
        """Excuse a person from a track until a day, the last on which it counts; who asks is who approves."""
        from trainer.service.excusing import exempt

        self._desk.require("compliance.exempt")
        return exempt(self._desk, person, track, until, reason)

    def approve(self, module: str) -> Approved:
        """Answer for a module as it is in use, by id or slug: an entry with its version and digest."""
        from trainer.service.approving import approve

        self._desk.require("compliance.approve")
        return approve(self._desk, module)

    def allow_retry(self, person: str, subject: str, reason: str) -> Recorded:
        """Lift the wait after failures at a module's check or a track's examination; the lessons stay to be read.

        ``subject`` is a module's id or slug, or a track's id. A manager may do so for those who report to them.
        """
        from trainer.service.excusing import allow_retry

        return allow_retry(self._desk, self._desk.require("compliance.allow_retry"), person, subject, reason)

    def correct(
        self,
        entry: str,
        reason: str,
        *,
        withdraw: bool = False,
        due_on: dt.date | None = None,
        until: dt.date | None = None,
        completed_on: dt.date | None = None,
    ) -> Recorded:
        """Say in a new entry what an earlier one is to count as from today on; the earlier one stays as it is.

        Exactly one of the last four: it counts no longer; the due date of an assignment; the end of an exemption; the
        day of an imported completion.
        """
        from trainer.service.asking import check_reason
        from trainer.service.correcting import Corrected, correct

        self._desk.require("compliance.correct")
        corrected = Corrected.of(withdraw=withdraw, due_on=due_on, until=until, completed_on=completed_on)
        return correct(self._desk, entry, check_reason(reason), corrected)
