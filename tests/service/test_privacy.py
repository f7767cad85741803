"""Erasing a person: what goes, what stays, and when it is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support import Office, fail_check, pass_check, read_all
from trainer.errors import InputError, NotAllowed, RecordsError, UnknownPerson
from trainer.records import store as records_store
from trainer.records.erased import list_path, listed
from trainer.reports.completion import Filters
from trainer.service.compliance import Asked
from trainer.service.training import Training
from trainer.settings import Settings

ROSTER = (
    b"id,login,name,email,team,manager,start_date\n"
    b"1,ana,Ana Boss,ana@x.example,Sales,,2020-02-03\n"
    b"Q7-zulu,wilhelmina,Wilhelmina Quux,quux@y.example,Xylophone,1,2017-05-23\n"
    b"3,cy,Cy Young,cy@x.example,Sales,Q7-zulu,\n"
)
TOLD = ("Q7-zulu", "q7-zulu", "wilhelmina", "Wilhelmina", "Quux", "quux@y.example", "Xylophone", "2017-05-23")


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    training = office.training("root")
    training.people.import_csv("p.csv", ROSTER)
    training.compliance.assign("tiny", Asked(everyone=True))
    yield training
    training.close()


@pytest.fixture
def learnt(office: Office, admin: Training) -> Training:
    """Wilhelmina failed, read, passed and left a second attempt open; Cy passed."""
    for login in ("wilhelmina", "cy"):
        with closing(office.training(login)) as training:
            fail_check(training, office.course)
            read_all(training)
            pass_check(training, office.course)
            training.checks.start("M90")
    # Cy's roster row names Wilhelmina as manager twice over: now, and in an older version of the file.
    admin.people.import_csv("p.csv", ROSTER.replace(b"Young", b"Older"))
    return admin


def rows(training: Training) -> list[Any]:
    with training.reports.completion(Filters()) as found:
        return list(found)


def bytes_beside(database: Path) -> bytes:
    """Every file of the data directory, one after another."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()) if path.is_file())


