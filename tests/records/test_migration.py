"""Records that an older version made, brought up to date: nothing is lost, everything is still proven, at any kill."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.forging import faults_of, unguarded
from trainer.records import achievements, attempts, people, schema
from trainer.records.store import open_store

ROOT = Path(__file__).parents[2]
OLD = (ROOT / "tests" / "fixtures" / "records_3.sql").read_text(encoding="utf-8")
"""Version 3, as it wrote them: Ana was certified, Bo failed, Cy completed and was erased; New and Eve learnt on 1 July
before the roster had their login on 6 July, New went on with a check that he had begun, and Eve was erased."""
DAY, JOINED = "2026-07-01", "2026-07-06"
RESULT = "entry, person, attempt, completed_at"
_KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from trainer.records import store

left = int(sys.argv[2])

def count(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

honest = store._migrate

def migrate(conn):
    conn.set_trace_callback(count)
    honest(conn)

store._migrate = migrate
store.open_store(Path(sys.argv[1]), create=False)
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(OLD)
        conn.execute("PRAGMA journal_mode = WAL")
    path.chmod(0o600)
    assert version(path) == 3
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def results(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        completed = conn.execute(f"SELECT {RESULT}, module, version, digest, left_out FROM completion ORDER BY entry")
        return [*completed, *conn.execute(f"SELECT {RESULT}, track, digest FROM certification ORDER BY entry")]


def test_everything_is_carried_over_and_proven(old: Path) -> None:
    before = results(old)
    assert len(before) == 6
    assert faults_of(old) == [], "opening them brings them up to date"
    assert (version(old), results(old)) == (schema.LATEST, before)
    with closing(sqlite3.connect(old)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema")}
        assert not tables & {"completion_3", "certification_3"}


def test_each_result_is_what_its_entry_says(old: Path) -> None:
    with closing(open_store(old, create=False)) as store:
        for table in ("completion", "certification"):
            for row in store.rows(f"SELECT {table}.*, entry.payload FROM {table} JOIN entry ON seq = entry"):
                said = json.loads(row["payload"])
                kept = (row["percent"], row["pass_mark"], row["attestation"])
                assert kept == (said["percent"], said["pass_mark"], "self-attested")
        (certified,) = achievements.certifications(store, people.find(store, "1").n)
        assert (certified.track, certified.versions, certified.counts_from) == ("tiny", {}, DAY)


def test_what_a_former_self_did_counts_since_the_roster_said_whose_it_is(old: Path) -> None:
    with closing(open_store(old, create=False)) as store:
        new = people.find(store, "4")
        held = achievements.completions(store, new.n)
        assert [(each.completed_at[:10], each.counts_from) for each in held] == [(DAY, JOINED), (JOINED, JOINED)]
        assert [each.counts_from for each in attempts.of_person(store, new.n)] == ["", ""], "not known any more"
        own = achievements.completions(store, people.find(store, "1").n)
        assert [each.counts_from for each in own] == [DAY]


@pytest.mark.parametrize(
    ("forged", "words"),
    [
        ("UPDATE completion SET counts_from = substr(completed_at, 1, 10)", "(completion)"),
        ("UPDATE completion SET percent = 99", "(completion)"),
        ('UPDATE certification SET versions = \'{"M90": "1.0"}\'', "(certification)"),
        ("UPDATE certification SET counts_from = '2025-01-01'", "(certification)"),
        ("UPDATE attempt SET counts_from = '2026-07-03'", "from which the attempt's row counts"),
        ("UPDATE roster_event SET roles = '', start_date = '', listed = 1", "(roster) does not agree"),
    ],
)
def test_it_is_held_against_the_entries_ever_after(old: Path, forged: str, words: str) -> None:
    open_store(old, create=False).close()
    with unguarded(old) as conn:
        conn.execute(forged)
    assert any(words in fault for fault in faults_of(old))


def test_a_migration_that_is_killed_at_any_statement_did_not_happen(old: Path) -> None:
    before, kills = old.read_bytes(), 0
    for statement in range(0, 1000, 12):
        for path in old.parent.glob("t.db-*"):
            path.unlink()
        old.write_bytes(before)
        done = subprocess.run([sys.executable, "-c", _KILLED, str(old), str(statement)], check=False, cwd=ROOT)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        kills += 1
        assert version(old) in range(3, schema.LATEST + 1)
        if version(old) == 3:
            assert len(results(old)) == 6
        assert faults_of(old) == []
        assert version(old) == schema.LATEST
    assert done.returncode == 0
    assert kills > 3, "the kills came too late to prove anything"
