"""What may be asked of whom: naming people, teams, roles and tracks, and refusing what nobody could mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trainer.compliance.requirements import Assignment, Role, Target
from trainer.errors import InputError
from trainer.records import people
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service.asked import Asked
from trainer.service.desk import Desk
from trainer.text import encodable, fold, safe, unsafe_character

LONGEST_REASON = 1000


def listed(store: Store, handle: str) -> Person:
    """The person on the roster; :class:`InputError` for one who learns without being on it."""
    person = people.find(store, handle)
    if person.unlisted:
        raise InputError("That person is not on the roster.", "Import them first: 'trainer people import'.")
    return person


def check_track(desk: Desk, track: str) -> None:
    """:class:`InputError` for a track that neither the course nor the records have."""
    if desk.course.track(track) is None and track not in desk.rules().tracks:
        known = ", ".join(each.id for each in desk.course.tracks) or "none"
        raise InputError(f"There is no track {safe(track)!r}.", f"The tracks are: {known}.")


def check_reason(reason: str) -> str:
    """The reason, trimmed; :class:`InputError` where it says nothing, or is no text."""
    said = reason.strip() if encodable(reason) else ""
    if not any(map(str.isalnum, said)) or unsafe_character(said):
        raise InputError("A reason is needed, in plain text.", "Give it with --reason, such as 'on loan to Finance'.")
    if len(said) > LONGEST_REASON:
        raise InputError(f"The reason has {len(said)} characters.", f"Keep it to {LONGEST_REASON}.")
    return said


def check_asked(asked: Asked) -> None:
    """:class:`InputError` where it names nobody, or several things at once."""
    if sum((bool(asked.person), bool(asked.team), bool(asked.role), asked.everyone)) != 1:
        raise InputError("Name whom it is for.", "Use one of --person, --team, --role and --everyone.")
    if asked.due_on is not None and asked.due_days is not None:
        raise InputError("Both a date and a number of days were given.", "Use one of --due and --due-days.")
    if asked.due_days is not None and not 0 <= asked.due_days <= 3650:
        raise InputError("--due-days must be 0 to 3650.", "Mend it and try again.")
    if asked.role and asked.role not in set(Role):
        raise InputError(f"There is no role {safe(asked.role)!r}.", f"The roles are: {', '.join(Role)}.")


def check_name(rule: Assignment, members: Sequence[Person]) -> None:
    """A misspelt team would be a rule that nobody ever meets."""
    teams = {fold(p.roster.team): p.roster.team for p in members if p.roster.team}
    if rule.target == Target.TEAM and fold(rule.name) not in teams:
        known = ", ".join(sorted(teams.values())) or "none yet"
        raise InputError(f"Nobody is in a team {safe(rule.name)!r}.", f"The teams are: {known}.")


def rule(track: str, asked: Asked, person: Person | None, today: dt.date) -> Assignment:
    """The assignment that says so."""
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
