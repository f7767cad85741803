"""The gate: where a person stands on a day, answered for scripts that ask often and wait for each import.

Nothing is imported here that the answer does not need; ``trainer check`` over records of one's own comes straight here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from trainer.clock import Clock, system_clock
from trainer.compliance.history import History
from trainer.compliance.standing import by_track
from trainer.compliance.status import Status, worst
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
    stands = past.stands(day, facts_of(store, person), person.member)
    whole = () if stands.left_on else by_track(stands.lines)
    lines = tuple(
        TrackStatus(track=each.track.id, status=each.status, due_on=each.due_on, valid_until=each.valid_until)
        for each in whole
        if each.track.id == track or not (track or each.status is Status.NOT_REQUIRED)
    )
    status = worst(each.status for each in lines)
    return Checked(person=person.handle, as_of=day, status=status, left_on=stands.left_on, tracks=lines)
