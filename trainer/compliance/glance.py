"""Where someone stands, seen from their newest facts alone, where these settle it: for counts of everyone.

Invariant: an answer is never another kind than ``standing`` would give; where the newest facts could mislead there is
none, and whoever asks goes by all facts. What settles it: an end lies no earlier than the newest achievement alone has
it, and no later than one ``RENEWAL_DAYS`` after it would have it, for a renewal carries on from at most so far ahead.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from trainer.compliance.achieved import major_in
from trainer.compliance.history import Company
from trainer.compliance.requirements import later
from trainer.compliance.status import Status
from trainer.compliance.validity import RENEWAL_DAYS, add_months, valid_until
from trainer.content.tracks import CertificationRule, Track

Versions = Mapping[str, str]


class Newest(NamedTuple):
    """What someone achieved last of each module and track; moments are UTC, to the second."""

    whole: Mapping[str, str]
    """Module to when it was completed last, with nothing left out and in the major version in force."""
    partly: Collection[str]
    """Modules completed in the major version in force, with something left out."""
    before: Collection[str]
    """Modules completed in any other version."""
    certified: Mapping[str, tuple[str, Versions]]
    """Track to when it was certified last, and the versions of its modules on that day."""
    days: Callable[[str], Sequence[dt.date]]
    """The days on which a module of ``whole`` was so completed, the oldest first; asked for only in doubt."""


class _Plan(NamedTuple):
    """What one track asks, worked out for one day."""

    modules: tuple[str, ...]
    can_be_late: frozenset[str]
    """Those of them that can be late by now: one that the track took in lately cannot."""
    valid_from: str
    """ISO day; what was achieved then or later is valid."""
    ended_before: str
    """ISO day; what was achieved last before it has ended, renewed or not."""
    months: int
    """Of validity."""
    examined: bool


class Glance:
    """The tracks in force, ready to be asked for many people on one day, today or to come."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._plans = {track.id: _plan(company, track) for track in company.rules.tracks.values()}

    def statuses(self, due: Mapping[str, dt.date], newest: Newest) -> dict[str, Status] | None:
        """The status in each track that is due; None where the newest facts do not settle every one.

        ``current`` stands for ``expiring`` too, ``not_started`` for ``in_progress``, ``expired`` for ``superseded``.
        Nobody who is exempt, and nothing that was corrected, may be asked about.
        """
        found: dict[str, Status] = {}
        as_of, certified, whole = self._company.as_of, newest.certified, newest.whole
        for name, due_on in due.items():
            plan = self._plans[name]
            status: Status | None
            if name in certified:
                status = self._certified(plan, newest, *certified[name])
            elif plan.examined:
                # Without the examination the track was never held, whatever became of its modules.
                status = Status.OVERDUE if as_of > due_on else Status.NOT_STARTED
            else:
                for module in plan.modules:
                    if whole.get(module, "") < plan.valid_from:
                        status = self._completed(plan, newest, late=as_of > due_on)
                        break
                else:
                    status = Status.CURRENT
            if status is None:
                return None
            found[name] = status
        return found

    def _certified(self, plan: _Plan, newest: Newest, at: str, versions: Versions) -> Status | None:
        majors, now = self._company.rules.majors, newest.whole
        outdated = False
        for module in plan.modules:
            if module not in versions:
                return None
            # An own completion is asked for its version before the certification is.
            own = module in newest.before and module not in now
            outdated = outdated or own or major_in(versions[module]) < majors.get(module, 0)
        if at >= plan.valid_from:
            return None if outdated else Status.CURRENT
        return Status.EXPIRED if plan.examined and at < plan.ended_before else None

    def _completed(self, plan: _Plan, newest: Newest, *, late: bool) -> Status | None:
        """Where not every part is valid for certain, and there is no certification of the track."""
        never = overdue = ended = False
        for module in plan.modules:
            at = newest.whole.get(module)
            if at is not None and at >= plan.valid_from:
                continue
            if module in newest.partly or module in newest.before:
                return None
            if at is None:
                never = True
                overdue = overdue or (late and module in plan.can_be_late)
            elif at < plan.ended_before:
                ended = True
            else:
                end = valid_until(newest.days(module), plan.months)
                ended = ended or end is None or self._company.as_of > end
        if never:
            return Status.OVERDUE if overdue else Status.NOT_STARTED
        return Status.EXPIRED if ended else Status.CURRENT


def _plan(company: Company, track: Track) -> _Plan:
    as_of, added_on = company.as_of, company.rules.added_on
    modules = tuple(part.module for part in track.modules)
    lately = {m for m in modules if (added := added_on.get((track.id, m))) and as_of <= later(added, track.due_days)}
    return _Plan(
        modules=modules,
        can_be_late=frozenset(modules) - lately,
        valid_from=_first(as_of, track.validity_months, 0),
        ended_before=_first(as_of, track.validity_months, RENEWAL_DAYS),
        months=track.validity_months,
        examined=track.certification is CertificationRule.EXAMINATION,
    )


def _first(as_of: dt.date, months: int, ahead: int) -> str:
    """The first day of which the validity, begun so many days after it, has not ended by ``as_of``."""
    days = range(dt.date.min.toordinal(), as_of.toordinal() + 1)
    return dt.date.fromordinal(days[bisect_left(days, as_of, key=partial(_end, months, ahead))]).isoformat()


def _end(months: int, ahead: int, ordinal: int) -> dt.date:
    return add_months(later(dt.date.fromordinal(ordinal), ahead), months)
