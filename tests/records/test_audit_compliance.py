"""The audit of what compliance rests on: each row that was altered, moved, added or lost is named with its entry."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.faults.forging import faults_of, real_records, unguarded
from tests.faults.forging_compliance import compliance_records
from trainer.records import audit_exceptions, audit_held, audit_privacy
from trainer.records.store import Store, open_store

TABLES = {
    "completion": "completion",
    "certification": "certification",
    "delta_attestation": "attestation",
    "exemption": "exemption",
    "retry": "retry",
    "correction": "correction",
}
"""Table to the kind of its entries."""
COLUMNS = [
    (table, column)
    for table, columns in {
        "completion": "person module version digest attempt left_out completed_at counts_from percent pass_mark"
        " attestation",
        "certification": "person track digest attempt completed_at counts_from percent pass_mark attestation versions",
        "delta_attestation": "person module version digest attempt objectives completed_at counts_from",
        "exemption": "person track until counts_from",
        "retry": "person module track allowed_at",
        "correction": "corrects what value counts_from",
    }.items()
    for column in columns.split()
]
OTHER: dict[str, str | int | float] = {
    "person": 1,
    "attempt": 1,
    "percent": 12.5,
    "pass_mark": 12.5,
    "corrects": 1,
    "attestation": "attested",
}
"""A value of the column's type, which not all rows have; any other column gets a day."""
NEWCOMER = "(SELECT max(n) FROM person WHERE same_as IS NOT NULL)"
THEIRS = f"(SELECT same_as FROM person WHERE n = {NEWCOMER})"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compliance_records(tmp_path_factory.mktemp("real") / "t.db")


@pytest.fixture
def copy(real: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(real, tmp_path / "t.db"))


def newest(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as conn:
        (found,) = conn.execute(f"SELECT max(entry) FROM {table} WHERE entry > 1").fetchone()
        return int(found)


def test_records_with_every_exception_hold(copy: Path) -> None:
    assert faults_of(copy) == []
    with closing(sqlite3.connect(copy)) as conn:
        for table in TABLES:
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,), table


def test_no_column_of_these_tables_goes_untried(real: Path) -> None:
    with closing(sqlite3.connect(real)) as conn:
        there = {(table, row[1]) for table in TABLES for row in conn.execute(f"PRAGMA table_info({table})")}
    assert there == {*COLUMNS} | {(table, "entry") for table in TABLES}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_row_is_held_against_its_entry_column_by_column(copy: Path, table: str, column: str) -> None:
    kind, other = TABLES[table], OTHER.get(column, "2020-01-01")
    with closing(sqlite3.connect(copy)) as conn:
        rows = conn.execute(f"SELECT entry FROM {table} WHERE {column} IS NOT ?", (other,)).fetchall()
    assert rows
    for (entry,) in rows:
        with unguarded(copy) as conn:
            (before,) = conn.execute(f"SELECT {column} FROM {table} WHERE entry = ?", (entry,)).fetchone()
            unique = conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (other,)).fetchone()
            new = 99999 if column == "attempt" and unique else other
            conn.execute(f"UPDATE {table} SET {column} = ? WHERE entry = ?", (new, entry))
        assert f"entry {entry} ({kind}) does not agree with the {kind}'s row" in faults_of(copy)
        with unguarded(copy) as conn:
            conn.execute(f"UPDATE {table} SET {column} = ? WHERE entry = ?", (before, entry))
    assert faults_of(copy) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_lost_row_and_a_made_up_one_are_named(copy: Path, table: str) -> None:
    kind, entry = TABLES[table], newest(copy, table)
    with unguarded(copy) as conn:
        conn.execute(f"UPDATE {table} SET entry = 1 WHERE entry = ?", (entry,))
    lost = f"entry {entry} ({kind}) does not agree with the {kind}'s row"
    assert faults_of(copy) == [f"the {kind} of entry 1 has no entry", lost]
    with unguarded(copy) as conn:
        conn.execute(f"DELETE FROM {table} WHERE entry = 1")
    assert faults_of(copy) == [lost]


@pytest.mark.parametrize("kind", ["exemption", "correction", "retry"])
@pytest.mark.parametrize(
    "how", ["DELETE FROM reason", "UPDATE reason SET text = 'x'", "UPDATE reason SET salt = zeroblob(32)"]
)
def test_each_reason_is_held_against_its_entry(copy: Path, kind: str, how: str) -> None:
    with unguarded(copy) as conn:
        entries = f"SELECT entry FROM reason WHERE entry IN (SELECT seq FROM entry WHERE kind = '{kind}')"
        with_reason = [row[0] for row in conn.execute(f"{entries} ORDER BY entry")]
        conn.execute(f"{how} WHERE entry IN ({entries})")
    assert with_reason
    assert faults_of(copy) == [f"entry {seq} ({kind}) does not agree with its reason" for seq in with_reason]


def test_a_reason_is_kept_with_whom_it_is_about_or_else_with_whoever_gave_it(copy: Path) -> None:
    sql = (
        "SELECT entry, person FROM reason JOIN entry ON seq = entry WHERE kind IN ('exemption', 'correction', 'retry')"
    )
    with closing(sqlite3.connect(copy)) as conn:
        kept = conn.execute(sql).fetchall()
    assert len(kept) == 7
    for entry, person in kept:
        for other in {1, 2, 3, 4, 5, 6} - {person}:
            with unguarded(copy) as conn:
                conn.execute("UPDATE reason SET person = ? WHERE entry = ?", (other, entry))
            (found,) = faults_of(copy)
            assert found.startswith(f"entry {entry} (")
            assert found.endswith("does not agree with its reason")
        with unguarded(copy) as conn:
            conn.execute("UPDATE reason SET person = ? WHERE entry = ?", (person, entry))
    assert faults_of(copy) == []


