"""What is said to be kept is what is kept, column by column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import astuple

import pytest

from tests.support import Office, tell
from trainer.errors import Conflict
from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.service.inventory import Area, inventory
from trainer.service.notice import notice
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


def test_the_notice_names_every_column_about_people_and_nothing_else() -> None:
    chosen = Settings(organisation="Acme", privacy_contact="privacy@acme.example")
    said = {part.title: part.text for part in notice(chosen).parts}
    for table in ABOUT_PEOPLE:
        text = said[table.title].casefold()
        assert text == f"{', '.join(table.columns.values())}. {table.purpose}.".casefold()
        listed_here = {c.column for c in inventory(chosen) if c.table == table.name and c.about == Area.PERSON}
        assert listed_here == set(table.columns) | set(table.plumbing)
    periods = {column.period for column in inventory(chosen) if column.about == Area.PERSON}
    bases = {column.basis for column in inventory(chosen) if column.about == Area.PERSON}
    assert all(period in said["How long"] for period in periods)
    assert all(basis in said["On which basis"] for basis in bases)
    assert "privacy@acme.example, for Acme" in said["Your rights"]


def test_whoever_is_told_later_sees_another_notice_when_the_rules_change(office: Office) -> None:
    before = office.training("ana")
    tell(before)
    assert before.privacy.told()
    after = office.training("ana", Settings(keep_answers_days=30))
    assert not after.privacy.told()
    with pytest.raises(Conflict):
        after.privacy.acknowledge(before.privacy.notice().digest)
    tell(after)
    assert after.privacy.told()


def test_the_notice_says_where_everything_about_somebody_comes_from() -> None:
    (said,) = [part.text for part in notice(Settings()).parts if part.title.startswith("Where it comes from")]
    for source in ("the company's roster", "whoever decided them", "an older system's record", "what you do here"):
        assert source in said
