"""The log is turned on, also among many first starts."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from trainer.records.write_ahead import write_ahead


@pytest.fixture
def held(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another first start, in the midst of a write; it has no log yet."""
    with closing(sqlite3.connect(tmp_path / "t.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN IMMEDIATE")
        yield other


def mode(conn: sqlite3.Connection) -> object:
    return conn.execute("PRAGMA journal_mode").fetchone()[0]


def test_it_waits_for_whoever_writes(held: sqlite3.Connection, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "t.db", isolation_level=None, timeout=5)) as conn:
        begun = time.monotonic()
        threading.Timer(0.2, held.execute, ["COMMIT"]).start()
        write_ahead(conn, 5)
        assert time.monotonic() - begun >= 0.15
        assert mode(conn) == "wal"
        write_ahead(conn, 0)


def test_it_gives_up_in_the_end(held: sqlite3.Connection, tmp_path: Path) -> None:
    del held
    with closing(sqlite3.connect(tmp_path / "t.db", isolation_level=None, timeout=0)) as conn:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write_ahead(conn, 0.05)
        assert mode(conn) == "delete"


def test_what_cannot_hold_a_log_says_so() -> None:
    from trainer.errors import RecordsUnsafe

    with closing(sqlite3.connect(":memory:")) as conn, pytest.raises(RecordsUnsafe):
        write_ahead(conn, 0)
