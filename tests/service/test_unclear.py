"""``This is unclear``: counted for the lesson or question as it is worded, and tied to nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.service.examined import examined_course
from tests.service.hosted import HostedOffice
from tests.support import Office, StoppedClock, tell
from trainer.content.models import Course
from trainer.errors import InputError, NoticeNeeded, RecordsError
from trainer.reports.items import ItemRow
from trainer.service.training import Training

LESSON = "M90.L1"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), examined_course())


def learner(office: Office, login: str) -> Training:
    made = office.training(login)
    made.learn.begin()
    tell(made)
    return made


def say(office: Office, name: str, times: int) -> None:
    for n in range(times):
        with closing(learner(office, f"reader{n}")) as reader:
            reader.learn.unclear(name)


def lines(office: Office) -> dict[str, ItemRow]:
    with closing(office.training("author")) as author, author.reports.items("M90") as rows:
        return {row.question: row for row in rows}


@pytest.mark.parametrize(("times", "told"), [(4, None), (5, 5), (9, 5), (10, 10)])
def test_authors_see_it_from_five_on_and_by_fives(office: Office, times: int, told: int | None) -> None:
    question = office.course.bodies["M90"].questions[0].id
    say(office, LESSON, times)
    say(office, question, times)
    found = lines(office)
    assert found[question].unclear == told
    assert (LESSON in found) == (told is not None)
    if told is not None:
        assert found[LESSON].unclear == told
        assert found[LESSON].why == f"Readers said at least {told} times that it is unclear."
        assert found[question].why.endswith(found[LESSON].why)


def test_nothing_in_the_records_tells_who_or_when(office: Office) -> None:
    say(office, LESSON, 3)
    with closing(sqlite3.connect(office.database)) as conn:
        assert [name for _, name, *_ in conn.execute("PRAGMA table_info(unclear)")] == ["digest", "n"]
        assert [n for (n,) in conn.execute("SELECT n FROM unclear")] == [3]
        dump = "\n".join(conn.iterdump())
    lesson = office.course.modules[0].lessons[0]
    telling = [line for line in dump.splitlines() if lesson.digest in line and "INSERT" in line]
    # Where the course's texts are kept, and in the count; in no row about a person.
    assert {line.split('"')[1] for line in telling} <= {"unclear", "lesson_text", "in_force", "entry"}
    assert not [line for line in telling if "reader" in line]


def test_it_leaves_the_readers_own_rows_as_they_were(office: Office) -> None:
    with closing(learner(office, "reader0")) as reader:
        before = reader.learn.record(), reader.privacy.export("")
        reader.learn.unclear(LESSON)
        assert (reader.learn.record(), reader.privacy.export("")) == before


def test_one_person_counts_once_a_sitting(office: Office) -> None:
    with closing(learner(office, "reader0")) as reader:
        for _ in range(7):
            reader.learn.unclear(LESSON)
        reader.learn.unclear("M90.L2")
    with closing(sqlite3.connect(office.database)) as conn:
        assert [n for (n,) in conn.execute("SELECT n FROM unclear")] == [1, 1]


def test_what_was_not_recorded_may_be_said_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.records import unclear

    def fail(*_: object) -> None:
        raise RecordsError("The disk is full.", "Free some space.")

    with closing(learner(office, "reader0")) as reader:
        with monkeypatch.context() as broken:
            broken.setattr(unclear, "add", fail)
            with pytest.raises(RecordsError):
                reader.learn.unclear(LESSON)
        reader.learn.unclear(LESSON)
    with closing(sqlite3.connect(office.database)) as conn:
        assert [n for (n,) in conn.execute("SELECT n FROM unclear")] == [1]


def test_on_a_host_one_person_counts_once(tmp_path: Path) -> None:
    hosted = HostedOffice(tmp_path / "t.db", StoppedClock(), examined_course())
    try:
        for _ in range(3):
            with closing(hosted.training("ana")) as ana:
                tell(ana)
                ana.learn.unclear(LESSON)
        with closing(hosted.training("bo")) as bo:
            tell(bo)
            bo.learn.unclear(LESSON)
    finally:
        hosted.stop()
    with closing(sqlite3.connect(hosted.database)) as conn:
        assert [n for (n,) in conn.execute("SELECT n FROM unclear")] == [2]


def test_another_wording_begins_at_nothing(office: Office) -> None:
    say(office, LESSON, 5)
    office.course = reworded(office.course)
    assert LESSON not in lines(office)
    assert all(row.unclear is None for row in lines(office).values())


def reworded(course: Course) -> Course:
    (module,) = course.modules
    lessons = tuple(replace(lesson, digest="0" * 64) for lesson in module.lessons)
    return replace(course, modules=(replace(module, lessons=lessons),))


@pytest.mark.parametrize("name", ["", "M90", "M90.L9", "M90-Q999999", "M91.L1", "\x1b[2J", "m90.l1"])
def test_what_is_not_there_counts_nothing(office: Office, name: str) -> None:
    with closing(learner(office, "reader0")) as reader, pytest.raises(InputError):
        reader.learn.unclear(name)
    with closing(sqlite3.connect(office.database)) as conn:
        assert list(conn.execute("SELECT * FROM unclear")) == []


def test_it_waits_for_the_notice(office: Office) -> None:
    with closing(office.training("new")) as new:
        new.learn.begin()
        with pytest.raises(NoticeNeeded):
            new.learn.unclear(LESSON)
