"""Whoever sees a report, or other people's details, leaves an entry, and a checkpoint is signed with it.

Invariant: it is recorded also where the reader stops half-way or the pipe closes: what was shown was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from trainer.errors import InputError
from trainer.records import exports, keys
from trainer.records.notes import Signer
from trainer.records.people import Person
from trainer.service.desk import Desk
from trainer.service.signing import sign

_Row = TypeVar("_Row")
FORMS = frozenset({"rows", "table", "csv", "json", "xlsx", "html", "md", "ics"})
"""What an export is written as."""


class Look:
    """What one look has shown so far."""

    def __init__(self) -> None:
        self._people: list[int] = []
        self.rows = 0

    def at(self, person: Person) -> Person:
        """One row about this person is shown; the same person again, to go on with."""
        self.rows += 1
        # Rows come person by person: a report of twelve tracks names each twelve times.
        if not self._people or self._people[-1] != person.n:
            self._people.append(person.n)
        return person

    def counted(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """Rows about no one person, as they are shown."""
        for row in rows:
            self.rows += 1
            yield row

    @property
    def people(self) -> list[int]:
        """Row numbers, in the order in which they were shown."""
        return self._people


@contextmanager
def looking(desk: Desk, said: Mapping[str, Any]) -> Iterator[Look]:
    """Note afterwards who was shown. ``said`` is what the entry says beside that: no name and no free text."""
    if said.get("form", "rows") not in FORMS:
        # It stands in the entry for ever, where no free text may.
        raise InputError("There is no such form.", f"The forms are: {', '.join(sorted(FORMS))}.")
    # Before anything is shown: a key that cannot be used must not keep the look from being recorded.
    signer = keys.signer(desk.store.path)
    look = Look()
    try:
        yield look
    finally:
        if look.rows:
            _record(desk, said, look, signer)


def _record(desk: Desk, said: Mapping[str, Any], look: Look, signer: Signer | None) -> None:
    with desk.recording(adopt=False) as (store, me):
        exports.record(store, {**said, "rows": look.rows}, look.people, at=desk.now(), actor_ref=me.ref)
        if signer is not None:
            sign(store, signer, at=desk.now())
