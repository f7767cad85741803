"""The ledger's tree in the database: one inner node per completed subtree, written with the entry that completes it.

Invariant: after every commit ``node`` holds exactly the inner nodes of the RFC 6962 tree over ``entry.leaf``, so that
a root or a proof is read in the order of log2(entries), and nothing is ever recomputed for one.
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


def grow(store: Store, seq: int, leaf: bytes) -> None:
    """Add the nodes that entry ``seq`` completes, inside the write transaction that appends it."""
    made = leaf
    for level, n in merkle.completed(seq):
        made = merkle.node_hash(subtree(store, level - 1, 2 * n), made)
        store.insert("node", {"level": level, "n": n, "hash": made})


def subtree(store: Store, level: int, n: int) -> bytes:
    """The hash of a complete subtree; level 0 is a leaf. KeyError where there is none, so that nothing is invented."""
    row = store.row(_NODE, (level, n)) if level else store.row(_LEAF, (n + 1,))
    if row is None:
        raise KeyError((level, n))
    return bytes(row[0])
