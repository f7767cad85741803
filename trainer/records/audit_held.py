"""The audit of what is held: completions and certifications, each against its entry and the attempt it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trainer.assessment.kinds import AttemptKind
from trainer.records.attempts import State
from trainer.records.audit_rules import object_of
from trainer.records.fault import Fault
from trainer.records.store import Store

_COMPLETED = """SELECT entry.seq, entry.payload, entry.recorded_at, entry.person_ref, completion.person,
    completion.module, completion.version, completion.digest, completion.left_out, completion.completed_at,
    attempt.id AS attempt_id, attempt.state, attempt.person AS attempt_person
  FROM entry LEFT JOIN completion ON completion.entry = entry.seq LEFT JOIN attempt ON attempt.n = completion.attempt
  WHERE entry.kind = 'completion' ORDER BY entry.seq"""
_STRAY = """SELECT entry FROM completion
  WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'completion') ORDER BY entry"""
_CERTIFIED = """SELECT entry.seq, entry.payload, entry.recorded_at, entry.person_ref, certification.person,
    certification.track, certification.digest, certification.completed_at, attempt.id AS attempt_id, attempt.state,
    attempt.kind, attempt.person AS attempt_person
  FROM entry LEFT JOIN certification ON certification.entry = entry.seq
  LEFT JOIN attempt ON attempt.n = certification.attempt WHERE entry.kind = 'certification' ORDER BY entry.seq"""
_STRAY_CERTIFIED = """SELECT entry FROM certification
  WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'certification') ORDER BY entry"""
_WHOSE = "SELECT n, same_as FROM person WHERE ref = ?"


def faults(store: Store) -> Iterator[Fault]:
    """Every completion and certification that is not what its entry says, and every one without its entry."""
    for row in store.rows(_COMPLETED):
        if not _completed_as_said(store, row):
            yield Fault(row["seq"], f"entry {row['seq']} (completion)", "does not agree with the completion's row")
    for row in store.rows(_STRAY):
        yield Fault(row["entry"], f"the completion of entry {row['entry']}", "has no entry")
    for row in store.rows(_CERTIFIED):
        if not _certified_as_said(store, row):
            yield Fault(
                row["seq"], f"entry {row['seq']} (certification)", "does not agree with the certification's row"
            )
    for row in store.rows(_STRAY_CERTIFIED):
        yield Fault(row["entry"], f"the certification of entry {row['entry']}", "has no entry")


def _completed_as_said(store: Store, row: Any) -> bool:
    said = object_of(row["payload"])
    if row["left_out"] is None or row["attempt_id"] is None:
        return False
    return (
        all(said.get(name) == row[name] for name in ("module", "version", "digest"))
        and json.dumps(said.get("left_out")) == row["left_out"]
        and (said.get("attempt"), row["state"]) == (row["attempt_id"], State.PASSED)
        and row["completed_at"] == row["recorded_at"]
        and row["person"] == row["attempt_person"]
        and is_of(store, row["person_ref"], row["person"])
    )


def _certified_as_said(store: Store, row: Any) -> bool:
    said = object_of(row["payload"])
    return (
        row["attempt_id"] is not None
        and all(said.get(name) == row[name] for name in ("track", "digest"))
        and (said.get("attempt"), row["state"]) == (row["attempt_id"], State.PASSED)
        and row["kind"] == AttemptKind.CERTIFICATION
        and row["completed_at"] == row["recorded_at"]
        and row["person"] == row["attempt_person"]
        and is_of(store, row["person_ref"], row["person"])
    )


def is_of(store: Store, ref: str | None, n: int) -> bool:
    """Whether the ref is that person's, or that of an unlisted one who turned out to be them."""
    row = store.row(_WHOSE, (ref,))
    return row is not None and n in (row["n"], row["same_as"])
