"""The ledger's tree in the database: one inner node per completed subtree, written with the entry that completes it.

Invariant: after every commit ``node`` holds exactly the inner nodes of the RFC 6962 tree over ``entry.leaf``, and
``head`` its size, so that a root or a proof is read in the order of log2(entries). Where somebody altered these,
whoever meets it gets an :class:`EvidenceError`: nothing is invented, and nothing is built on it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from trainer.errors import EvidenceError
from trainer.records import merkle

if TYPE_CHECKING:
    from trainer.records.store import Store

_LEAF = "SELECT leaf FROM entry WHERE seq = ?"
_NODE = "SELECT hash FROM node WHERE level = ? AND n = ?"


def plant(conn: sqlite3.Connection) -> None:
    """Fill ``node`` for entries that were recorded before there was a tree; part of a migration."""
    tree = merkle.Growing()
    leaves = conn.execute("SELECT leaf FROM entry ORDER BY seq")
    conn.executemany("INSERT INTO node VALUES (?, ?, ?)", (made for (leaf,) in leaves for made in tree.add(leaf)))
    conn.execute("INSERT INTO head VALUES (1, ?)", (tree.size,))


def grow(store: Store, seq: int, leaf: bytes) -> None:
    """Add the nodes that entry ``seq`` completes, inside the write transaction that appends it."""
    made = leaf
    for level, n in merkle.completed(seq):
        made = merkle.node_hash(subtree(store, level - 1, 2 * n), made)
        if store.row(_NODE, (level, n)) is not None:
            raise altered("The tree has a node that it cannot have yet")
        store.insert("node", {"level": level, "n": n, "hash": made})
    store.change("UPDATE head SET size = ?", (seq,))


def subtree(store: Store, level: int, n: int) -> bytes:
    """The hash of a complete subtree; level 0 is a leaf."""
    row = store.row(_NODE, (level, n)) if level else store.row(_LEAF, (n + 1,))
    if row is None:
        raise altered(f"An entry, or a node over entry {(n << level) + 1}, is missing")
    return bytes(row[0])


def size(store: Store) -> int:
    """How many entries there are, as the tree has it."""
    row = store.row("SELECT size FROM head")
    return int(row[0]) if row else 0


def sound_size(store: Store) -> int:
    """The same, where the last entry has that number."""
    row = store.row("SELECT max(seq) FROM entry")
    last = (row[0] if row else None) or 0
    if size(store) != last:
        raise altered(f"The tree has {size(store)} entries and the last one is number {last}")
    return size(store)


def root(store: Store, size: int) -> bytes:
    """The root of the tree over the first ``size`` entries."""
    return merkle.root(size, lambda level, n: subtree(store, level, n))


def inclusion_proof(store: Store, seq: int, size: int) -> list[bytes]:
    """That entry ``seq`` is in the tree of that size, which it must not exceed."""
    return merkle.inclusion_proof(seq - 1, size, lambda level, n: subtree(store, level, n))


def consistency_proof(store: Store, old: int, size: int) -> list[bytes]:
    """That the tree of that size begins with the tree of the older size; ValueError where it cannot."""
    return merkle.consistency_proof(old, size, lambda level, n: subtree(store, level, n))


def altered(what: str) -> EvidenceError:
    """What whoever meets altered evidence is told."""
    return EvidenceError(f"The records were altered: {what[0].lower()}{what[1:]}.", "Run 'trainer evidence verify'.")


def keep_checkpoint(store: Store, size: int, note: str, *, at: str) -> None:
    """Remember, inside a write transaction, what was signed; the first of a size stays."""
    if store.row("SELECT 1 FROM checkpoint WHERE size = ?", (size,)) is None:
        store.insert("checkpoint", {"size": size, "note": note, "signed_at": at})
