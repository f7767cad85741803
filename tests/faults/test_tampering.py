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
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support import NOON, Office, StoppedClock, everyone, fail_check, pass_check, read_all, tiny_course
from trainer.records import audit
from trainer.records.store import open_store
from trainer.service.compliance import Asked

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
    "body",
    "seen",
    "reason",
    "item_count",
)
NUMBERS = {("head", "one"), ("attempt", "n")}
"""Row numbers that nothing but the row's own place says."""
VAULT = ("salt", "id", "login", "name", "email", "team", "manager", "roles", "start_date", "left_on")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People joined, moved, left, failed, passed, completed, were exported and erased; old answers were folded."""
    office = Office(tmp_path_factory.mktemp("real") / "t.db", StoppedClock(NOON), tiny_course())
    ana, bo = office.training("ana"), office.training("bo")
    bo.learn.begin()
    read_all(bo)
    ana.people.import_csv("p.csv", b"id,login,name,email,team\n1,ana,Ana,a@x.example,Sales\n2,,Bo,,Sales\n3,,Cy,,Ops\n")
    ana.people.import_csv("p.csv", b"id,login,name,email,team\n1,ana,Ana,a@x.example,Ops\n2,bo,Bo,,Sales\n", sync=True)
    ana.compliance.assign("tiny", Asked(everyone=True))
    ana.compliance.assign("tiny", Asked(person="1"))
    pass_check(bo, office.course)
    office.clock.forward(days=400)
    ana.privacy.retention()
    for training in (ana, bo):
        fail_check(training, office.course)
        read_all(training)
        pass_check(training, office.course)
    everyone(ana)
    ana.privacy.erase("3", "objection upheld, case seventeen")
    ana.evidence.checkpoint()
    assert ana.evidence.verify().faults == ()
    ana.close()
    bo.close()
    with closing(sqlite3.connect(office.database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return office.database


def faults_of(path: Path) -> list[str]:
    """What the audit says; a file that it cannot open as records is found as well."""
    store = open_store(path, create=False)
    try:
        return [str(fault) for fault in audit.audit(store, None).faults if "signing key is not there" not in str(fault)]
    finally:
        store.close()


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
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.row_factory = sqlite3.Row
            conn.execute("DROP TRIGGER entry_is_never_changed")
            conn.execute("DROP TRIGGER entry_is_never_removed")
            conn.execute("PRAGMA ignore_check_constraints = ON")
            before = list(conn.iterdump())
            try:
                what = tamper(conn, chance)
            except sqlite3.IntegrityError:
                continue
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
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.execute("DROP TRIGGER entry_is_never_changed")
            conn.execute("UPDATE entry SET recorded_at = '2020-01-01T00:00:00Z' WHERE seq >= ?", (seq,))
        assert faults_of(copy)[0].startswith(f"entry {seq} (")
