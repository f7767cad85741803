"""The columns are the fields: one row type, declared once."""

from __future__ import annotations

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest

from trainer.assessment.kinds import AttemptKind
from trainer.assessment.response import Response
from trainer.compliance.achieved import Certification, Completion, DeltaAttestation, Exemption
from trainer.compliance.history import Correction, What
from trainer.compliance.requirements import Target
from trainer.records.attempts import Attempt, State
from trainer.records.attestation import Attestation
from trainer.records.entries import Entry
from trainer.records.learning import Reading
from trainer.records.steps import Step
from trainer.records.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db", create=True)


@pytest.mark.parametrize(
    ("table", "row_type", "more"),
    [
        ("response", Response, set()),
        ("attempt", Attempt, set()),
        ("reading", Reading, set()),
        ("completion", Completion, set()),
        ("certification", Certification, set()),
        ("delta_attestation", DeltaAttestation, set()),
        ("exemption", Exemption, set()),
        ("correction", Correction, set()),
        ("step", Step, set()),
        ("entry", Entry, {"leaf"}),
    ],
)
def test_columns_are_fields(store: Store, table: str, row_type: type, more: set[str]) -> None:
    columns = {row["name"] for row in store.rows(f"PRAGMA table_info({table})")}
    names = getattr(row_type, "_fields", None) or [field.name for field in fields(row_type)]
    assert columns == {*names} | more


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("attempt", "state", State),
        ("attempt", "kind", AttemptKind),
        ("attempt", "attestation", Attestation),
        ("assignment", "target", Target),
        ("correction", "what", What),
    ],
)
def test_a_vocabulary_is_the_same_in_code_and_check(
    store: Store, table: str, column: str, words: type[StrEnum]
) -> None:
    row = store.row("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
    assert row is not None
    found = re.search(rf"CHECK \({column} IN \(([^)]*)\)\)", row["sql"])
    assert found is not None
    assert set(re.findall(r"'([^']*)'", found[1])) == set(words)


def test_nothing_is_kept_of_time_spent_devices_or_addresses(store: Store) -> None:
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {row["name"] for table in tables for row in store.rows(f'PRAGMA table_info("{table}")')}
    assert not {c for c in columns if re.search(r"(^|_)(ip|device|agent|duration|seconds|elapsed|keystroke)", c)}


def test_personal_details_stand_in_the_vault_only(store: Store) -> None:
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        columns = {row["name"] for row in store.rows(f'PRAGMA table_info("{table}")')}
        personal = columns & {"login", "login_key", "email", "manager", "salt", "start_date", "roles"}
        # What the roster said then goes with who is erased (test_exceptions holds that); a reason has its own salt.
        allowed = {"vault": personal, "reason": {"salt"}, "roster_event": {"start_date", "roles"}}
        assert personal <= allowed.get(table, set()), (table, personal)
