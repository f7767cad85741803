"""The ledger's tree in the database: one inner node per completed subtree, written with the entry that completes it.

Invariant: after every commit ``node`` holds exactly the inner nodes of the RFC 6962 tree over ``entry.leaf``, and
``head`` its size, so that a root or a proof is read in the order of log2(entries).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

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
        store.insert("node", {"level": level, "n": n, "hash": made})
    store.change("UPDATE head SET size = ?", (seq,))


def subtree(store: Store, level: int, n: int) -> bytes:
    """The hash of a complete subtree; level 0 is a leaf. KeyError where there is none, so that nothing is invented."""
    row = store.row(_NODE, (level, n)) if level else store.row(_LEAF, (n + 1,))
    if row is None:
        raise KeyError((level, n))
    return bytes(row[0])


def size(store: Store) -> int:
    """How many entries there are."""
    row = store.row("SELECT size FROM head")
    return int(row[0]) if row else 0


def root(store: Store, size: int) -> bytes:
    """The root of the tree over the first ``size`` entries."""
    return merkle.root(size, lambda level, n: subtree(store, level, n))


def inclusion_proof(store: Store, seq: int, size: int) -> list[bytes]:
    """That entry ``seq`` is in the tree of that size; ValueError where it is not."""
    return merkle.inclusion_proof(seq - 1, size, lambda level, n: subtree(store, level, n))


def consistency_proof(store: Store, old: int, size: int) -> list[bytes]:
    """That the tree of that size begins with the tree of the older size; ValueError where it cannot."""
    return merkle.consistency_proof(old, size, lambda level, n: subtree(store, level, n))


def keep_checkpoint(store: Store, size: int, note: str, *, at: str) -> None:
    """Remember, inside a write transaction, what was signed; the first of a size stays."""
    if store.row("SELECT 1 FROM checkpoint WHERE size = ?", (size,)) is None:
        store.insert("checkpoint", {"size": size, "note": note, "signed_at": at})
