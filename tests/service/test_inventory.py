"""What is said to be kept is what is kept, column by column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import astuple

from tests.support import Office
from trainer.service.inventory import Area, inventory
from trainer.service.training import Training
from trainer.settings import Settings


def schema_of(conn: sqlite3.Connection) -> set[tuple[str, str]]:
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {(table, row[1]) for table in tables for row in conn.execute(f"PRAGMA table_info({table})")}


def listed() -> list[tuple[str, str]]:
    return [(column.table, column.column) for column in inventory(Settings()) if column.table != "file"]


def test_the_inventory_is_the_schema_and_names_each_column_once(office: Office, ana: Training) -> None:
    with closing(sqlite3.connect(office.database)) as conn:
        assert set(listed()) == schema_of(conn)
        assert len(listed()) == len(set(listed()))
        conn.execute("ALTER TABLE vault ADD COLUMN shoe_size TEXT")
        assert schema_of(conn) - set(listed()) == {("vault", "shoe_size")}


def test_every_column_says_what_why_and_how_long(ana: Training) -> None:
    for column in ana.privacy.inventory():
        assert all(astuple(column)), column


def test_whatever_can_be_tied_to_a_person_is_said_to_be_about_one(office: Office, ana: Training) -> None:
    about = {column.table for column in inventory(Settings()) if column.about == Area.PERSON}
    with closing(sqlite3.connect(office.database)) as conn:
        tied = {t for t, c in schema_of(conn) if c in ("person", "person_ref", "ref", "actor_ref", "attempt", "people")}
    assert tied <= about


def test_the_periods_are_those_that_the_company_set() -> None:
    kept = {column.table: column.period for column in inventory(Settings(keep_answers_days=17, keep_leavers_days=23))}
    assert "17 days" in kept["response"]
    assert "23 days" in kept["vault"]
