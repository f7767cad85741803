"""The audit of what is held: completions, certifications and attestations of new versions, each against its entry.

Each rests on one passed attempt of the same person, or was imported and rests on none; its entry says which.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from trainer.assessment.kinds import AttemptKind
from trainer.compliance.achieved import IMPORTED
from trainer.records import audit_whose
from trainer.records.attempts import State
from trainer.records.audit_rules import object_of
from trainer.records.audit_whose import Whose
from trainer.records.fault import Fault
from trainer.records.store import Store

_ROWS = f"""SELECT {audit_whose.COLUMNS}, held.*, attempt.id AS attempt_id, attempt.state, attempt.kind AS attempt_kind,
    attempt.person AS attempt_person, attempt.attestation AS vouched
  FROM entry LEFT JOIN {{table}} AS held ON held.entry = entry.seq LEFT JOIN attempt ON attempt.n = held.attempt
  {audit_whose.JOIN} WHERE entry.kind = '{{kind}}' ORDER BY entry.seq"""
_STRAY = "SELECT entry FROM {table} WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = '{kind}') ORDER BY entry"
_RESULT = ("digest", "percent", "pass_mark", "attestation")


def faults(store: Store) -> Iterator[Fault]:
    """Every row that is not what its entry says, and every one without its entry."""
    whose = Whose(store)
    for table, kind, as_said in _TABLES:
        for row in store.rows(_ROWS.format(table=table, kind=kind)):
            theirs = row["person"] is not None and row["person"] == whose.person(row)
            if not (theirs and row["counts_from"] in whose.days(row) and as_said(object_of(row["payload"]), row)):
                yield Fault(row["seq"], f"entry {row['seq']} ({kind})", f"does not agree with the {kind}'s row")
        for row in store.rows(_STRAY.format(table=table, kind=kind)):
            yield Fault(row["entry"], f"the {kind} of entry {row['entry']}", "has no entry")


def is_of(store: Store, ref: str | None, n: int) -> bool:
    """Whether the ref is that person's, or that of an unlisted one who turned out to be them."""
    row = store.row("SELECT n, same_as FROM person WHERE ref = ?", (ref,))
    return row is not None and n in (row["n"], row["same_as"])


def _completed(said: dict[str, Any], row: Any) -> bool:
    if (said.get("module"), said.get("version")) != (row["module"], row["version"]):
        return False
    if said.get("attestation") == IMPORTED:
        return _imported(said, row) and row["left_out"] == "[]"
    return _earned(said, row) and json.dumps(said.get("left_out")) == row["left_out"]


def _certified(said: dict[str, Any], row: Any) -> bool:
    # Entries from before the versions were kept say none, and neither do their rows.
    if said.get("track") != row["track"] or json.dumps(said.get("versions", {}), sort_keys=True) != row["versions"]:
        return False
    if said.get("attestation") == IMPORTED:
        return _imported(said, row)
    return _earned(said, row) and row["attempt_kind"] == AttemptKind.CERTIFICATION


def _attested(said: dict[str, Any], row: Any) -> bool:
    return (
        all(said.get(name) == row[name] for name in ("module", "version", "digest"))
        and json.dumps(said.get("objectives")) == row["objectives"]
        and said.get("attestation") == row["vouched"]
        and _rests_on_attempt(said, row)
    )


def _earned(said: dict[str, Any], row: Any) -> bool:
    return (
        all(name in said and said[name] == row[name] for name in _RESULT)
        and row["attestation"] == row["vouched"]
        and _rests_on_attempt(said, row)
    )


def _rests_on_attempt(said: dict[str, Any], row: Any) -> bool:
    return (
        row["attempt_id"] is not None
        and (said.get("attempt"), row["state"]) == (row["attempt_id"], State.PASSED)
        and row["attempt_person"] == row["person"]
        and row["completed_at"] == row["recorded_at"]
    )


def _imported(said: dict[str, Any], row: Any) -> bool:
    return (
        (row["attempt"], row["digest"], row["pass_mark"], row["attestation"]) == (None, "", None, IMPORTED)
        and "percent" in said
        and said["percent"] == row["percent"]
        and row["completed_at"] == f"{said.get('completed_on')}T00:00:00Z"
    )


_TABLES: tuple[tuple[str, str, Callable[[dict[str, Any], Any], bool]], ...] = (
    ("completion", "completion", _completed),
    ("certification", "certification", _certified),
    ("delta_attestation", "attestation", _attested),
)
"""Table, kind of its entries, and what is held against what."""
