"""Who must hold what by when: assignments as rules, matched against a person.

Invariant: an assignment to a team, a role or everyone is a rule, not a snapshot, so that whoever joins later
gets it too. A person who is not on the roster is required nothing (DESIGN sections 3 and 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

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


class Member(NamedTuple):
    """What matching needs to know of a person."""

    person: int
    """Row number."""
    team: str
    roles: frozenset[Role]
    start_date: dt.date | None
    unlisted: bool
    team_since: dt.date | None = None
    """When they moved to this team from another, or came back; None for who was in it from the first."""
    roles_since: Mapping[Role, dt.date] = MappingProxyType({})
    """Likewise for each role that was given to them later."""


class Assignment(NamedTuple):
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
    entry: int = 0
    """The entry that records it; 0 before it is recorded."""


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
    """The day by which this person must hold the track; ``track_days`` is the track's own default.

    Days run from the later of start date and assignment (DESIGN section 6); for who came to the team or role later,
    from that day where it is later still: nobody is overdue on the day on which a rule first meets them.
    """
    if assignment.due_on is not None:
        return assignment.due_on
    days = track_days if assignment.due_days is None else assignment.due_days
    met = member.start_date or dt.date.min
    if assignment.target is Target.TEAM and member.team_since is not None:
        met = max(met, member.team_since)
    elif assignment.target is Target.ROLE and member.roles_since:
        met = max(met, member.roles_since.get(Role(assignment.name), met))
    return later(max(assignment.assigned_on, met), days)


class Demands:
    """The assignments that stand, ready to be asked for many people.

    What is asked of everyone depends on the first day alone, and many people have the same.
    """

    def __init__(self, assignments: Iterable[Assignment], track_days: Mapping[str, int]) -> None:
        known = [each for each in assignments if each.track in track_days]
        self._track_days = track_days
        self._everyone = [each for each in known if each.target is Target.EVERYONE]
        self._persons: dict[int | None, list[Assignment]] = {}
        for each in known:
            if each.target is Target.PERSON:
                self._persons.setdefault(each.person, []).append(each)
        self._groups = [each for each in known if each.target in (Target.TEAM, Target.ROLE)]
        self._of_everyone = lru_cache(4096)(self._asked_of_everyone)

    def due_by_track(self, member: Member) -> Mapping[str, dt.date]:
        """The earliest due date of each track that anything asks of this person."""
        if member.unlisted:
            return {}
        due = self._of_everyone(member.start_date)
        more = [*self._persons.get(member.person, ()), *(each for each in self._groups if applies(each, member))]
        return self._earliest(more, member, due) if more else due

    def _asked_of_everyone(self, start_date: dt.date | None) -> Mapping[str, dt.date]:
        someone = Member(person=0, team="", roles=frozenset(), start_date=start_date, unlisted=False)
        return self._earliest(self._everyone, someone, {})

    def _earliest(
        self, asked: Iterable[Assignment], member: Member, so_far: Mapping[str, dt.date]
    ) -> Mapping[str, dt.date]:
        due = dict(so_far)
        for each in asked:
            day = due_date(each, member, self._track_days[each.track])
            due[each.track] = min(day, due.get(each.track, dt.date.max))
        return due


def later(day: dt.date, days: int) -> dt.date:
    """So many days later; the last day there is where it would lie beyond."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))
