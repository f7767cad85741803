"""The gate: where a person stands on a day, answered for scripts that ask often and wait for each import.

Nothing is imported here that the answer does not need; ``trainer check`` over records of one's own comes straight here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from pathlib import Path

from trainer.clock import Clock, system_clock
from trainer.compliance.history import Facts, History, achieved
from trainer.compliance.standing import TrackStanding, by_track, standings
from trainer.compliance.status import VALID, worst
from trainer.errors import InputError
from trainer.records import people
from trainer.records.history import facts_of, history
from trainer.records.people import Person
from trainer.records.store import Store, open_store
from trainer.service.check_answer import Checked, TrackStatus
from trainer.text import safe


def alone(
    database: Path, warning_days: int, person: str, track: str, as_of: dt.date | None, clock: Clock = system_clock
) -> Checked:
    """The answer from records of one's own: whoever can open the file is its admin (DESIGN section 3)."""
    store = open_store(database, create=False)
    try:
        today = clock().astimezone(dt.UTC).date()
        with store.snapshot():
            past = history(store, warning_days=warning_days, today=today)
            return answer(store, past, lambda handle: people.find(store, handle), person, track, as_of or today)
    finally:
        store.close()


def _held_beside(past: History, day: dt.date, facts: Facts, required: Collection[str]) -> dict[str, TrackStanding]:
    """The tracks that nothing requires and that the person holds all the same, as if they were required."""
    company = past.on(day)
    asked = {name: dt.date.max for name in company.rules.tracks if name not in required}
    found = by_track(standings(day, company.rules, asked, achieved(company, facts)))
    return {each.track.id: each._replace(due_on=None) for each in found if each.due_on and each.status in VALID}


def answer(
    store: Store, past: History, find: Callable[[str], Person], handle: str, track: str, day: dt.date
) -> Checked:
    """Where a person stands on a day; ``find`` refuses whom the one who asks may not ask about.

    Nothing counts of someone who has left: they are ``not_required``.
    """
    person = find(handle)
    if track and track not in (tracks := past.on(day).rules.tracks):
        known = ", ".join(sorted(tracks)) or "none"
        raise InputError(f"There is no track {safe(track)!r} in force.", f"In force are: {known}.")
    facts = facts_of(store, person)
    stands = past.stands(day, facts, person.member)
    whole = {} if stands.left_on else {each.track.id: each for each in by_track(stands.lines) if each.due_on}
    if not stands.left_on:
        whole.update(_held_beside(past, day, facts, whole))
    lines = tuple(
        TrackStatus(track=name, status=each.status, due_on=each.due_on, valid_until=each.valid_until)
        for name, each in whole.items()
        if not track or name == track
    )
    status = worst(each.status for each in lines)
    return Checked(person=person.handle, as_of=day, status=status, left_on=stands.left_on, tracks=lines)
