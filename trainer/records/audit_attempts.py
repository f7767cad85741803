"""The audit of how people did: attempts, their responses and questions, against their entries.

An attempt that is still open is no evidence yet: it is proven from the moment that its entry is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from trainer.assessment.kinds import EVIDENCE
from trainer.content.stored import question_from_json
from trainer.errors import RecordsError
from trainer.records import attempts, audit_whose, bodies
from trainer.records.attempts import Attempt, State
from trainer.records.audit_rules import object_of
from trainer.records.audit_whose import Whose
from trainer.records.fault import NO_ENTRY, UNREADABLE, Fault
from trainer.records.store import Store

_FINISHED = f"""SELECT {audit_whose.COLUMNS} FROM entry {audit_whose.JOIN}
  WHERE entry.kind IN ('passed_attempt', 'failed_attempt') ORDER BY entry.seq"""


def faults(store: Store) -> Iterator[Fault]:
    """Every result that is not what its entry says, and every entry without its result."""
    kept: dict[str, str] = {}
    yield from _bodies(store, kept)
    gone, whose = _folded(store), Whose(store)
    seen: set[str] = set()
    for row in store.rows(_FINISHED):
        said = object_of(row["payload"])
        seen.add(str(said.get("attempt")))
        try:
            attempt = attempts.get(store, str(said.get("attempt")))
            if attempt is None:
                fault = "has lost its attempt"
            else:
                fault = _whose_fault(row, attempt, whose) or _attempt_fault(store, row, attempt, said, gone, kept)
        except UNREADABLE:
            fault = "has an attempt that cannot be read"
        if fault:
            yield Fault(row["seq"], f"entry {row['seq']} ({row['kind']})", fault)
    for row in store.rows("SELECT id, kind FROM attempt WHERE state <> 'open' ORDER BY n"):
        if row["id"] not in seen and row["kind"] in EVIDENCE:
            yield Fault(NO_ENTRY, f"the attempt {row['id'][:12]}", "has a result and no entry")


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


def _whose_fault(row: Any, attempt: Attempt, whose: Whose) -> str:
    if attempt.person != whose.person(row):
        return "is about another person than the attempt's row"
    if attempt.counts_from not in whose.attempt_days(row):
        return "does not agree with the day from which the attempt's row counts"
    return ""


def _attempt_fault(
    store: Store, row: Any, attempt: Attempt, said: dict[str, Any], gone: set[str], kept: dict[str, str]
) -> str:
    given = attempts.responses(store, attempt.n)
    wanted = State.PASSED if row["kind"] == "passed_attempt" else State.FAILED
    if attempt.state != wanted or attempts.record_digest(attempt) != said.get("record"):
        return "does not agree with the attempt's row"
    if bodies.digest_of({item.digest: kept[item.digest] for item in attempt.form.every}) != said.get("shown"):
        return "does not agree with the questions that were shown"
    if attempt.id in gone:
        return "has responses that were said to be gone" if given else ""
    return "" if attempts.responses_digest(given) == said.get("responses") else "does not agree with its responses"