FORMER = {
    "a result moved back": (f"UPDATE completion SET person = {NEWCOMER} WHERE person = {THEIRS}", "(completion)"),
    "a result that counts earlier": (
        f"UPDATE completion SET counts_from = substr(completed_at, 1, 10) WHERE person = {THEIRS}",
        "(completion)",
    ),
    "an attempt moved back": (
        f"UPDATE attempt SET person = {NEWCOMER} WHERE person = {THEIRS} AND state = 'failed'",
        "is about another person than the attempt's row",
    ),
    "an attempt that counts earlier": (
        f"UPDATE attempt SET counts_from = '' WHERE person = {THEIRS} AND state = 'failed'",
        "does not agree with the day from which the attempt's row counts",
    ),
    "an attempt that counts later": (
        "UPDATE attempt SET counts_from = '2030-01-01' WHERE state = 'passed' AND counts_from = ''",
        "does not agree with the day from which the attempt's row counts",
    ),
    "a lifted wait moved back": (f"UPDATE retry SET person = {NEWCOMER} WHERE person = {THEIRS}", "(retry)"),
    "another self": (f"UPDATE person SET same_as = 1 WHERE n = {NEWCOMER}", "was joined to another than the roster"),
}


@pytest.mark.parametrize("what", FORMER)
def test_what_a_former_self_did_stays_where_the_roster_put_it(copy: Path, what: str) -> None:
    script, words = FORMER[what]
    with unguarded(copy) as conn:
        assert conn.execute(script).rowcount > 0
    assert any(words in fault for fault in faults_of(copy)), faults_of(copy)


@pytest.mark.parametrize(
    "change",
    ["roles = 'admin'", "start_date = '2019-01-01'", "listed = 0", "roles = NULL, start_date = NULL, listed = NULL"],
)
def test_what_the_roster_said_is_held_against_its_entry(copy: Path, change: str) -> None:
    with unguarded(copy) as conn:
        (last,) = conn.execute("SELECT max(entry) FROM roster_event WHERE listed = 1").fetchone()
        conn.execute(f"UPDATE roster_event SET {change} WHERE entry = ?", (last,))
    assert faults_of(copy) == [f"entry {last} (roster) does not agree with the people beneath it"]


def test_of_who_was_erased_nothing_may_be_put_back_beneath_the_roster(copy: Path) -> None:
    for column, value in {"roles": "admin", "start_date": "2020-01-01", "listed": 1, "team": "Ops"}.items():
        with unguarded(copy) as conn:
            gone = conn.execute("SELECT entry, position FROM roster_event WHERE effective_on = ''").fetchone()
            where = "WHERE entry = ? AND position = ?"
            (before,) = conn.execute(f"SELECT {column} FROM roster_event {where}", tuple(gone)).fetchone()
            conn.execute(f"UPDATE roster_event SET {column} = ? {where}", (value, *gone))
        assert faults_of(copy) == [f"entry {gone[0]} (roster) does not agree with the people beneath it"]
        with unguarded(copy) as conn:
            conn.execute(f"UPDATE roster_event SET {column} = ? {where}", (before, *gone))


@pytest.mark.parametrize("change", ["body = '[]'", "title = 'x'", "lesson = 'M90.L9'", "body = 'no JSON'"])
def test_a_lesson_s_text_is_what_was_put_in_force(copy: Path, change: str) -> None:
    with unguarded(copy) as conn:
        digests = [row[0] for row in conn.execute("SELECT digest FROM lesson_text ORDER BY digest")]
        conn.execute(f"UPDATE lesson_text SET {change}")
    assert digests
    assert faults_of(copy) == [f"the stored lesson {digest[:12]} was altered" for digest in digests]


def test_a_lesson_s_text_that_is_gone_is_named(copy: Path) -> None:
    with unguarded(copy) as conn:
        (digest,) = conn.execute("SELECT min(digest) FROM lesson_text").fetchone()
        conn.execute("DELETE FROM lesson_text WHERE digest = ?", (digest,))
        (seq,) = conn.execute("SELECT min(seq) FROM entry WHERE kind = 'content'").fetchone()
    assert faults_of(copy) == [f"entry {seq} (content) has lost the text of the lesson {digest[:12]}"]


def test_nothing_is_looked_up_row_by_row(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many queries over records with many such rows as over records with few."""
    asked: list[str] = []

    def counted(honest: Callable[..., Any]) -> Callable[..., Any]:
        def ask(self: Store, sql: str, *parameters: Any) -> Any:
            asked.append(sql)
            return honest(self, sql, *parameters)

        return ask

    for name in ("rows", "row", "few"):
        monkeypatch.setattr(Store, name, counted(getattr(Store, name)))
    found = {}
    for path in (real_records(tmp_path / "few.db"), Path(shutil.copy(real, tmp_path / "many.db"))):
        with closing(open_store(path, create=False)) as store:
            asked.clear()
            for part in (audit_held, audit_exceptions, audit_privacy):
                assert list(part.faults(store)) == []
            found[path.name] = len(asked)
    assert found["few.db"] == found["many.db"] > 0
