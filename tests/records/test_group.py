"""Group commit: each part all or nothing, and nothing of a group before all of it is durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import RecordsError
from trainer.records.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db", create=True)


def seen_by_another(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as conn:
        return {row[0] for row in conn.execute("SELECT digest FROM body")}


def note(store: Store, what: str, *, fail: bool = False) -> None:
    with store.write():
        store.insert("body", {"digest": what, "body": "{}"})
        if fail:
            raise ValueError(what)


def there(store: Store, what: str) -> bool:
    return store.row("SELECT 1 FROM body WHERE digest = ?", (what,)) is not None


def test_a_group_is_seen_by_others_once_it_is_over(store: Store) -> None:
    with store.together():
        note(store, "a")
        note(store, "b")
        assert there(store, "a")
        assert seen_by_another(store.path) == set()
    assert seen_by_another(store.path) == {"a", "b"}


@given(parts=st.lists(st.booleans(), max_size=8))
def test_a_part_that_fails_takes_nothing_else_with_it(
    parts: Sequence[bool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with closing(open_store(tmp_path_factory.mktemp("group") / "t.db", create=True)) as store:
        with store.together():
            for at, fails in enumerate(parts):
                with suppress(ValueError):
                    note(store, f"part-{at}", fail=fails)
        assert seen_by_another(store.path) == {f"part-{at}" for at, fails in enumerate(parts) if not fails}


def test_an_error_that_leaves_the_group_takes_all_of_it_back(store: Store) -> None:
    def group() -> None:
        with store.together():
            note(store, "a")
            raise KeyError("a")

    with pytest.raises(KeyError):
        group()
    note(store, "later")
    assert seen_by_another(store.path) == {"later"}


def test_a_group_of_reads_begins_nothing_and_a_snapshot_within_a_group_is_the_group_s(store: Store) -> None:
    with store.together(), store.snapshot():
        assert not there(store, "a")
    with store.together():
        note(store, "a")
        with store.snapshot():
            assert there(store, "a")
    assert seen_by_another(store.path) == {"a"}


def test_a_disk_that_fills_up_fails_the_whole_group_and_not_silently_the_parts_before(store: Store) -> None:
    pages = store.row("PRAGMA page_count")
    assert pages is not None
    store.row(f"PRAGMA max_page_count = {pages[0] + 4}")
    said: list[str] = []

    def group() -> None:
        with store.together():
            for at in range(40):
                note(store, f"part-{at}" + "x" * 2000 * (at % 7))
                said.append(f"part-{at}")

    # SQLite rolls back the transaction, not only the statement.
    with pytest.raises(RecordsError):
        group()
    assert said
    assert seen_by_another(store.path) == set()


def test_a_group_whose_transaction_was_lost_saves_nothing_and_says_so(store: Store) -> None:
    def lose() -> None:
        with store.write():
            # As SQLite does of itself where the disk is full.
            store.row("ROLLBACK")
            raise ValueError("lost")

    def group() -> None:
        with store.together():
            note(store, "a")
            with pytest.raises(ValueError):
                lose()
            with pytest.raises(RecordsError):
                note(store, "c")

    with pytest.raises(RecordsError):
        group()
    assert seen_by_another(store.path) == set()
    note(store, "later")
    assert seen_by_another(store.path) == {"later"}
