"""Whoever changes anything that a result rests on is found, and the first bad entry is named.

Tamperings are drawn at random from one seed over every table that evidence rests on; ``TAMPERINGS`` in the environment
asks for more of them than a usual run takes. What is still open (an unfinished attempt, a place in a lesson) is no
evidence yet.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.faults.forging import faults_of, unguarded
from tests.faults.forging_compliance import compliance_records

HOW_MANY = int(os.environ.get("TAMPERINGS", "300"))
TABLES = (
    "entry",
    "node",
    "head",
    "roster_event",
    "in_force",
    "assignment",
    "attempt",
    "response",
    "completion",
    "certification",
    "delta_attestation",
    "exemption",
    "correction",
    "retry",
    "lesson_text",
    "body",
    "seen",
    "reason",
    "item_count",
)
NUMBERS = {("head", "one"), ("attempt", "n")}
"""Row numbers that nothing but the row's own place says."""
VAULT = (
    *("salt", "id", "id_key", "login", "login_key", "name", "email", "team", "manager", "roles"),
    *("start_date", "left_on", "unlisted"),
)
ENTRY = ("id", "kind", "person_ref", "payload", "recorded_at", "actor_ref", "leaf")
"""What an entry says, and its hash; another number makes it another entry."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compliance_records(tmp_path_factory.mktemp("real") / "t.db")


def tamper(conn: sqlite3.Connection, chance: random.Random) -> str:
    """One change that nobody recorded; says which."""
    table = chance.choice((*TABLES, "vault"))
    rows = conn.execute(f"SELECT * FROM {table}").fetchall()
    row = dict(chance.choice(rows))
    key = [r["name"] for r in conn.execute(f"PRAGMA table_info({table})") if r["pk"]]
    where = " AND ".join(f"{name} = :{name}" for name in key)
    how = chance.choice(("delete", "change", "change", "change"))
    if how == "delete" and table not in ("body", "head"):
        conn.execute(f"DELETE FROM {table} WHERE {where}", row)
        return f"delete {table} {[row[name] for name in key]}"
    column = chance.choice(VAULT if table == "vault" else [n for n in row if (table, n) not in NUMBERS])
    new = changed(row[column], chance)
    conn.execute(f"UPDATE {table} SET {column} = :_new WHERE {where}", {**row, "_new": new})
    return f"change {table}.{column} of {[row[name] for name in key]} from {row[column]!r} to {new!r}"


def changed(value: Any, chance: random.Random) -> Any:
    """The value with one bit, letter or unit changed."""
    if value is None:
        return "2026-01-01"
    if isinstance(value, int):
        return value + chance.choice((-1, 1))
    if isinstance(value, float):
        return value + chance.choice((-0.25, 0.25))
    if isinstance(value, bytes):
        at, bit = chance.randrange(len(value)), 1 << chance.randrange(8)
        return value[:at] + bytes([value[at] ^ bit]) + value[at + 1 :]
    at = chance.randrange(len(value) + 1)
    return value[:at] + chance.choice("xyz7") + value[at + chance.choice((0, 1)) :]


def test_every_tampering_is_found(real: Path, tmp_path: Path) -> None:
    chance = random.Random(20261124)
    copy, missed, made = tmp_path / "t.db", [], 0
    while made < HOW_MANY:
        shutil.copy(real, copy)
        with unguarded(copy) as conn:
            before, what = list(conn.iterdump()), ""
            with suppress(sqlite3.IntegrityError):
                what = tamper(conn, chance)
            if list(conn.iterdump()) == before:
                continue
        made += 1
        if not faults_of(copy):
            missed.append(what)
    assert not missed, (len(missed), missed[:10])


def test_the_first_bad_entry_is_named(real: Path, tmp_path: Path) -> None:
    for seq in range(1, 8):
        copy = tmp_path / f"{seq}.db"
        shutil.copy(real, copy)
        with unguarded(copy) as conn:
            conn.execute("UPDATE entry SET recorded_at = '2020-01-01T00:00:00Z' WHERE seq >= ?", (seq,))
        assert faults_of(copy)[0].startswith(f"entry {seq} (")


def test_the_one_entry_that_was_changed_is_named_first(real: Path, tmp_path: Path) -> None:
    chance, copy = random.Random(7), tmp_path / "t.db"
    for _ in range(HOW_MANY // 3):
        shutil.copy(real, copy)
        with unguarded(copy) as conn:
            row = dict(chance.choice(conn.execute("SELECT * FROM entry").fetchall()))
            column = chance.choice(ENTRY)
            row["new"] = changed(row[column], chance)
            conn.execute(f"UPDATE entry SET {column} = :new WHERE seq = :seq", row)
        if row["new"] != row[column]:
            assert faults_of(copy)[0].startswith(f"entry {row['seq']} ("), (column, row)


@pytest.mark.parametrize("number", [-5, 0, 10**6])
def test_an_entry_with_another_number_is_named(real: Path, tmp_path: Path, number: int) -> None:
    copy = Path(shutil.copy(real, tmp_path / "t.db"))
    with unguarded(copy) as conn:
        conn.execute("UPDATE entry SET seq = ? WHERE seq = 5", (number,))
    named = [fault.removeprefix("entry ") for fault in faults_of(copy)]
    assert named[0].startswith("5 is missing" if number > 5 else f"{number} has a number")


def test_nobody_s_id_or_login_can_be_made_to_lead_to_another(real: Path, tmp_path: Path) -> None:
    for column in ("id_key", "login_key"):
        copy = Path(shutil.copy(real, tmp_path / f"{column}.db"))
        with unguarded(copy) as conn:
            (one, his), (other, hers) = conn.execute(f"SELECT person, {column} FROM vault ORDER BY id").fetchall()[-2:]
            conn.execute(f"UPDATE vault SET {column} = 'nobody' WHERE person = ?", (one,))
            conn.execute(f"UPDATE vault SET {column} = ? WHERE person = ?", (his, other))
            conn.execute(f"UPDATE vault SET {column} = ? WHERE person = ?", (hers, one))
        assert sum("does not agree with the vault" in fault for fault in faults_of(copy)) == 2
