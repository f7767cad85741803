"""The ledger with a million entries, against a bare commit and its own limits; ``ENTRIES`` asks for fewer."""

from __future__ import annotations

import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import NOON
from trainer.clock import stamp
from trainer.records import audit, entries, keys, ledger, merkle, receipts
from trainer.records.entries import Entry, Kind
from trainer.records.notes import Checkpoint
from trainer.records.store import Store, open_store

ENTRIES = int(os.environ.get("ENTRIES", "1000000"))
COMMITS = 300
AT = stamp(NOON)


def _rows() -> Iterator[Entry]:
    for seq in range(1, ENTRIES + 1):
        payload = f'{{"rows":{seq}}}'
        yield Entry(
            seq=seq,
            id=f"{seq:032x}",
            kind=Kind.RESTORE,
            person_ref=None,
            payload=payload,
            recorded_at=AT,
            actor_ref=None,
        )


@pytest.fixture
def big(tmp_path: Path) -> Store:
    """A ledger of many entries, written in one go with the program's own leaf and tree."""
    store = open_store(tmp_path / "t.db", create=True)
    columns = ("seq", "id", "kind", "person_ref", "payload", "recorded_at", "actor_ref", "leaf")
    with store.write():
        made = ((e.seq, e.id, e.kind, None, e.payload, e.recorded_at, None, e.leaf) for e in _rows())
        store.insert_many("entry", columns, made)
        tree = merkle.Growing()
        nodes = (node for row in store.rows("SELECT leaf FROM entry ORDER BY seq") for node in tree.add(row["leaf"]))
        store.insert_many("node", ("level", "n", "hash"), nodes)
        store.change("UPDATE head SET size = ?", (ENTRIES,))
    return store


def test_ledger(big: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floor = _bare_commits(tmp_path / "bare.db")
    append = _appends(big)
    size, signer = ledger.size(big), keys.signer(big.path)
    assert signer is not None
    note = signer.sign(Checkpoint(signer.verifier.name, size, ledger.root(big, size)).text())
    entry = entries.find(big, str(ENTRIES // 3))
    assert entry is not None
    made = receipts.receipt(entry, ledger.inclusion_proof(big, entry.seq, size), note)
    text = made.text()
    proof = len(text.split("\n")[2]) + len(note.encode())
    receipts.verify(text, signer.verifier)
    start = time.perf_counter()
    for _ in range(100):
        receipts.verify(text, signer.verifier)
    verified = (time.perf_counter() - start) / 100
    before, start = _peak(), time.perf_counter()
    found = audit.audit(big, signer.verifier)
    audited, grown = time.perf_counter() - start, _peak() - before
    assert found.faults == ()
    with capsys.disabled():
        ratio = f"{append:.2f} / {floor:.2f} ms = {append / floor:.2f}x"
        print(f"\n{size:,} entries: append / bare commit  {ratio}, at most 1.5x")
        print(f"{size:,} entries: proof and checkpoint   {proof} bytes, at most 1,000")
        print(f"{size:,} entries: a receipt verified     {verified * 1000:.2f} ms, at most 1 ms")
        print(f"{size:,} entries: full audit             {audited:.1f} s, at most 30 s; memory grew by {grown:.1f} MB")


def _bare_commits(path: Path) -> float:
    """Milliseconds of a commit that inserts one row as wide as an entry."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("CREATE TABLE fact (seq INTEGER PRIMARY KEY, said TEXT) STRICT")
        start = time.perf_counter()
        for seq in range(COMMITS):
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("INSERT INTO fact VALUES (?, ?)", (seq, "x" * 250))
            conn.execute("COMMIT")
        return (time.perf_counter() - start) / COMMITS * 1000


def _appends(store: Store) -> float:
    """Milliseconds of a commit that appends one entry with its nodes."""
    start = time.perf_counter()
    for number in range(COMMITS):
        with store.write():
            entries.append(store, Kind.RESTORE, {"rows": number}, at=AT, actor_ref=None)
    return (time.perf_counter() - start) / COMMITS * 1000


def _peak() -> float:
    """Megabytes of the process at its largest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
