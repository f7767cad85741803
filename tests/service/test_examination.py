"""Examinations: thirty questions after the modules, explained at the end, without the keys after a failure."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.service.examined import WHY, examined_course, go, learn, right, send, wrong
from tests.support import Office, on_turn, tell
from trainer.assessment.kinds import AttemptKind
from trainer.compliance.status import Status
from trainer.content.models import Course
from trainer.content.questions import Question
from trainer.errors import Conflict, InputError
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.check_views import LessonFirst
from trainer.service.training import Training
from trainer.service.views import Step
from trainer.settings import Settings


@pytest.fixture
def course() -> Course:
    return examined_course()


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    """Ana on the roster, with the track assigned."""
    training = office.training("ana")
    training.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    training.compliance.assign("tiny", Asked(everyone=True))
    tell(training)
    yield training
    training.close()


def failing_half(asked: Question) -> tuple[str, ...]:
    return wrong(asked) if asked.id[-1] in "02468" else right(asked)


def missing_one(name: str) -> object:
    return lambda asked: wrong(asked) if asked.id == name else right(asked)


def test_it_comes_after_the_modules_and_has_thirty_questions(ana: Training) -> None:
    with pytest.raises(Conflict, match="M90 is not completed"):
        ana.checks.certify("tiny")
    assert ana.learn.home().more == ()
    learn(ana)
    home = ana.learn.home()
    assert home.next.step == Step.CERTIFY
    assert home.tracks[0].done == 1
    assert home.tracks[0].parts == 2
    attempt = ana.checks.take(home.next)
    assert attempt == ana.checks.certify("tiny"), "the unfinished one goes on"
    asked = go(ana, attempt, right)
    assert len(asked) == len(set(asked)) == 30
    result = ana.checks.result(attempt)
    assert (result.passed, result.completed, result.kind) == (True, True, AttemptKind.CERTIFICATION)
    after = ana.learn.home()
    assert after.tracks[0].status == Status.CURRENT
    assert after.next.step == Step.NOTHING


def test_nothing_is_explained_before_its_end_and_everything_after_a_pass(ana: Training) -> None:
    learn(ana)
    attempt = ana.checks.certify("tiny")
    first = on_turn(ana, attempt)
    by_id = {q.id: q for q in examined_course().bodies["M90"].questions}
    assert send(ana, first, right(by_id[first.question])) is None
    with pytest.raises(Conflict, match="not explained"):
        ana.checks.feedback(attempt, 1)
    with pytest.raises(Conflict):
        ana.checks.result(attempt)
    go(ana, attempt, right)
    result = ana.checks.result(attempt)
    assert result.positions == tuple(range(1, 31))
    assert any(part.key for part in ana.checks.feedback(attempt, 1).choices)


def everything_of(training: Training, attempt: str) -> str:
    """All that Trainer says to its owner after an attempt: every screen, report and copy."""
    said = [
        training.checks.result(attempt),
        training.learn.home(),
        training.learn.record(),
        training.learn.module("M90"),
    ]
    for position in range(1, 45):
        try:
            said.append(training.checks.feedback(attempt, position))
        except Conflict as error:
            said.append(error)
    with training.reports.completion(Filters()) as rows:
        said += list(rows)
    said.append(training.privacy.export())
    return repr(said)


def test_a_failure_stays_in_the_record_and_leaks_no_key(office: Office, ana: Training) -> None:
    learn(ana)
    attempt = ana.checks.certify("tiny")
    go(ana, attempt, failing_half)
    result = ana.checks.result(attempt)
    assert not result.passed
    assert any(not line.met for line in result.objectives)
    by_id = {q.id: q for q in examined_course().bodies["M90"].questions}
    answered = rows(
        office, "SELECT position, question, score FROM response WHERE attempt = (SELECT max(n) FROM attempt)"
    )
    for position, name, score in answered:
        if score == 1:
            with pytest.raises(Conflict):
                ana.checks.feedback(attempt, int(str(position)))
            continue
        told = ana.checks.feedback(attempt, int(str(position)))
        assert told.keys_kept
        assert told.why == ""
        chosen = set(wrong(by_id[str(name)]))
        for part in told.choices:
            assert part.chosen
            assert not part.key
            assert part.note == ""
            assert part.id in chosen
    assert {position for position, _, score in answered if score != 1} == set(result.positions)
    said = everything_of(ana, attempt)
    assert "key=True" not in said
    # What explains a key of a question that the check before it did not ask is nowhere.
    met = {
        name for (name,) in rows(office, "SELECT question FROM response WHERE attempt <> (SELECT max(n) FROM attempt)")
    }
    for asked in by_id.values():
        if asked.id not in met and asked.type in ("order", "match", "numeric", "branch"):
            for word in ("order-whole", "pair-a", "number", "debrief"):
                assert WHY.format(word) not in said
    copy = json.dumps(ana.privacy.export(), default=str)
    kept = [row for row in _rows_of(ana, "response") if row["attempt"] == 2]
    assert len(kept) == 30
    assert {row["score"] for row in kept} == {"not said, as it would tell the key"}
    assert {row["request_id"] for row in kept} == {""}
    assert "not said" in copy
    assert [line.said for line in ana.learn.record().attempts if line.kind == AttemptKind.CERTIFICATION] == [
        "not passed"
    ]


def _rows_of(training: Training, table: str) -> list[dict[str, object]]:
    with_rows = next(s for s in training.privacy.export().sections if s.table == table)
    return [dict(row) for row in with_rows.rows]


def rows(office: Office, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(office.database)) as conn:
        return list(conn.execute(sql))


def test_during_it_the_own_copy_tells_no_score(ana: Training) -> None:
    learn(ana)
    attempt = ana.checks.certify("tiny")
    turn = on_turn(ana, attempt)
    send(ana, turn, ("a",) if turn.asked.type == "single" else right(_question(turn.question)))
    scores = {row["score"] for row in _rows_of(ana, "response") if row["attempt"] == 2}
    assert scores == {"not said, as it would tell the key"}


def _question(name: str) -> Question:
    return next(q for q in examined_course().bodies["M90"].questions if q.id == name)


def test_a_missed_critical_question_is_made_good_after_its_lesson(office: Office, ana: Training) -> None:
    learn(ana)
    attempt = ana.checks.certify("tiny")
    missed: list[str] = []

    def answer(asked: Question) -> tuple[str, ...]:
        if asked.critical and not missed:
            missed.append(asked.id)
            return wrong(asked)
        return right(asked)

    by_id = {q.id: q for q in examined_course().bodies["M90"].questions}
    count = 0
    while not isinstance(turn := ana.checks.question(attempt), LessonFirst):
        assert turn is not None
        send(ana, turn, answer(by_id[turn.question]))
        count += 1
    assert count == 30
    assert turn.lesson == "M90.L1"
    spare = json.loads(str(rows(office, "SELECT form FROM attempt WHERE kind = 'certification'")[0][0]))["spares"]
    with pytest.raises(Conflict, match="lesson comes first"):
        ana.checks.answer(attempt, spare[0]["question"], ["a"], "early")
    assert ana.learn.home().next.step == Step.RESUME
    # Another lesson does not do.
    ana.learn.finish_lesson("M90", "M90.L2")
    assert ana.checks.question(attempt) == turn
    ana.learn.finish_lesson("M90", "M90.L1")
    fresh = on_turn(ana, attempt)
    assert fresh.question == spare[0]["question"]
    assert fresh.label == "Fresh question for one you missed"
    send(ana, fresh, right(by_id[fresh.question]))
    result = ana.checks.result(attempt)
    assert result.passed
    assert result.missed_critical == 0
    assert sum(line.made_good for line in result.objectives) == 1
    assert result.percent == pytest.approx(100 * 29 / 30)
    assert ana.evidence.verify().faults == ()


def test_two_failures_send_back_to_the_lesson_and_then_a_day(office: Office, ana: Training) -> None:
    learn(ana)
    for _ in range(2):
        go(ana, ana.checks.certify("tiny"), wrong)
    with pytest.raises(Conflict, match="not passed twice"):
        ana.checks.certify("tiny")
    assert ana.learn.home().more[0].step == Step.LESSON
    ana.learn.finish_lesson("M90", "M90.L1")
    ana.learn.finish_lesson("M90", "M90.L2")
    with pytest.raises(Conflict, match="too early"):
        ana.checks.certify("tiny")
    waiting = ana.learn.home().next
    assert (waiting.step, waiting.label) == (Step.WAIT, "You may try again from 2026-07-02 12:00 UTC")
    office.clock.forward(hours=23, minutes=59)
    with pytest.raises(Conflict, match="too early"):
        ana.checks.certify("tiny")
    office.clock.forward(minutes=1)
    third = ana.checks.certify("tiny")
    assert ana.checks.question(third) is not None
    go(ana, third, right)
    assert ana.checks.result(third).passed


def test_the_report_has_a_line_for_it(ana: Training) -> None:
    learn(ana)
    with ana.reports.completion(Filters()) as found:
        before = [(row.module, row.status, row.attempts) for row in found]
    assert before == [("M90", Status.CURRENT, 1), ("", Status.IN_PROGRESS, 0)]
    attempt = ana.checks.certify("tiny")
    go(ana, attempt, failing_half)
    go(ana, ana.checks.certify("tiny"), right)
    with ana.reports.completion(Filters()) as found:
        line = list(found)[1]
    assert (line.status, line.attempts, line.score, line.version) == (Status.CURRENT, 2, 100.0, "")
    assert line.valid_until == "2027-07-01"
    assert ana.evidence.verify().faults == ()


def test_it_stays_held_where_nothing_requires_it_and_expires_in_time(office: Office, ana: Training) -> None:
    learn(ana)
    go(ana, ana.checks.certify("tiny"), right)
    ana.people.import_csv("p.csv", b"id,login,name\n2,bo,Bo\n", sync=True)
    ana.close()
    again = office.training("ana")
    held = [line for line in again.learn.record().held if not line.module]
    assert held == []
    office.clock.forward(days=366)
    bo = office.training("bo")
    assert bo.learn.record().held[0].status == Status.OVERDUE


def test_content_that_changes_during_it_changes_nothing_in_it(office: Office, ana: Training) -> None:
    import dataclasses

    learn(ana)
    attempt = ana.checks.certify("tiny")
    before = on_turn(ana, attempt)
    body = dataclasses.replace(examined_course().bodies["M90"], questions=examined_course().bodies["M90"].questions[:1])
    changed = dataclasses.replace(examined_course(), bodies={"M90": body})
    later = Office(office.database, office.clock, changed).training("ana")
    assert later.checks.question(attempt) == before
    assert len(go(later, attempt, right)) == 30
    assert later.checks.result(attempt).passed
    later.close()


def test_a_pool_that_is_too_small_is_refused(office: Office, ana: Training) -> None:
    import dataclasses

    learn(ana)
    body = dataclasses.replace(
        examined_course().bodies["M90"], questions=examined_course().bodies["M90"].questions[:29]
    )
    small = dataclasses.replace(examined_course(), bodies={"M90": body})
    later = Office(office.database, office.clock, small).training("ana")
    with pytest.raises(Conflict, match="needs 30"):
        later.checks.certify("tiny")
    with pytest.raises(InputError, match="no track"):
        later.checks.certify("none")
    later.close()


def test_a_moment_is_said_in_the_company_s_time_zone(office: Office, ana: Training) -> None:
    learn(ana)
    for _ in range(2):
        go(ana, ana.checks.certify("tiny"), wrong)
    for lesson in ("M90.L1", "M90.L2"):
        ana.learn.finish_lesson("M90", lesson)
    here = office.training("ana", Settings(time_zone="Europe/Amsterdam"))
    assert here.learn.home().next.label == "You may try again from 2026-07-02 14:00 CEST"
    assert office.clock.now == dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
    here.close()


RESULT = "completed_at, counts_from, percent, pass_mark, attestation, versions"


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE certification SET track = 'other'",
        "UPDATE certification SET digest = 'd'",
        "UPDATE certification SET completed_at = '2020-01-01T00:00:00Z'",
        "UPDATE certification SET attempt = 1",
        "UPDATE certification SET person = (SELECT n FROM person WHERE n <> certification.person)",
        "DELETE FROM certification",
        "UPDATE attempt SET track = 'other' WHERE kind = 'certification'",
        "UPDATE attempt SET kind = 'practice' WHERE kind = 'certification'",
        "UPDATE response SET score = 0.5 WHERE attempt = 2 AND position = 1",
        "DELETE FROM response WHERE attempt = 2 AND position = 30",
        "UPDATE certification SET counts_from = '2026-06-30'",
        "UPDATE certification SET percent = 99.5",
        "UPDATE certification SET pass_mark = 10",
        "UPDATE certification SET attestation = iif(attestation = 'attested', 'self-attested', 'attested')",
        "UPDATE certification SET versions = '{}'",
        "UPDATE certification SET attestation = 'imported', attempt = NULL",
        f"INSERT INTO certification SELECT 1, person, track, digest, 1, {RESULT} FROM certification",
    ],
)
def test_a_certification_that_was_tampered_with_is_found(office: Office, ana: Training, tampering: str) -> None:
    ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n2,bo,Bo\n")
    learn(ana)
    go(ana, ana.checks.certify("tiny"), right)
    assert ana.evidence.verify().faults == ()
    with closing(sqlite3.connect(office.database)) as conn, conn:
        assert conn.execute(tampering).rowcount > 0
    assert ana.evidence.verify().faults
