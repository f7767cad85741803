"""Giving a person what they did before the roster had their login.

Invariant: entries keep the old ``ref``, and ``same_as`` says whose it is. What moves counts for the person from the day
on which it moved: a status on an earlier date stays what it was.
"""

from __future__ import annotations

from trainer.records.people import Person
from trainer.records.store import Store

_ATTEMPTS = """UPDATE attempt SET person = ?, counts_from = ? WHERE person = ?
  AND (state <> 'open' OR NOT EXISTS (SELECT 1 FROM attempt AS other WHERE other.person = ? AND other.state = 'open'
    AND other.kind = attempt.kind AND other.module = attempt.module AND other.track = attempt.track))"""
_READING = """UPDATE reading SET person = ?, begun_on = ? WHERE person = ? AND NOT EXISTS
  (SELECT 1 FROM reading AS other WHERE other.person = ? AND other.lesson = reading.lesson
    AND other.major = reading.major)"""
_NOTICE = """UPDATE notice SET person = ? WHERE person = ? AND NOT EXISTS
  (SELECT 1 FROM notice AS other WHERE other.person = ?)"""
_COUNTING = ("completion", "certification", "delta_attestation")


def absorb(store: Store, unlisted: Person, into: Person, *, on: str) -> None:
    """Move it inside a write transaction; ``on`` is the ISO day of it."""
    # What both have begun stays with the one who is on the roster: one open attempt, one place in a lesson.
    for moved in (_ATTEMPTS, _READING):
        store.change(moved, (into.n, on, unlisted.n, into.n))
    store.change(_NOTICE, (into.n, unlisted.n, into.n))
    for table in _COUNTING:
        store.change(f"UPDATE {table} SET person = ?, counts_from = ? WHERE person = ?", (into.n, on, unlisted.n))
    store.change("UPDATE retry SET person = ? WHERE person = ?", (into.n, unlisted.n))
    store.change("UPDATE person SET same_as = ? WHERE n = ?", (into.n, unlisted.n))
    store.change("DELETE FROM vault WHERE person = ?", (unlisted.n,))
