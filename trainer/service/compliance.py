"""Compliance: assigning tracks, and what the person who asks must do by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.compliance.requirements import Assignment, Role, Target, applies
from trainer.errors import InputError
from trainer.records import assignments, people
from trainer.records.store import Store
from trainer.service.desk import Desk
from trainer.text import fold, safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is to hold a track, and by when; exactly one of the first four is set."""

    person: str = ""
    """An id, or ``login:NAME``."""
    team: str = ""
    role: str = ""
    everyone: bool = False
    due_on: dt.date | None = None
    due_days: int | None = None
    """Days from the later of start date and assignment; None, with no ``due_on`` either, takes the track's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What an assignment did."""

    new: bool
    """False where the very same stood already, all of it."""
    people: int
    """How many people it asks today."""


class Compliance:
    """The uses of an admin who assigns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def today(self) -> dt.date:
        """The day that due dates are held against."""
        return self._desk.today()

    def assign(self, track: str, *asked: Asked) -> Assigned:
        """Require a track of a person, a team, a role or everyone: a rule that later joiners meet too.

        Of several, such as one for each of some people, all are recorded or none.
        """
        self._desk.require("compliance.assign")
        if self._desk.course.track(track) is None:
            known = ", ".join(each.id for each in self._desk.course.tracks) or "none"
            raise InputError(f"There is no track {safe(track)!r}.", f"The tracks are: {known}.")
        for each in asked:
            _check(each)
        # The roster must exist first: an assignment to nobody's records would be a typing error.
        _ = self._desk.store
        with self._desk.recording() as (store, me):
            members = [p for p in people.everyone(store) if not p.left_on]
            rules, new = [], False
            for each in asked:
                person = _listed(store, each.person) if each.person else None
                rule = _rule(track, each, person, self._desk.today())
                _check_name(rule, members)
                new |= assignments.add(store, rule, person, at=self._desk.now(), actor_ref=me.ref)
                rules.append(rule)
            return Assigned(new=new, people=sum(any(applies(rule, p.member) for rule in rules) for p in members))


def _listed(store: Store, handle: str) -> people.Person:
    person = people.find(store, handle)
    if person.unlisted:
        raise InputError("That person is not on the roster.", "Import them first: 'trainer people import'.")
    return person


def _check(asked: Asked) -> None:
    if sum((bool(asked.person), bool(asked.team), bool(asked.role), asked.everyone)) != 1:
        raise InputError("Name whom it is for.", "Use one of --person, --team, --role and --everyone.")
    if asked.due_on is not None and asked.due_days is not None:
        raise InputError("Both a date and a number of days were given.", "Use one of --due and --due-days.")
    if asked.due_days is not None and not 0 <= asked.due_days <= 3650:
        raise InputError("--due-days must be 0 to 3650.", "Mend it and try again.")
    if asked.role and asked.role not in set(Role):
        raise InputError(f"There is no role {safe(asked.role)!r}.", f"The roles are: {', '.join(Role)}.")


def _check_name(rule: Assignment, members: list[people.Person]) -> None:
    """A misspelt team would be a rule that nobody ever meets."""
    teams = {fold(p.roster.team): p.roster.team for p in members if p.roster.team}
    if rule.target == Target.TEAM and fold(rule.name) not in teams:
        known = ", ".join(sorted(teams.values())) or "none yet"
        raise InputError(f"Nobody is in a team {safe(rule.name)!r}.", f"The teams are: {known}.")


def _rule(track: str, asked: Asked, person: people.Person | None, today: dt.date) -> Assignment:
    target = Target.PERSON
    if asked.everyone:
        target = Target.EVERYONE
    elif asked.team or asked.role:
        target = Target.TEAM if asked.team else Target.ROLE
    return Assignment(
        track=track,
        target=target,
        person=person.n if person else None,
        name=asked.team or asked.role,
        due_on=asked.due_on,
        due_days=asked.due_days,
        assigned_on=today,
    )
