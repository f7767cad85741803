"""The audit of what was excused, allowed again or corrected, against its entry; ``audit_privacy`` has the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from trainer.records import audit_whose
from trainer.records.audit_rules import object_of
from trainer.records.audit_whose import Whose
from trainer.records.fault import Fault
from trainer.records.store import Store

_ROWS = f"""SELECT {audit_whose.COLUMNS}, made.* FROM entry LEFT JOIN {{kind}} AS made ON made.entry = entry.seq
  {audit_whose.JOIN} WHERE entry.kind = '{{kind}}' ORDER BY entry.seq"""
_CORRECTIONS = """SELECT entry.seq, entry.payload, entry.recorded_at, entry.person_ref, correction.*, about.id AS about,
    about.person_ref AS about_ref
  FROM entry LEFT JOIN correction ON correction.entry = entry.seq LEFT JOIN entry AS about
    ON about.seq = correction.corrects
  WHERE entry.kind = 'correction' ORDER BY entry.seq"""
_STRAY = "SELECT entry FROM {kind} WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = '{kind}') ORDER BY entry"


def faults(store: Store) -> Iterator[Fault]:
    """Every row that is not what its entry says, and every one without its entry."""
    whose = Whose(store)
    yield from _held("exemption", store, lambda said, row: _exempt(said, row) and row["person"] == whose.person(row))
    yield from _held("retry", store, lambda said, row: _allowed(said, row) and row["person"] == whose.person(row))
    yield from _held("correction", store, _corrected, _CORRECTIONS)


def _held(
    kind: str, store: Store, as_said: Callable[[dict[str, Any], Any], bool], rows: str = _ROWS
) -> Iterator[Fault]:
    for row in store.rows(rows.format(kind=kind)):
        if not as_said(object_of(row["payload"]), row):
            yield Fault(row["seq"], f"entry {row['seq']} ({kind})", f"does not agree with the {kind}'s row")
    for row in store.rows(_STRAY.format(kind=kind)):
        yield Fault(row["entry"], f"the {kind} of entry {row['entry']}", "has no entry")


def _exempt(said: dict[str, Any], row: Any) -> bool:
    return (
        row["track"] is not None
        and (said.get("track"), said.get("until")) == (row["track"], row["until"])
        and row["counts_from"] == row["recorded_at"][:10]
    )


def _allowed(said: dict[str, Any], row: Any) -> bool:
    return (
        row["track"] is not None
        and (said.get("module"), said.get("track")) == (row["module"], row["track"])
        and row["allowed_at"] == row["recorded_at"]
    )


def _corrected(said: dict[str, Any], row: Any) -> bool:
    """It points at the entry that its own entry names, which came before it and is about the same person."""
    return (
        row["what"] is not None
        and (said.get("what"), said.get("value")) == (row["what"], row["value"])
        and said.get("entry") == row["about"] is not None
        and row["corrects"] < row["seq"]
        and row["about_ref"] == row["person_ref"]
        and row["counts_from"] == row["recorded_at"][:10]
    )
