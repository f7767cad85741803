"""Backups that are verified, and a restore that loses nothing unasked and brings nobody back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import Office, answer_right, everyone, fail_check, on_turn, pass_check, tell
from trainer.errors import InputError, NotAllowed, RecordsError
from trainer.records import backup as backups
from trainer.records import restore
from trainer.records import store as records_store
from trainer.records.erased import list_path
from trainer.service.training import Training

ROSTER = b"id,login,name,email\n1,ana,Ana Quux,quux@x.example\n2,bo,Bo,\n"

IN_PROCESS_ONLY = "Backups and what lies beside the records are made where the records lie."


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    with closing(office.training("ana")) as ana:
        pass_check(ana, office.course)
    training = office.training("root")
    training.people.import_csv("p.csv", ROSTER)
    yield training
    training.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "backup.db"


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return sorted(line for line in conn.iterdump() if '"upkeep"' not in line)


def journal(path: Path) -> str:
    with closing(sqlite3.connect(path)) as conn:
        return str(conn.execute("PRAGMA journal_mode").fetchone()[0])


def test_a_backup_is_the_records_and_nobody_else_s_to_read(office: Office, admin: Training, file: Path) -> None:
    done = admin.keeping.backup(file)
    assert dump(file) == dump(office.database)
    assert file.stat().st_mode & 0o777 == 0o600
    assert done.entries == admin.evidence.verify().entries
    assert done.root == admin.evidence.verify().root
    assert [path.name for path in file.parent.iterdir()] == ["backup.db"]


def test_a_backup_replaces_nothing_unasked(office: Office, admin: Training, file: Path) -> None:
    admin.keeping.backup(file)
    for target in (file, office.database, file.parent, file.parent / "none" / "b.db", file.with_name("x" * 300)):
        with pytest.raises(InputError):
            admin.keeping.backup(target)
    with pytest.raises(InputError):
        admin.keeping.backup(office.database, force=True)
    admin.keeping.backup(file, force=True)


def test_a_backup_never_goes_over_what_belongs_to_the_records(office: Office, admin: Training, tmp_path: Path) -> None:
    admin.evidence.checkpoint()
    admin.privacy.erase("2")
    own = [office.database.with_name(f"t.db{ending}") for ending in ("", ".key", ".erased", "-wal", "-shm", "-journal")]
    (tmp_path / "link").symlink_to(own[1])
    (tmp_path / "second name").hardlink_to(own[1])
    before = own[1].read_bytes()
    for target in (*own, tmp_path / "link", tmp_path / "second name"):
        with pytest.raises(InputError, match="belongs to it"):
            admin.keeping.backup(target, force=True)
    assert own[1].read_bytes() == before


def test_a_copy_that_is_not_the_records_is_no_backup(
    admin: Training, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = backups._copy

    def lossy(store: records_store.Store, copy: Path) -> backups.Contents:
        wanted = honest(store, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.execute("DELETE FROM response WHERE position = 3")
        return wanted

    monkeypatch.setattr(backups, "_copy", lossy)
    with pytest.raises(RecordsError, match="not what the records are"):
        admin.keeping.backup(file)
    assert list(file.parent.iterdir()) == []


def test_an_attempt_goes_on_after_a_restore(office: Office, admin: Training, file: Path) -> None:
    with closing(office.training("bo")) as bo:
        tell(bo)
        attempt = bo.checks.start("M90")
        asked = on_turn(bo, attempt)
        answer_right(bo, office.course, asked)
        now = bo.checks.question(attempt)
    admin.keeping.backup(file)
    for path in office.database.parent.glob("t.db*"):
        path.unlink()
    with closing(office.training("root")) as again:
        again.keeping.restore(file)
    with closing(office.training("bo")) as bo:
        assert bo.checks.question(attempt) == now
    assert journal(office.database) == "wal"


def test_a_backup_that_was_copied_into_place_by_hand_writes_ahead_again(
    office: Office, admin: Training, file: Path
) -> None:
    admin.keeping.backup(file)
    admin.close()
    for path in office.database.parent.glob("t.db*"):
        path.unlink()
    shutil.copy(file, office.database)
    assert journal(office.database) == "delete"
    with closing(office.training("ana")) as ana:
        fail_check(ana, office.course)
    assert journal(office.database) == "wal"


def test_what_is_newer_is_replaced_only_by_force(office: Office, admin: Training, file: Path) -> None:
    admin.keeping.backup(file)
    with closing(office.training("bo")) as bo:
        tell(bo)
        attempt = bo.checks.start("M90")
        before = dump(office.database)
        with pytest.raises(NotAllowed, match="lacks"):
            admin.keeping.restore(file)
        assert dump(office.database) == before
        admin.keeping.restore(file, force=True)
        # A window that was open meanwhile goes on with what the records hold now.
        with pytest.raises(InputError):
            bo.checks.question(attempt)
    with closing(office.training("root")) as again:
        assert again.evidence.verify().faults == ()
        again.keeping.restore(file, force=True)


def test_a_single_answer_makes_the_records_newer(office: Office, admin: Training, file: Path) -> None:
    with closing(office.training("bo")) as bo:
        tell(bo)
        attempt = bo.checks.start("M90")
        admin.keeping.backup(file)
        asked = on_turn(bo, attempt)
        answer_right(bo, office.course, asked)
    with pytest.raises(NotAllowed):
        admin.keeping.restore(file)


def test_an_erased_person_stays_erased(office: Office, admin: Training, file: Path) -> None:
    admin.keeping.backup(file)
    admin.privacy.erase("1")
    done = admin.keeping.restore(file, force=True)
    assert done.erased == 1
    with closing(office.training("root")) as again:
        assert "1" not in [row.id for row in everyone(again)]
        assert again.evidence.verify().faults == ()
    left = b"".join(path.read_bytes() for path in office.database.parent.glob("*t.db*"))
    assert b"quux@x.example" not in left
    assert b"Ana Quux" not in left


def test_the_records_themselves_know_who_was_erased(office: Office, admin: Training, file: Path) -> None:
    admin.keeping.backup(file)
    admin.privacy.erase("1")
    list_path(office.database).unlink()
    assert admin.keeping.restore(file, force=True).erased == 1


def test_damaged_records_are_moved_aside_by_force_only(office: Office, admin: Training, file: Path) -> None:
    admin.keeping.backup(file)
    admin.close()
    office.database.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    with closing(office.training("root")) as again:
        with pytest.raises(NotAllowed, match="Nothing was restored"):
            again.keeping.restore(file)
        done = again.keeping.restore(file, force=True)
    assert Path(done.aside).read_bytes().startswith(b"SQLite format 3\0\xff")
    with closing(office.training("root")) as restored:
        assert len(everyone(restored)) == 3
        assert restored.evidence.verify().faults == ()


def test_what_is_not_there_as_it_should_be_is_not_called_restored(
    office: Office, admin: Training, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.keeping.backup(file)

    def spoiled(copy: Path, database: Path) -> None:
        with closing(sqlite3.connect(database, isolation_level=None)) as conn:
            conn.execute("DROP TRIGGER entry_is_never_changed")
            conn.execute("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 2")

    monkeypatch.setattr(restore, "_write_over", spoiled)
    with pytest.raises(RecordsError, match="not what was restored"):
        admin.keeping.restore(file, force=True)


def test_what_is_no_backup_is_refused(office: Office, admin: Training, file: Path) -> None:
    before = dump(office.database)
    admin.keeping.backup(file)
    damaged, empty, foreign = (file.with_name(name) for name in ("damaged.db", "empty.db", "foreign.db"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
    damaged.write_bytes(data)
    empty.touch()
    with closing(sqlite3.connect(foreign, isolation_level=None)) as conn:
        conn.execute("CREATE TABLE other (a)")
    newer = Path(shutil.copy(file, file.with_name("newer.db")))
    with closing(sqlite3.connect(newer, isolation_level=None)) as conn:
        conn.execute("PRAGMA user_version = 99")
    text = file.with_name("text.csv")
    text.write_text("id,name\n" * 1000, encoding="utf-8")
    for wrong in (damaged, empty, foreign, newer, text):
        with pytest.raises(RecordsError, match=wrong.name):
            admin.keeping.restore(wrong, force=True)
    for wrong in (file.with_name("none.db"), file.parent, office.database):
        with pytest.raises(InputError):
            admin.keeping.restore(wrong, force=True)
    assert dump(office.database) == before
    assert not list(office.database.parent.glob(".t.db-restore-*"))


def test_a_restore_waits_for_a_writer_and_then_gives_up(
    office: Office, admin: Training, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_store, "BUSY_SECONDS", 0.3)
    admin.keeping.backup(file)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="Another program"):
            admin.keeping.restore(file, force=True)
        writer.execute("ROLLBACK")
    with closing(office.training("ana")) as ana:
        fail_check(ana, office.course)
