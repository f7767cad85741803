"""The audit: everything recomputed from the entries up, and every working row held against its entry.

Invariant: it reads one moment, changes nothing, believes no stored hash, and names what is wrong in the order of the
entries: first the entries that were themselves changed, then what no longer agrees with an entry, so that the first
line names where it began. What it cannot know by itself is whether the whole was rewritten: that
takes a checkpoint which is kept elsewhere (``consistent_with``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from trainer.content.codec import canonical
from trainer.errors import EvidenceError
from trainer.records import (
    audit_attempts,
    audit_exceptions,
    audit_held,
    audit_people,
    audit_privacy,
    audit_rules,
    ledger,
    merkle,
    schema,
)
from trainer.records.fault import NO_ENTRY, UNREADABLE, Fault
from trainer.records.notes import Checkpoint, Verifier, open_note, parse_checkpoint
from trainer.records.store import Store

_SAID = ("seq", "id", "kind", "person_ref", "payload", "recorded_at", "actor_ref")
_ENTRIES = f"SELECT {', '.join(_SAID)}, leaf FROM entry ORDER BY seq"
_UNSIGNED = """SELECT seq FROM entry WHERE kind = 'export' AND seq NOT IN (SELECT size FROM checkpoint) ORDER BY seq"""
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
_MOST = 50
"""Faults that are named; a rewritten database has as many as it has rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the audit found."""

    size: int
    """Entries."""
    root: bytes
    """Of the tree over the entries as they are."""
    faults: tuple[Fault, ...]
    """Those of the entries themselves, then those of what rests on them; the first 50, empty where everything holds."""


def audit(store: Store, trusted: Verifier | None) -> Audit:
    """Check everything. ``trusted`` is the key of these records, by which the checkpoints kept in them are checked."""
    with store.snapshot():
        tree = _Tree(store)
        # The tree first: the others read what the entries say only as far as these stand.
        faults = nsmallest(_MOST, tree.faults()) + nsmallest(_MOST, _derived(store, trusted))
        return Audit(size=tree.seen.size, root=tree.seen.root, faults=tuple(faults[:_MOST]))


def consistent_with(store: Store, older: Checkpoint) -> list[bytes]:
    """The proof that these records begin with what the older checkpoint saw; :class:`EvidenceError` where they do not.

    The root is compared with one recomputed from the entries by whoever audits; here it is read from the nodes.
    """
    size = ledger.sound_size(store)
    if older.size > size:
        raise EvidenceError(
            f"The checkpoint has {older.size} entries and the records have {size}: some were removed.",
            "Keep the records as they are and restore the last backup beside them.",
        )
    if ledger.root(store, older.size) != older.root:
        raise EvidenceError(
            f"The first {older.size} entries are not those of the checkpoint: the records were rewritten.",
            "Keep the records as they are and restore the last backup beside them.",
        )
    return ledger.consistency_proof(store, older.size, size) if older.size else []


def _derived(store: Store, trusted: Verifier | None) -> Iterator[Fault]:
    parts = {
        "what is in force": audit_rules.faults(store),
        "the roster": audit_people.faults(store),
        "the attempts": audit_attempts.faults(store),
        "completions, certifications and attestations": audit_held.faults(store),
        "exemptions, retries and corrections": audit_exceptions.faults(store),
        "counts, reasons and exports": audit_privacy.faults(store),
        "the checkpoints": _checkpoints(store, trusted),
        "the schema": _triggers(store),
    }
    for name, found in parts.items():
        try:
            yield from found
        except UNREADABLE:
            yield Fault(NO_ENTRY, name, "cannot be read to the end")


class _Tree:
    """The entries and the tree over them, recomputed in memory of the order of log2(entries)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.seen = merkle.Growing()
        self._levels: dict[int, Iterator[Any]] = {}

    def faults(self) -> Iterator[Fault]:
        for row in self.store.rows(_ENTRIES):
            if row["seq"] < 1:
                yield Fault(row["seq"], f"entry {row['seq']}", "has a number that it cannot have")
                continue
            yield from self._gap(row["seq"])
            said = {name: row[name] for name in _SAID}
            leaf = merkle.leaf_hash(canonical(said).encode())
            if leaf != row["leaf"]:
                yield Fault(row["seq"], f"entry {row['seq']} ({row['kind']})", "was altered: its hash does not fit")
            yield from self._nodes(row["leaf"])
        yield from self._gap(ledger.size(self.store) + 1)
        yield from self._surplus()

    def _gap(self, seq: int) -> Iterator[Fault]:
        while self.seen.size + 1 < seq:
            missing = self.seen.size + 1
            yield Fault(missing, f"entry {missing}", "is missing")
            yield from self._nodes(bytes(32))
            if self.seen.size >= ledger.size(self.store) and missing + 1 < seq:
                # A number far beyond the end is one fault, not a million.
                yield Fault(seq, f"entry {seq}", "has a number that it cannot have")
                return

    def _nodes(self, leaf: bytes) -> Iterator[Fault]:
        for level, n, made in self.seen.add(leaf):
            if level not in self._levels:
                self._levels[level] = self.store.rows("SELECT n, hash FROM node WHERE level = ? ORDER BY n", (level,))
            kept = next(self._levels[level], None)
            if kept is None or kept["n"] != n or kept["hash"] != made:
                first, last = (n << level) + 1, (n + 1) << level
                yield Fault(last, f"the tree over entries {first} to {last}", "does not fit them")

    def _surplus(self) -> Iterator[Fault]:
        size = self.seen.size
        row = self.store.row("SELECT count(*) FROM node")
        if row is None or row[0] != size - size.bit_count():
            yield Fault(size + 1, "the tree", "has nodes too many or too few")
        if ledger.size(self.store) != size:
            yield Fault(ledger.size(self.store) + 1, f"entry {ledger.size(self.store) + 1}", "is beyond the tree's end")


def _triggers(store: Store) -> Iterator[Fault]:
    """A trigger that is gone, changed, or none of ours, which could change rows behind every write."""
    found = {row["name"]: row["sql"] for row in store.rows(_TRIGGERS)}
    for name in sorted(found.keys() | schema.TRIGGERS.keys()):
        if found.get(name) != schema.TRIGGERS.get(name):
            yield Fault(NO_ENTRY, f"the trigger {name}", "is not as the schema makes it")


def _checkpoints(store: Store, trusted: Verifier | None) -> Iterator[Fault]:
    for row in store.rows(_UNSIGNED):
        yield Fault(row["seq"], f"entry {row['seq']} (export)", "has lost the checkpoint that was signed with it")
    for row in store.rows("SELECT size, note FROM checkpoint ORDER BY size"):
        where = f"the checkpoint of {row['size']} entries"
        if trusted is None:
            yield Fault(row["size"], where, "cannot be checked: the signing key is not there")
            continue
        try:
            kept = parse_checkpoint(open_note(row["note"], trusted))
            right = kept.size == row["size"] and kept.root == ledger.root(store, kept.size)
        except EvidenceError:
            right = False
        if not right:
            yield Fault(row["size"], where, "does not fit the records")
