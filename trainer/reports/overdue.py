"""What is overdue: one line for each person and track that needs something done, for reminders that others send.

Invariant: nobody who has left, is excused or holds what is asked is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from trainer.compliance.requirements import later
from trainer.compliance.standing import TrackStanding, by_track
from trainer.compliance.status import HELD, Status
from trainer.records.facts import Known
from trainer.reports.columns import Code, Day
from trainer.reports.completion import Asking, standing_of
from trainer.text import fold

LATE = frozenset({Status.OVERDUE, Status.EXPIRED, Status.SUPERSEDED})


class OverdueRow(NamedTuple):
    """One person and track; the fields are the columns."""

    person: str
    login: str
    name: str
    email: str
    team: str
    manager: str
    """The manager's id."""
    track: Code
    title: str
    status: Status
    act_by: Day
    """The day it was or is due, or ended or ends; empty for a new version, which has no day."""
    days_late: int
    """Days since then; 0 where it is yet to come, or has no day."""


def overdue(asking: Asking, everyone: Iterator[Known], within: int = 0) -> Iterator[OverdueRow]:
    """The lines, person by person; ``within`` adds what falls due, or ends, in so many days."""
    horizon = later(asking.as_of, within)
    filters = asking.filters
    for known in everyone:
        if known.person.erased:
            continue
        stands = standing_of(asking, known)
        if stands.left_on or (filters.team and fold(stands.team) != fold(filters.team)):
            continue
        for whole in by_track(stands.lines):
            if whole.due_on is None or (filters.track and whole.track.id != filters.track):
                continue
            day = acts_by(whole)
            if whole.status in LATE or (within and day is not None and asking.as_of <= day <= horizon):
                asking.shown(known.person)
                yield _row(asking, known, stands.team, whole, day)


def acts_by(whole: TrackStanding) -> dt.date | None:
    """The day by which something is to be done about a required track; None where there is none."""
    if whole.status in (Status.EXPIRED, Status.EXPIRING):
        return whole.valid_until
    if whole.status in (Status.OVERDUE, Status.NOT_STARTED, Status.IN_PROGRESS):
        return min((line.due_on for line in whole.lines if line.due_on and line.status not in HELD), default=None)
    return None


def _row(asking: Asking, known: Known, team: str, whole: TrackStanding, day: dt.date | None) -> OverdueRow:
    roster = known.person.roster
    return OverdueRow(
        known.person.handle,
        roster.login,
        roster.name,
        roster.email,
        team,
        roster.manager,
        Code(whole.track.id),
        whole.track.title,
        whole.status,
        Day(day.isoformat() if day else ""),
        max((asking.as_of - day).days, 0) if day else 0,
    )
