"""The audit of what was achieved: attempts, their responses and questions, and completions, against their entries.

An attempt that is still open is no evidence yet: it is proven from the moment that its entry is recorded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from trainer.assessment.response import Response
from trainer.content.stored import question_from_json
from trainer.errors import RecordsError
from trainer.records import attempts, bodies
from trainer.records.attempts import Attempt, State
from trainer.records.audit_rules import object_of
from trainer.records.fault import NO_ENTRY, UNREADABLE, Fault
from trainer.records.store import Store

_FINISHED = """SELECT seq, kind, person_ref, payload, recorded_at FROM entry
  WHERE kind IN ('passed_attempt', 'failed_attempt') ORDER BY seq"""
_COMPLETED = """SELECT entry.seq, entry.payload, entry.recorded_at, entry.person_ref, completion.person,
    completion.module, completion.version, completion.digest, completion.left_out, completion.completed_at,
    attempt.id AS attempt_id, attempt.state, attempt.person AS attempt_person
  FROM entry LEFT JOIN completion ON completion.entry = entry.seq LEFT JOIN attempt ON attempt.n = completion.attempt
  WHERE entry.kind = 'completion' ORDER BY entry.seq"""
_STRAY = """SELECT entry FROM completion
  WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'completion') ORDER BY entry"""
_WHOSE = "SELECT n, same_as FROM person WHERE ref = ?"


def faults(store: Store) -> Iterator[Fault]:
    """Every result that is not what its entry says, and every entry without its result."""
    kept: dict[str, str] = {}
    yield from _bodies(store, kept)
    gone = _folded(store)
    seen: set[str] = set()
    for row in store.rows(_FINISHED):
        said = object_of(row["payload"])
        seen.add(str(said.get("attempt")))
        try:
            fault = _attempt_fault(store, row, said, gone, kept)
        except UNREADABLE:
            fault = "has an attempt that cannot be read"
        if fault:
            yield Fault(row["seq"], f"entry {row['seq']} ({row['kind']})", fault)
    for row in store.rows("SELECT id FROM attempt WHERE state <> 'open' ORDER BY n"):
        if row["id"] not in seen:
            yield Fault(NO_ENTRY, f"the attempt {row['id'][:12]}", "has a result and no entry")
    for row in store.rows(_COMPLETED):
        if not _completed_as_said(store, row):
            yield Fault(row["seq"], f"entry {row['seq']} (completion)", "does not agree with the completion's row")
    for row in store.rows(_STRAY):
        yield Fault(row["entry"], f"the completion of entry {row['entry']}", "has no entry")


def _bodies(store: Store, kept: dict[str, str]) -> Iterator[Fault]:
    """``kept`` becomes each question's digest and the SHA-256 of its text."""
    for row in store.rows("SELECT digest, body FROM body ORDER BY digest"):
        kept[row["digest"]] = hashlib.sha256(row["body"].encode()).hexdigest()
        try:
            right = question_from_json(row["body"]).digest == row["digest"]
        except RecordsError:
            right = False
        if not right:
            yield Fault(NO_ENTRY, f"the stored question {row['digest'][:12]}", "was altered")


def _folded(store: Store) -> set[str]:
    """Ids of attempts whose responses went, by the entries of the erasures and retention runs that took them."""
    rows = store.rows("SELECT payload FROM entry WHERE kind IN ('erasure', 'retention')")
    return {str(name) for row in rows for name in object_of(row["payload"]).get("attempts", ())}


def _attempt_fault(store: Store, row: Any, said: dict[str, Any], gone: set[str], kept: dict[str, str]) -> str:
    attempt = attempts.get(store, str(said.get("attempt")))
    if attempt is None:
        return "has lost its attempt"
    given = attempts.responses(store, attempt.n)
    wanted = State.PASSED if row["kind"] == "passed_attempt" else State.FAILED
    if attempt.state != wanted or attempts.record_digest(attempt) != said.get("record"):
        return "does not agree with the attempt's row"
    if not _is(store, row["person_ref"], attempt.person):
        return "is about another person than the attempt's row"
    if bodies.digest_of({item.digest: kept[item.digest] for item in attempt.form.items}) != said.get("shown"):
        return "does not agree with the questions that were shown"
    if attempt.id in gone:
        return "has responses that were said to be gone" if given else ""
    return "" if _answered_as_said(attempt, given, said) else "does not agree with its responses"


def _answered_as_said(attempt: Attempt, given: tuple[Response, ...], said: dict[str, Any]) -> bool:
    return len(given) == len(attempt.form.items) and attempts.responses_digest(given) == said.get("responses")


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
        and _is(store, row["person_ref"], row["person"])
    )


def _is(store: Store, ref: str | None, n: int) -> bool:
    """Whether the ref is that person's, or that of an unlisted one who turned out to be them."""
    row = store.row(_WHOSE, (ref,))
    return row is not None and n in (row["n"], row["same_as"])