def request_ids(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as conn:
        found = conn.execute(
            "SELECT request_id FROM response JOIN attempt ON attempt.n = response.attempt JOIN vault"
            " ON vault.person = attempt.person WHERE vault.id = 'Q7-zulu'"
        )
        return {row[0] for row in found}


def test_every_byte_that_the_person_gave_is_gone_and_the_evidence_holds(office: Office, learnt: Training) -> None:
    before, given = rows(learnt), request_ids(office.database)
    with closing(sqlite3.connect(office.database)) as conn:
        salt = conn.execute("SELECT salt FROM vault WHERE id = 'Q7-zulu'").fetchone()[0]
    assert len(given) == 2 * 10
    assert all(value.encode() in bytes_beside(office.database) for value in TOLD)
    done = learnt.privacy.erase("q7-ZULU")
    left = bytes_beside(office.database)
    assert not [value for value in (*TOLD, *given) if value.encode() in left]
    assert salt not in left
    assert done.attempts == 2
    assert learnt.evidence.verify().faults == ()
    completed = [row for row in before if row.completed_at]
    after = [row for row in rows(learnt) if row.completed_at]
    assert [(r.track, r.module, r.completed_at, r.score) for r in after] == [
        (r.track, r.module, r.completed_at, r.score) for r in completed
    ]
    assert [row.person for row in after] == ["erased", "3"]


def test_an_erased_person_is_unknown_and_their_login_starts_afresh(office: Office, learnt: Training) -> None:
    learnt.privacy.erase("login:wilhelmina")
    with pytest.raises(UnknownPerson):
        learnt.privacy.erase("Q7-zulu")
    with closing(office.training("wilhelmina")) as again:
        assert again.learn.record().attempts == ()
    learnt.people.import_csv("p.csv", ROSTER)
    assert learnt.evidence.verify().faults == ()


def test_a_former_self_goes_too(office: Office, admin: Training) -> None:
    with closing(office.training("newcomer")) as training:
        pass_check(training, office.course)
        training.checks.start("M90")
    admin.people.import_csv("p.csv", ROSTER + b"4,,New Comer,,Sales,,\n")
    admin.people.import_csv("p.csv", ROSTER + b"4,newcomer,New Comer,,Sales,,\n")
    assert admin.evidence.verify().faults == ()
    admin.privacy.erase("4")
    assert b"newcomer" not in bytes_beside(office.database)
    assert len(listed(office.database)) == 2
    assert admin.evidence.verify().faults == ()


def test_erasing_is_refused_while_a_duty_holds_and_done_with_a_reason(office: Office, learnt: Training) -> None:
    with closing(office.training("root", Settings(duty_days=30))) as admin:
        with pytest.raises(NotAllowed, match="2026-07-31"):
            admin.privacy.erase("3")
        with pytest.raises(InputError, match="names the person"):
            admin.privacy.erase("3", "Cy Older asked for it")
        office.clock.forward(days=29)
        with pytest.raises(NotAllowed):
            admin.privacy.erase("3")
        assert not list_path(office.database).exists()
        admin.privacy.erase("3", "objection upheld, case seventeen")
        assert admin.evidence.verify().faults == ()
        office.clock.forward(days=1)
        admin.privacy.erase("Q7-zulu")
    assert b"case seventeen" in bytes_beside(office.database)
    learnt.privacy.erase("login:root")
    assert b"case seventeen" not in bytes_beside(office.database)
    assert learnt.evidence.verify().faults == ()


def test_a_reader_is_waited_for_and_then_nothing_is_erased(
    office: Office, learnt: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_store, "BUSY_SECONDS", 0.3)
    with closing(office.training("root")) as admin, closing(sqlite3.connect(office.database)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(RecordsError, match="nothing was erased"):
            admin.privacy.erase("3")
        assert not list_path(office.database).exists()
        assert reader.execute("SELECT count(*) FROM entry").fetchone() == before
        assert not admin.privacy.finish_erasing()
        reader.execute("ROLLBACK")
        admin.privacy.erase("3")
    assert b"Cy Older" not in bytes_beside(office.database)


def test_a_reader_of_the_file_alone_is_noticed_too(
    office: Office, learnt: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_store, "BUSY_SECONDS", 0.3)
    with closing(sqlite3.connect(office.database)) as first:
        first.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(office.training("root")) as admin, closing(sqlite3.connect(office.database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(RecordsError, match="nothing was erased"):
            admin.privacy.erase("3")
        assert not list_path(office.database).exists()


def test_an_erasure_that_a_reader_interrupted_is_finished_later(
    office: Office, learnt: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_store, "BUSY_SECONDS", 0.3)
    with closing(office.training("root")) as admin, closing(sqlite3.connect(office.database)) as reader:
        monkeypatch.setattr("trainer.records.scrub.prepare", lambda *_a, **_k: begun(office, reader))
        with pytest.raises(RecordsError, match="--finish"):
            admin.privacy.erase("3")
        assert b"Cy Older" in bytes_beside(office.database)
        reader.execute("ROLLBACK")
        assert admin.privacy.finish_erasing()
        assert b"Cy Older" not in bytes_beside(office.database)
        assert not admin.privacy.finish_erasing()
        assert admin.evidence.verify().faults == ()


def test_without_room_nothing_is_erased(office: Office, learnt: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.records.scrub.shutil.disk_usage", lambda _: type("Usage", (), {"free": 100_000}))
    with pytest.raises(RecordsError, match="free space"):
        learnt.privacy.erase("3")
    assert not list_path(office.database).exists()
    assert not learnt.privacy.finish_erasing()


def begun(office: Office, reader: sqlite3.Connection) -> None:
    """A reader who comes between the look for readers and the erasure."""
    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("INSERT OR REPLACE INTO upkeep VALUES ('scrub', '2026-07-01T12:00:00Z')")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entry").fetchone()
