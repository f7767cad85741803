"""The one safe way to open and write: DESIGN section 4, rule by rule."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from trainer.errors import NoRecords, RecordsError, RecordsUnsafe
from trainer.records import file_system, schema
from trainer.records.entries import Kind
from trainer.records.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db", create=True)


def pragma(store: Store, name: str) -> object:
    row = store.row(f"PRAGMA {name}")
    assert row is not None
    return row[0]


def count(store: Store, table: str) -> int:
    return len(list(store.rows(f"SELECT 1 FROM {table}")))


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("secure_delete", 1),
     ("busy_timeout", 30000)],
)  # fmt: skip
def test_pragmas_hold_also_on_a_second_start(store: Store, name: str, value: object) -> None:
    assert pragma(store, name) == value
    assert pragma(open_store(store.path, create=False), name) == value


def test_every_table_of_ours_is_strict(store: Store) -> None:
    loose = [
        r["name"]
        for r in store.rows("PRAGMA table_list")
        if not r["strict"] and not r["name"].startswith(("sqlite_", "_sqlite"))
    ]
    assert loose == []


def test_the_file_and_its_folder_are_for_the_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "new" / "t.db"
        open_store(path, create=True)
    finally:
        os.umask(before)
    for each in [path, *path.parent.glob("t.db-*")]:
        assert stat.S_IMODE(each.stat().st_mode) == 0o600, each
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_read_of_a_missing_database_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoRecords):
        open_store(tmp_path / "sub" / "t.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_network_file_system_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(RecordsUnsafe, match="--db"):
        open_store(tmp_path / "t.db", create=True, file_system_of=lambda _: kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", file_system.UNKNOWN])
def test_a_local_one_is_not(tmp_path: Path, kind: str) -> None:
    open_store(tmp_path / "t.db", create=True, file_system_of=lambda _: kind).close()


def test_the_mount_that_holds_a_path_is_the_longest_and_the_latest(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/a rw\n"
        f"2 1 0:5 / {tmp_path}/share\\040one rw - nfs4 host:/x rw\n"
        f"3 1 0:6 / {tmp_path}/share\\040one rw - tmpfs none rw\n"
        f"4 1 0:7 / {tmp_path}/sha rw - cifs //h/x rw\n"
    )
    assert file_system.kind(tmp_path / "share one" / "t.db", mounts) == "tmpfs"
    assert file_system.kind(tmp_path / "other.db", mounts) == "ext4"
    assert file_system.kind(tmp_path, tmp_path / "missing") == file_system.UNKNOWN


def test_a_newer_database_is_left_alone(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as conn:
        conn.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    conn.close()
    with pytest.raises(RecordsUnsafe, match="newer"):
        open_store(store.path, create=False)


def test_what_is_no_database_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(b"this is a letter to my aunt" * 100)
    with pytest.raises(RecordsError, match="no Trainer database"):
        open_store(path, create=False)
    with pytest.raises(RecordsError, match="not a file"):
        open_store(tmp_path, create=False)


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    with suppress(KeyError), store.write():
        store.insert("person", {"ref": "r1"})
        raise KeyError
    assert store.row("SELECT 1 FROM person") is None


def test_a_misspelt_table_is_an_error_and_makes_no_table(store: Store) -> None:
    with pytest.raises(AssertionError), store.write():
        store.insert("persn", {"ref": "r1"})
    assert store.row("SELECT 1 FROM sqlite_schema WHERE name = 'persn'") is None


def test_a_write_outside_a_transaction_is_an_error(store: Store) -> None:
    with pytest.raises(AssertionError):
        store.insert("person", {"ref": "r1"})


def test_a_second_writer_waits_and_two_readers_see_one_moment(store: Store) -> None:
    other = open_store(store.path, create=False)
    with other.snapshot():
        assert count(other, "person") == 0
        with store.write():
            store.insert("person", {"ref": "r1"})
        assert count(other, "person") == 0
    assert count(other, "person") == 1


def test_entry_kinds_are_the_same_words_in_code_and_database(store: Store) -> None:
    assert {r["kind"] for r in store.rows("SELECT kind FROM entry_kind")} == set(Kind)


def test_migrations_counted_in_code_are_those_applied(store: Store) -> None:
    assert pragma(store, "user_version") == schema.LATEST
    assert count(store, "_sqlite_migrations") == schema.LATEST
