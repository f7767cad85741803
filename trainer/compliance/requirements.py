"""Who must hold what by when: assignments as rules, matched against a person.

Invariant: an assignment to a team, a role or everyone is a rule, not a snapshot, so that whoever joins later
gets it too. A person who is not on the roster is required nothing (DESIGN sections 3 and 6).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trainer.text import fold


class Target(StrEnum):
    """Whom an assignment names."""

    PERSON = "person"
    TEAM = "team"
    ROLE = "role"
    EVERYONE = "everyone"


class Role(StrEnum):
    """What a person may do; everyone is a learner."""

    LEARNER = "learner"
    MANAGER = "manager"
    AUTHOR = "author"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What matching needs to know of a person."""

    person: int
    """Row number."""
    team: str
    roles: frozenset[Role]
    start_date: dt.date | None
    unlisted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A track that somebody must hold."""

    track: str
    target: Target
    person: int | None
    """Row number, for a person only."""
    name: str
    """The team or role; empty otherwise."""
    due_on: dt.date | None
    due_days: int | None
    """Days from the later of start date and assignment, where no date is set."""
    assigned_on: dt.date


def applies(assignment: Assignment, member: Member) -> bool:
    """Whether the rule asks this person."""
    if member.unlisted:
        return False
    match assignment.target:
        case Target.EVERYONE:
            return True
        case Target.PERSON:
            return assignment.person == member.person
        case Target.TEAM:
            return bool(member.team) and fold(assignment.name) == fold(member.team)
        case Target.ROLE:
            return Role(assignment.name) in member.roles | {Role.LEARNER}


def due_date(assignment: Assignment, member: Member, track_days: int) -> dt.date:
    """The day by which this person must hold the track; ``track_days`` is the track's own default."""
    if assignment.due_on is not None:
        return assignment.due_on
    days = track_days if assignment.due_days is None else assignment.due_days
    return max(assignment.assigned_on, member.start_date or dt.date.min) + dt.timedelta(days=days)


def due_by_track(assignments: Iterable[Assignment], member: Member, track_days: dict[str, int]) -> dict[str, dt.date]:
    """The earliest due date of each track that anything asks of this person."""
    due: dict[str, dt.date] = {}
    for assignment in assignments:
        if assignment.track in track_days and applies(assignment, member):
            day = due_date(assignment, member, track_days[assignment.track])
            due[assignment.track] = min(day, due.get(assignment.track, dt.date.max))
    return due


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
