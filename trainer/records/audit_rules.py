"""The audit of what is required: tracks, modules and lessons in force, and assignments, each held against its entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trainer.content.codec import canonical
from trainer.records.fault import NO_ENTRY, Fault
from trainer.records.lesson_texts import KeptText
from trainer.records.store import Store

_ASSIGNED = """SELECT entry.seq, entry.payload, entry.recorded_at, entry.person_ref, person.ref, assignment.*
  FROM entry LEFT JOIN assignment ON assignment.entry = entry.seq LEFT JOIN person ON person.n = assignment.person
  WHERE entry.kind = 'assignment' ORDER BY entry.seq"""
_STRAY = """SELECT entry FROM assignment
  WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'assignment') ORDER BY entry"""


def faults(store: Store) -> Iterator[Fault]:
    """Every row that does not say what its entry says, and every entry without its row."""
    yield from _in_force(store)
    yield from _lessons(store)
    for row in store.rows(_ASSIGNED):
        if not _assigned_as_said(row):
            yield Fault(row["seq"], f"entry {row['seq']} (assignment)", "does not agree with the assignment's row")
    for row in store.rows(_STRAY):
        yield Fault(row["entry"], f"the assignment of entry {row['entry']}", "has no entry")


def _in_force(store: Store) -> Iterator[Fault]:
    wanted: dict[tuple[str, str], tuple[int, str, str]] = {}
    rows = "SELECT seq, kind, payload FROM entry WHERE kind IN ('track', 'content') ORDER BY seq"
    for row in store.rows(rows):
        said = object_of(row["payload"])
        body = canonical({key: value for key, value in said.items() if key not in ("name", "digest")})
        wanted[row["kind"], str(said.get("name"))] = (row["seq"], str(said.get("digest")), body)
    for row in store.rows("SELECT * FROM in_force ORDER BY entry"):
        if wanted.pop((row["kind"], row["name"]), None) != (row["entry"], row["digest"], row["body"]):
            where = f"{row['kind']} {row['name']} in force by entry {row['entry']}"
            yield Fault(row["entry"], where, "is not what its entry put in force")
    for (kind, name), (seq, _, _) in wanted.items():
        yield Fault(seq, f"entry {seq} ({kind} {name})", "is no longer in force, and no entry says why")


def _lessons(store: Store) -> Iterator[Fault]:
    """A kept text is what its digest says, and each that an entry names is there; older entries name none."""
    wanted: dict[str, int] = {}
    for row in store.rows("SELECT seq, payload FROM entry WHERE kind = 'content' ORDER BY seq"):
        lessons = object_of(row["payload"]).get("lessons")
        for digest in lessons.values() if isinstance(lessons, dict) else ():
            wanted.setdefault(str(digest), row["seq"])
    for row in store.rows("SELECT * FROM lesson_text ORDER BY digest"):
        text = KeptText(**dict(row))
        wanted.pop(text.digest, None)
        if not text.sound:
            yield Fault(NO_ENTRY, f"the stored lesson {text.digest[:12]}", "was altered")
    for digest, seq in wanted.items():
        yield Fault(seq, f"entry {seq} (content)", f"has lost the text of the lesson {digest[:12]}")


def _assigned_as_said(row: Any) -> bool:
    said = {name: row[name] for name in ("track", "target", "name", "due_on", "due_days")}
    whose = bool(row["ref"] == row["person_ref"])
    return whose and row["payload"] == canonical(said) and row["assigned_on"] == row["recorded_at"][:10]


def texts_of(payload: str, name: str) -> list[str]:
    """What a payload lists under that name; nothing where it lists none, or was altered."""
    said = object_of(payload).get(name)
    return [each for each in said if isinstance(each, str)] if isinstance(said, list) else []


def object_of(payload: str) -> dict[str, Any]:
    """A payload as a mapping; empty where it was so altered that it is none."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
