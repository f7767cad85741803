"""Exports: every report or file in which people's details left, as an entry, with the people who were in it.

A learner asks "who looked at my record, or took it away?" (GDPR Article 15(1)(c)); this is what answers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.records import entries
from trainer.records.entries import Entry
from trainer.records.store import Store

_SEEN = """SELECT seen.people, entry.recorded_at, entry.payload, vault.name
  FROM seen JOIN entry ON entry.seq = seen.entry LEFT JOIN person ON person.ref = entry.actor_ref
  LEFT JOIN vault ON vault.person = coalesce(person.same_as, person.n) ORDER BY seen.entry DESC"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export that a person was in."""

    at: str
    """UTC, to the second."""
    by: str
    """Name of who made it; empty where they were erased."""
    said: Mapping[str, Any]
    """What the entry says of it: the report, its form and filters."""


def record(store: Store, said: Mapping[str, Any], people: Iterable[int], *, at: str, actor_ref: str) -> Entry:
    """Note an export inside a write transaction, with the row numbers of the people in it."""
    listed = ranges(people)
    payload = {**said, "seen": seen_digest(listed)}
    entry = entries.append(store, entries.Kind.EXPORT, payload, at=at, actor_ref=actor_ref)
    store.insert("seen", {"entry": entry.seq, "people": listed})
    return entry


def of_person(store: Store, n: int) -> Iterator[Export]:
    """The exports that a person was in, also before the roster knew them; the newest first."""
    selves = [row["n"] for row in store.rows("SELECT n FROM person WHERE n = ? OR same_as = ?", (n, n))]
    for row in store.rows(_SEEN):
        if any(first <= each <= last for first, last in json.loads(row["people"]) for each in selves):
            yield Export(at=row["recorded_at"], by=row["name"] or "", said=json.loads(row["payload"]))


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as JSON ranges, so that a report on everyone is as short as one on a team: ``[[1, 40], [43, 43]]``."""
    found: list[list[int]] = []
    for n in sorted(set(numbers)):
        if found and found[-1][1] == n - 1:
            found[-1][1] = n
        else:
            found.append([n, n])
    return json.dumps(found)


def seen_digest(people: str) -> str:
    """SHA-256, hex, over the ranges as they are kept."""
    return hashlib.sha256(people.encode()).hexdigest()
