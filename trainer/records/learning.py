"""Lessons read, and checks that were passed before they were.

Invariant: what is kept of reading is how far, and that the end was reached; no time spent, no visits counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from trainer.assessment.kinds import AttemptKind
from trainer.records.attempts import State
from trainer.records.store import Store

COMPLETING = (AttemptKind.MODULE_CHECK, AttemptKind.TEST_OUT)
"""Kinds of attempts that can complete a module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far a person is in a lesson of one major version; its fields are the columns."""

    person: int
    module: str
    lesson: str
    major: int
    place: int
    """The block to come back to, from 0."""
    read_digest: str | None
    """Of the lesson whose end was reached; None until then."""
    read_at: str | None
    begun_on: str = ""
    """ISO day on which it was first opened; empty where it was before this was kept."""


def readings(store: Store, person: int) -> tuple[Reading, ...]:
    """Everything that a person has begun to read."""
    return tuple(Reading(**dict(row)) for row in store.rows("SELECT * FROM reading WHERE person = ?", (person,)))


def keep_reading(store: Store, reading: Reading) -> None:
    """Record the place, and the end once it was reached, inside a write transaction. The end is never taken back."""
    key = (reading.person, reading.lesson, reading.major)
    changed = store.change(
        "UPDATE reading SET place = ?, read_digest = coalesce(read_digest, ?), read_at = coalesce(read_at, ?)"
        " WHERE person = ? AND lesson = ? AND major = ?",
        (reading.place, reading.read_digest, reading.read_at, *key),
    )
    if not changed:
        store.insert("reading", asdict(reading))


def passed_not_completed(store: Store, person: int, module: str) -> Iterator[tuple[int, str]]:
    """``(n, id)`` of passed checks and test-outs that no completion rests on yet, the newest first."""
    rows = store.rows(
        "SELECT n, id FROM attempt WHERE person = ? AND module = ? AND state = ? AND kind IN (?, ?)"
        " AND n NOT IN (SELECT attempt FROM completion WHERE person = ? AND attempt IS NOT NULL)"
        " AND n NOT IN (SELECT attempt FROM delta_attestation WHERE person = ?) ORDER BY n DESC",
        (person, module, State.PASSED, *COMPLETING, person, person),
    )
    return ((row["n"], row["id"]) for row in rows)
