"""Evidence entries: in order, without gaps, append-only, each with its RFC 6962 leaf."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from trainer.records.entries import Kind, append, digests_in_force, entries, put_in_force
from trainer.records.store import Store, open_store

AT = "2026-07-01T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db", create=True)


def test_entries_are_numbered_from_one_without_gaps_also_after_a_rollback(store: Store) -> None:
    for number in range(3):
        with store.write():
            append(store, Kind.ROSTER, {"n": number}, at=AT, actor_ref="me")
    with suppress(KeyError), store.write():
        append(store, Kind.ROSTER, {"n": 99}, at=AT, actor_ref="me")
        raise KeyError
    with store.write():
        append(store, Kind.TRACK, {"n": 3}, at=AT, actor_ref=None)
    assert [(e.seq, json.loads(e.payload)["n"]) for e in entries(store)] == [(1, 0), (2, 1), (3, 2), (4, 3)]
    assert [e.seq for e in entries(store, Kind.TRACK)] == [4]


@pytest.mark.parametrize("statement", ["UPDATE entry SET payload = '{}'", "DELETE FROM entry"])
def test_an_entry_is_neither_changed_nor_removed(store: Store, statement: str) -> None:
    with store.write():
        append(store, Kind.ROSTER, {}, at=AT, actor_ref=None)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.write():
        store.change(statement, ())


def test_the_leaf_is_the_rfc_6962_leaf_hash_of_the_row(store: Store) -> None:
    with store.write():
        made = append(store, Kind.COMPLETION, {"b": 1, "a": "é"}, at=AT, actor_ref="me", person_ref="you")
    row = store.row("SELECT * FROM entry")
    assert row is not None
    said = {name: row[name] for name in ("seq", "id", "kind", "person_ref", "payload", "recorded_at", "actor_ref")}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert row["leaf"] == made.leaf == hashlib.sha256(b"\x00" + text.encode()).digest()
    assert row["payload"] == '{"a":"é","b":1}'


def test_a_version_is_put_in_force_once_and_the_latest_counts(store: Store) -> None:
    def put(digest: str) -> bool:
        with store.write():
            return put_in_force(store, Kind.TRACK, "staff", digest, {"title": digest}, at=AT, actor_ref=None)

    assert [put("one"), put("one"), put("two"), put("one")] == [True, False, True, True]
    assert digests_in_force(store) == {("track", "staff"): "one"}
    assert [json.loads(e.payload)["digest"] for e in entries(store)] == ["one", "two", "one"]
