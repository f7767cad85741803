"""Retention: answers whose time is over become counts without a person, and their rows go.

Invariant: the entry of a run lists the attempts whose responses went and commits to the counts as they were afterwards,
so that results still verify without their responses and nobody can change a count unseen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.content.codec import canonical
from trainer.records import entries
from trainer.records.entries import Entry
from trainer.records.erasing import By
from trainer.records.items import FIRST
from trainer.records.store import Store

_DUE = """SELECT DISTINCT attempt.n, attempt.id FROM attempt JOIN response ON response.attempt = attempt.n
  WHERE attempt.state <> 'open' AND attempt.finished_at < ? ORDER BY attempt.n"""
_ANSWERS = f"""SELECT response.digest, response.chosen, {FIRST} AS first
  FROM response JOIN attempt ON attempt.n = response.attempt
  WHERE attempt.state <> 'open' AND attempt.finished_at < ?"""
_ADD = """INSERT INTO item_count (digest, first, chosen, n) VALUES (?, ?, ?, ?)
  ON CONFLICT (digest, first, chosen) DO UPDATE SET n = n + excluded.n"""
_QUIET = """SELECT vault.person FROM vault WHERE
  vault.left_on <= :day OR (vault.unlisted = 1
    AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.person = vault.person AND
      coalesce(attempt.finished_at, attempt.started_at) > :moment)
    AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.person = vault.person AND reading.read_at > :moment)
    AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.person = vault.person AND notice.acknowledged_at > :moment)
    AND vault.person NOT IN (SELECT person.n FROM entry JOIN person ON person.ref = entry.actor_ref
      WHERE entry.recorded_at > :moment))
  ORDER BY vault.person"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a run would take."""

    attempts: tuple[str, ...]
    """Ids."""
    answers: int


def due(store: Store, before: str) -> Due:
    """Attempts that ended before that moment and whose responses are still there."""
    answers = sum(1 for _ in store.rows(_ANSWERS, (before,)))
    return Due(attempts=tuple(row["id"] for row in store.rows(_DUE, (before,))), answers=answers)


def fold(store: Store, before: str, by: By) -> Entry:
    """Fold and remove the responses of those attempts, inside a write transaction; each run leaves an entry."""
    taken = due(store, before).attempts
    counted: Counter[tuple[str, int, str]] = Counter()
    for row in store.rows(_ANSWERS, (before,)):
        # As it is: a response is recorded in the one normal form of its type.
        counted[row["digest"], row["first"], row["chosen"]] += 1
    store.change_many(_ADD, [(*key, n) for key, n in counted.items()])
    store.change(
        "DELETE FROM response WHERE attempt IN (SELECT n FROM attempt WHERE state <> 'open' AND finished_at < ?)",
        (before,),
    )
    payload = {"before": before, "attempts": list(taken), "counts": counts_digest(store)}
    return entries.append(store, entries.Kind.RETENTION, payload, at=by.at, actor_ref=by.person.ref)


def counts_digest(store: Store) -> str:
    """SHA-256, hex, over all item counts."""
    rows = store.rows("SELECT digest, first, chosen, n FROM item_count ORDER BY digest, first, chosen")
    return hashlib.sha256(canonical([list(row) for row in rows]).encode()).hexdigest()


def quiet_since(store: Store, day: str) -> Iterator[int]:
    """Row numbers of people who left by that day, and of unlisted ones of whom nothing was recorded after it."""
    return (row["person"] for row in store.rows(_QUIET, {"day": day, "moment": f"{day}T23:59:59Z"}))
