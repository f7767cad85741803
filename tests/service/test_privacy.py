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
from trainer.service.asked import Asked
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


@pytest.mark.in_process
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


def test_answers_are_folded_when_their_time_is_over_and_results_still_verify(office: Office, learnt: Training) -> None:
    office.clock.forward(days=365)
    assert learnt.privacy.retention(dry_run=True).answers == 0
    office.clock.forward(days=1)
    given = request_ids(office.database)
    before, size = rows(learnt), learnt.evidence.verify().entries
    planned = learnt.privacy.retention(dry_run=True)
    assert (planned.attempts, planned.answers, planned.people) == (4, 40, ())
    assert learnt.evidence.verify().entries == size
    assert learnt.privacy.retention() == planned
    assert learnt.evidence.verify().entries == size + 1
    assert learnt.evidence.verify().faults == ()
    assert [r.score for r in rows(learnt)] == [r.score for r in before]
    left = bytes_beside(office.database)
    assert not [value for value in given if value.encode() in left]
    with closing(sqlite3.connect(office.database)) as conn:
        counted = dict(conn.execute("SELECT first, sum(n) FROM item_count GROUP BY first"))
        assert counted == {1: 20, 0: 20}
        assert conn.execute("SELECT count(*) FROM response").fetchone() == (0,)
    assert learnt.privacy.retention().answers == 0


def test_counts_of_later_runs_add_up(office: Office, learnt: Training) -> None:
    office.clock.forward(days=366)
    learnt.privacy.retention()
    with closing(office.training("cy")) as training:
        pass_check(training, office.course)
    office.clock.forward(days=366)
    assert learnt.privacy.retention().answers == 10
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        assert conn.execute("SELECT sum(n) FROM item_count").fetchone() == (50,)
        assert learnt.evidence.verify().faults == ()
        conn.execute("UPDATE item_count SET n = n + 1 WHERE digest = (SELECT min(digest) FROM item_count)")
    assert "item counts" in learnt.evidence.verify().faults[0]


def test_leavers_and_passers_by_are_erased_when_their_time_is_over(office: Office, learnt: Training) -> None:
    with closing(office.training("visitor")) as training:
        pass_check(training, office.course)
    learnt.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana Boss\n", sync=True)
    office.clock.forward(days=729)
    assert learnt.privacy.retention(dry_run=True).people == ()
    office.clock.forward(days=1)
    with closing(office.training("root", Settings(duty_days=800))) as bound:
        assert bound.privacy.retention(dry_run=True).people == ()
    done = learnt.privacy.retention()
    assert done.people == ("Q7-zulu", "3", "login:visitor")
    assert learnt.evidence.verify().faults == ()
    left = bytes_beside(office.database)
    assert not [v for v in (*TOLD, "visitor", "Cy Young", "Cy Older") if v.encode() in left]


def test_whoever_is_in_an_export_can_see_who_made_it(office: Office, learnt: Training) -> None:
    with closing(office.training("wilhelmina")) as her, closing(office.training("cy")) as him:
        seen = len(her.learn.record().seen)
        with learnt.reports.completion(Filters(team="Sales"), "csv") as found:
            assert len(list(found)) == 2
        assert len(her.learn.record().seen) == seen
        assert len(him.learn.record().seen) == seen + 1
        rows(learnt)
        newest = her.learn.record().seen[0]
        assert (newest.by, newest.what) == ("root", "completion report (rows)")
        assert newest.when.startswith("2026-07-01 12:00")
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        assert learnt.evidence.verify().faults == ()
        conn.execute("UPDATE seen SET people = '[]' WHERE entry = (SELECT max(entry) FROM seen)")
    assert "who was in it" in learnt.evidence.verify().faults[0]


@pytest.mark.in_process
def test_what_was_half_read_was_seen(office: Office, learnt: Training) -> None:
    with pytest.raises(BrokenPipeError):
        cut_short(learnt)
    with closing(office.training("ana")) as boss, closing(office.training("cy")) as him:
        assert (len(boss.learn.record().seen), len(him.learn.record().seen)) == (1, 0)


def test_each_export_is_signed(office: Office, learnt: Training) -> None:
    rows(learnt)
    with closing(sqlite3.connect(office.database)) as conn:
        (size,) = conn.execute("SELECT max(size) FROM checkpoint").fetchone()
    assert size == learnt.evidence.verify().entries


def cut_short(training: Training) -> None:
    with training.reports.completion(Filters()) as found:
        next(found)
        raise BrokenPipeError
