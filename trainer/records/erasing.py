"""Erasing a person: what goes, and the entry that says so.

Invariant: what goes is everything that could lead to the person: their row in the vault with its salt, day, team and
the like in the roster's events, their id as somebody's manager, what they read, answered and wrote, what others wrote
of them, the notice. What stays is what totals rest on: refs, attempts without their responses, completions, exemptions
and corrections without their reasons, entries, and which tracks were required of them, without a day. All of it in one
transaction; the bytes themselves go by ``scrub``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from trainer.records import assignments, entries, reasons, roster
from trainer.records.audit_rules import texts_of
from trainer.records.entries import Entry
from trainer.records.people import Person
from trainer.records.store import Store

_SAID = "SELECT person_ref, payload FROM entry WHERE kind = 'erasure'"
_NAMES = "SELECT n, ref FROM person WHERE n = ? OR same_as = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who erases and when."""

    person: Person
    on: str
    """ISO date."""
    at: str
    """UTC, to the second."""


def erase(store: Store, person: Person, by: By, override: str = "") -> Entry:
    """Erase a person inside a write transaction, after their ``refs`` were put on the list (``erased.listing``).

    ``override`` says why, although a duty to keep the record holds.
    """
    # Those whom they turned out to be go with them: what both had begun stays with the former self.
    rows = list(store.rows(_NAMES, (person.n, person.n)))
    numbers, names = [row["n"] for row in rows], [row["ref"] for row in rows]
    payload: dict[str, Any] = {"tracks": assignments.required(store, person.member)}
    roster.release_manager(store, person, on=by.on, at=by.at, actor_ref=by.person.ref)
    payload["attempts"] = [name for n in numbers for name in _take(store, n)]
    if silenced := reasons.forget_naming(store, person.roster):
        payload["reasons"] = silenced
    roster.forget(store, names)
    store.change("DELETE FROM vault WHERE person = ?", (person.n,))
    if len(names) > 1:
        payload["same"] = sorted(set(names) - {person.ref})
    kind, ref = entries.Kind.ERASURE, by.person.ref
    if not override:
        return entries.append(store, kind, payload, at=by.at, actor_ref=ref, person_ref=person.ref)
    reason = reasons.Reason.new(override)
    payload["reason"] = reason.commitment
    entry = entries.append(store, kind, payload, at=by.at, actor_ref=ref, person_ref=person.ref)
    if by.person.n not in numbers:
        reasons.keep(store, reason, entry=entry.seq, person=by.person.n)
    return entry


def refs(store: Store, person: Person) -> list[str]:
    """What a person is called in entries: now, and before the roster knew them."""
    return [row["ref"] for row in store.rows(_NAMES, (person.n, person.n))]


def said(store: Store) -> set[str]:
    """Refs that entries call erased."""
    found = set()
    for row in store.rows(_SAID):
        found |= {str(row["person_ref"]), *texts_of(row["payload"], "same")}
    return found


def tracks_in(row: Any) -> frozenset[str]:
    """Ids of the tracks that were required of who was erased, by a row with the payload of the entry."""
    return frozenset(texts_of(row["payload"], "tracks"))


def attempts_of(entry: Entry) -> list[str]:
    """Ids of the attempts whose responses an erasure or a retention run took."""
    said = json.loads(entry.payload)
    return [str(name) for name in said["attempts"]]


def last_evidence(store: Store, person: Person) -> str:
    """When something was last proven about a person's training, UTC; empty where nothing was."""
    row = store.row("SELECT max(finished_at) AS at FROM attempt WHERE person = ?", (person.n,))
    return (row["at"] if row else None) or ""


def _take(store: Store, n: int) -> list[str]:
    """Delete what one row of ``person`` answered, read and wrote; returns the finished attempts' ids."""
    theirs = "IN (SELECT n FROM attempt WHERE person = ?)"
    for table in ("response", "step", "relearned"):
        store.change(f"DELETE FROM {table} WHERE attempt {theirs}", (n,))
    # An attempt that is still open is no evidence, and without its responses nobody could go on with it.
    store.change("DELETE FROM attempt WHERE person = ? AND state = 'open'", (n,))
    for table in ("reading", "notice", "reason"):
        store.change(f"DELETE FROM {table} WHERE person = ?", (n,))
    return [row["id"] for row in store.rows("SELECT id FROM attempt WHERE person = ? ORDER BY n", (n,))]
