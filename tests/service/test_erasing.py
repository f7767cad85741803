"""An erasure that fails or is cut off at any moment: it happened wholly, or who was to be erased is wholly there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.support import Office, everyone
from trainer.errors import Conflict, InputError, RecordsError
from trainer.records import erased, erasing, health
from trainer.records.erased import list_path, listed
from trainer.records.store import Store, open_store
from trainer.reports.completion import Filters
from trainer.service.training import Training

ROSTER = b"id,login,name,email\n1,ana,Ana Quux,quux@x.example\n2,bo,Bo Wuu,\n3,cy,Cy Zed,cy@x.example\n"


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    training = office.training("root")
    training.people.import_csv("p.csv", ROSTER)
    yield training
    training.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "backup.db"


def ids(training: Training) -> list[str]:
    return [row.id for row in everyone(training, unlisted=False)]


def breaking(monkeypatch: pytest.MonkeyPatch, error: BaseException, *, killed: bool = False) -> None:
    """The next erasures fail once everything is written and before it is committed; a killed one does nothing more."""
    honest = erasing.erase

    def erase(*arguments: Any) -> None:
        honest(*arguments)
        raise error

    monkeypatch.setattr("trainer.records.erasing.erase", erase)
    if killed:
        monkeypatch.setattr("trainer.records.erased._take_back", lambda *_: None)


@pytest.fixture
def cut_off(admin: Training, monkeypatch: pytest.MonkeyPatch) -> Training:
    """The power failed between the list and the commit of an erasure."""
    with monkeypatch.context() as broken:
        breaking(broken, KeyboardInterrupt(), killed=True)
        with pytest.raises(KeyboardInterrupt):
            admin.privacy.erase("1")
    return admin


@pytest.mark.parametrize("error", [RecordsError("The disk is full."), sqlite3.OperationalError("disk I/O error")])
def test_a_failed_erasure_leaves_nothing_behind(
    office: Office, admin: Training, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    admin.privacy.erase("3")
    before = listed(office.database)
    with monkeypatch.context() as broken:
        breaking(broken, error)
        with pytest.raises(RecordsError):
            admin.privacy.erase("1")
    assert listed(office.database) == before
    assert list_path(office.database).stat().st_mode & 0o777 == 0o600
    assert not admin.privacy.finish_erasing()
    assert ids(admin) == ["1", "2"]
    admin.privacy.erase("1")
    assert ids(admin) == ["2"]


def test_the_first_erasure_that_fails_leaves_no_list(
    office: Office, admin: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, RecordsError("The disk is full."))
    with pytest.raises(RecordsError):
        admin.privacy.erase("1")
    assert sorted(path.name for path in office.database.parent.glob("*.erased*")) == []


def test_a_list_that_cannot_be_written_keeps_the_person(
    office: Office, admin: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("trainer.records.erased.file_system.sync", fail)
        with pytest.raises(RecordsError, match="No space left"):
            admin.privacy.erase("1")
    assert listed(office.database) == frozenset()
    assert ids(admin) == ["1", "2", "3"]


def test_a_retention_run_that_fails_leaves_nothing_behind(
    office: Office, admin: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.people.import_csv("p.csv", b"id,login,name\n3,cy,Cy\n", sync=True)
    office.clock.forward(days=3000)
    with monkeypatch.context() as broken:
        breaking(broken, RecordsError("The disk is full."))
        with pytest.raises(RecordsError):
            admin.privacy.retention()
    assert listed(office.database) == frozenset()
    assert not admin.privacy.finish_erasing()
    assert admin.privacy.retention().people == ("1", "2")
    assert len(listed(office.database)) == 2


@pytest.mark.in_process
def test_an_erasure_that_was_cut_off_is_said_to_be_pending(office: Office, cut_off: Training) -> None:
    assert health.examine(office.database).pending == ("1",)
    assert "scrub" not in health.examine(office.database).upkeep
    with pytest.raises(Conflict, match="did not happen: 1") as refused:
        cut_off.privacy.finish_erasing()
    assert "privacy erase" in refused.value.remedy
    cut_off.privacy.erase("1")
    assert health.examine(office.database).pending == ()
    assert not cut_off.privacy.finish_erasing()
    assert len(listed(office.database)) == 1


@pytest.mark.in_process
def test_a_restore_erases_nobody_whose_erasure_did_not_happen(office: Office, cut_off: Training, file: Path) -> None:
    cut_off.privacy.erase("3")
    cut_off.keeping.backup(file)
    cut_off.privacy.erase("2")
    done = cut_off.keeping.restore(file, force=True)
    assert done.erased == 1
    with closing(office.training("root")) as again:
        assert ids(again) == ["1"]
        assert again.evidence.verify().faults == ()
    assert health.examine(office.database).pending == ("1",)


@pytest.mark.in_process
def test_without_the_records_the_list_is_believed(office: Office, cut_off: Training, file: Path) -> None:
    cut_off.keeping.backup(file)
    cut_off.close()
    for path in (office.database, *office.database.parent.glob("t.db-*")):
        path.unlink()
    with closing(office.training("root")) as again:
        assert again.keeping.restore(file).erased == 1


@pytest.mark.in_process
def test_an_interruption_after_the_commit_takes_nothing_back(
    office: Office, admin: Training, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.keeping.backup(file)
    honest = Store.write

    @contextmanager
    def interrupted(self: Store) -> Iterator[None]:
        with honest(self):
            yield
        if self.row("SELECT 1 FROM entry WHERE kind = 'erasure'"):
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Store, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            admin.privacy.erase("1")
    assert len(listed(office.database)) == 1
    assert health.examine(office.database).pending == ()
    assert "scrub" in health.examine(office.database).upkeep
    assert admin.privacy.finish_erasing()
    assert b"quux@x.example" not in b"".join(path.read_bytes() for path in office.database.parent.glob("t.db*"))
    assert admin.keeping.restore(file, force=True).erased == 1


def test_whom_an_entry_calls_erased_is_not_pending_though_somebody_put_them_back(
    office: Office, admin: Training
) -> None:
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        before = conn.execute("SELECT * FROM vault WHERE id = '1'").fetchone()
        admin.privacy.erase("1")
        conn.execute(f"INSERT INTO vault VALUES ({', '.join('?' * len(before))})", before)
    assert health.examine(office.database).pending == ()
    assert not admin.privacy.finish_erasing()
    assert admin.evidence.verify().faults


def test_a_lost_list_is_mended_from_the_entries(office: Office, admin: Training) -> None:
    admin.privacy.erase("1")
    before = listed(office.database)
    list_path(office.database).unlink()
    assert not admin.privacy.finish_erasing()
    assert listed(office.database) == before


def test_taking_back_waits_for_whoever_writes_and_loses_no_other_s_ref(office: Office, admin: Training) -> None:
    admin.privacy.erase("3")
    (other,) = listed(office.database)
    with suppress(RecordsError), erased.listing(open_store(office.database, create=False)) as put_down:
        put_down(["0" * 64, other])
        raise RecordsError("The disk is full.")
    # Nobody in the vault has either ref: both stay.
    assert listed(office.database) == {"0" * 64, other}


@pytest.mark.parametrize("reason", ["\udcff", " ", "\t\n"])
def test_a_reason_that_is_no_text_is_refused_before_anything_is_done(
    office: Office, admin: Training, reason: str
) -> None:
    with pytest.raises(InputError, match="no text"):
        admin.privacy.erase("1", reason)
    assert not list_path(office.database).exists()
    assert not admin.privacy.finish_erasing()


def test_a_reason_goes_with_whomever_it_names(office: Office, admin: Training) -> None:
    admin.privacy.erase("1", "as BO wuu asked, case seventeen")
    admin.privacy.erase("2", "objection upheld, case eighteen")
    assert reasons(office.database) == ["objection upheld, case eighteen"]
    assert admin.evidence.verify().faults == ()
    admin.privacy.erase("3")
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        conn.execute("DELETE FROM reason")
    assert "does not agree with its reason" in admin.evidence.verify().faults[0]


@pytest.mark.parametrize("text", ["CY ZED knows", "ask cy@x.example", "zed was there", "Cy Zed"])
def test_every_value_that_tells_who_it_is_counts(office: Office, admin: Training, text: str) -> None:
    admin.privacy.erase("1", text)
    admin.privacy.erase("3")
    assert reasons(office.database) == []
    assert admin.evidence.verify().faults == ()


def reasons(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as conn:
        return [row[0] for row in conn.execute("SELECT text FROM reason ORDER BY entry")]


@pytest.mark.in_process
@pytest.mark.parametrize(
    "payload", ["no JSON", "[]", '{"same": 5, "tracks": 7}', '{"same": [1], "tracks": ["tiny", 2]}']
)
def test_an_altered_erasure_keeps_nothing_from_working(
    office: Office, admin: Training, file: Path, payload: str
) -> None:
    admin.privacy.erase("1")
    admin.keeping.backup(file)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER entry_is_never_changed")
        conn.execute("UPDATE entry SET payload = ?, person_ref = NULL WHERE kind = 'erasure'", (payload,))
    assert health.examine(office.database).faults == ()
    assert not admin.privacy.finish_erasing()
    with admin.reports.completion(Filters()) as rows:
        assert list(rows) == []
    assert admin.keeping.restore(file, force=True).erased == 0
