"""What a person was on a day: on the roster or not, in which team, with which roles, here or gone.

Invariant: it follows from what the roster had recorded by the end of that day, and from nothing recorded later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from trainer.compliance.requirements import Member, Role
from trainer.compliance.validity import day_of
from trainer.text import fold


class RosterFact(NamedTuple):
    """One thing that the roster said of a person, in the order in which it was recorded."""

    change: str
    """``joined``, ``changed``, ``moved`` or ``left``."""
    recorded_on: str
    """ISO day."""
    effective_on: str
    """ISO day."""
    team: str
    roles: str | None
    """Words; None where it was recorded before roles were kept with it, as below."""
    start_date: str | None
    """ISO day; empty where it is not known."""
    listed: int | None
    """Whether the person was on the roster by then: 0 or 1."""


class Membership(NamedTuple):
    """What a person was on a day."""

    member: Member
    left_on: str
    """The day on which they left; empty while they are here."""


def membership(facts: Sequence[RosterFact], by: str, now: Member) -> Membership | None:
    """What the facts recorded by the end of a day make of a person; None where they were not known yet.

    ``now`` stands in for what was recorded before roles and first day were kept with it.
    """
    said: RosterFact | None = None
    start: dt.date | None = None
    team_since: dt.date | None = None
    roles_since: dict[Role, dt.date] = {}
    for fact in facts:
        if fact.recorded_on > by:
            break
        start = now.start_date if fact.start_date is None else day_of(fact.start_date) if fact.start_date else None
        if said is not None and said.listed != 0:
            if said.change == "left":
                # Who comes back begins anew.
                start = max(start or dt.date.min, day_of(fact.recorded_on))
                team_since, roles_since = None, {}
            elif said.team is not fact.team and fold(said.team) != fold(fact.team):
                team_since = day_of(fact.recorded_on)
            if fact.roles and fact.roles != said.roles and said.roles is not None:
                given = _roles(fact.roles) - _roles(said.roles)
                roles_since.update(dict.fromkeys(given, day_of(fact.recorded_on)))
        said = fact
    if said is None:
        return None
    member = Member(
        person=now.person,
        team=said.team,
        roles=now.roles if said.roles is None else _roles(said.roles),
        start_date=start,
        unlisted=now.unlisted if said.listed is None else not said.listed,
        team_since=team_since,
        roles_since=roles_since,
    )
    return Membership(member, said.effective_on if said.change == "left" else "")


def _roles(words: str) -> frozenset[Role]:
    return frozenset(map(Role, words.split()))
