"""Taking a check: what is acknowledged stands, resumes exactly, and gives away nothing."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path

import pytest

from tests.support import Office, answer_right, fail_check, keys_of, on_turn, pass_check, read_all, tell
from trainer.content.digest import question_digest
from trainer.content.models import Course
from trainer.errors import Conflict, InputError, RecordsError
from trainer.service.check_views import Presented, Verdict
from trainer.service.training import Training


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    conn = sqlite3.connect(database)
    try:
        return list(conn.execute(sql))
    finally:
        conn.close()


def test_starting_twice_is_one_attempt_and_it_resumes_on_the_same_question(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    first = on_turn(ana, attempt)
    assert first.position == 1
    answer_right(ana, office.course, first)
    second = ana.checks.question(attempt)
    ana.close()
    again = office.training("ana")
    assert again.checks.start("tiny-test-module") == attempt
    assert again.checks.question(attempt) == second


def test_an_attempt_is_untouched_by_content_that_changes_or_goes(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    shown = on_turn(ana, attempt)
    module, body = office.course.modules[0], office.course.bodies["M90"]
    reworded = tuple(dataclasses.replace(q, stem="Quite another question?", digest="") for q in body.questions)
    reworded = tuple(dataclasses.replace(q, digest=question_digest(q)) for q in reworded)
    for changed in (
        dataclasses.replace(
            office.course,
            modules=(dataclasses.replace(module, digest="new"),),
            bodies={"M90": dataclasses.replace(body, questions=reworded)},
        ),
        Course(),
    ):
        later = Office(office.database, office.clock, changed).training("ana")
        now = on_turn(later, attempt)
        assert (now.asked.stem, now.asked.choices, now.position) == (
            shown.asked.stem,
            shown.asked.choices,
            shown.position,
        )
        later.close()
    while isinstance(presented := ana.checks.question(attempt), Presented):
        answer_right(ana, office.course, presented)
    assert ana.checks.result(attempt).passed


def test_the_same_request_again_gives_the_same_feedback_and_one_row(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    chosen = keys_of(office.course)[asked.question]
    first = ana.checks.answer(attempt, asked.question, chosen, "request-1")
    assert ana.checks.answer(attempt, asked.question, chosen, "request-1") == first
    assert rows(office.database, "SELECT count(*) FROM response") == [(1,)]


def test_a_request_id_does_not_serve_for_another_answer(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    ana.checks.answer(attempt, asked.question, keys_of(office.course)[asked.question], "request-1")
    following = on_turn(ana, attempt)
    with pytest.raises(Conflict):
        ana.checks.answer(attempt, following.question, [following.asked.choices[0].id], "request-1")
    assert ana.checks.question(attempt) == following


def test_a_question_is_answered_in_its_turn_and_once(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    answer_right(ana, office.course, asked)
    with pytest.raises(Conflict):
        ana.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], "another")
    following = on_turn(ana, attempt)
    pool = {q.id for q in office.course.bodies["M90"].questions}
    for other in pool - {following.question}:
        with pytest.raises(Conflict):
            ana.checks.answer(attempt, other, ["a"], f"r-{other}")
    assert rows(office.database, "SELECT count(*) FROM response") == [(1,)]


@pytest.mark.parametrize("chosen", [[], ["zz"], ["a", "b", "c", "d", "e"]])
def test_an_impossible_answer_is_refused_and_the_question_stays(ana: Training, chosen: list[str]) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    with pytest.raises(InputError):
        ana.checks.answer(attempt, asked.question, chosen, "r")
    assert ana.checks.question(attempt) == asked


@pytest.mark.parametrize("request_id", ["", "x" * 65])
def test_a_request_id_has_bounds(ana: Training, request_id: str) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    with pytest.raises(InputError):
        ana.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], request_id)


def test_another_person_s_attempt_is_as_unknown_as_none(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    bo = office.training("bo")
    tell(bo)
    for call in (
        lambda: bo.checks.question(attempt),
        lambda: bo.checks.answer(attempt, asked.question, ["a"], "r"),
        lambda: bo.checks.feedback(attempt, 1),
        lambda: bo.checks.result(attempt),
    ):
        with pytest.raises(InputError) as caught:
            call()
        with pytest.raises(InputError) as nobody_s:
            bo.checks.question("no-such-attempt")
        assert str(caught.value) == str(nobody_s.value)


def test_the_last_answer_ends_the_attempt_and_a_finished_one_takes_no_more(office: Office, ana: Training) -> None:
    attempt = pass_check(ana, office.course)
    assert ana.checks.question(attempt) is None
    result = ana.checks.result(attempt)
    assert (result.passed, result.percent, result.right, result.total) == (True, 100.0, 10, 10)
    with pytest.raises(Conflict):
        ana.checks.answer(attempt, office.course.bodies["M90"].questions[0].id, ["a"], "late")


def test_no_result_before_the_end_and_no_feedback_before_the_answer(ana: Training) -> None:
    attempt = ana.checks.start("M90")
    with pytest.raises(Conflict):
        ana.checks.result(attempt)
    for position in (1, 2, 0, -1, 99):
        with pytest.raises(Conflict):
            ana.checks.feedback(attempt, position)


def test_a_pass_and_the_lessons_complete_the_module_whichever_comes_last(office: Office) -> None:
    for login, steps in (("first", (pass_check, None)), ("then", (None, pass_check))):
        training = office.training(login)
        training.learn.begin()
        for step in steps:
            if step is None:
                read_all(training)
            else:
                step(training, office.course)
        assert training.learn.home().modules[0].status == "current"
        training.close()
    payloads = rows(office.database, "SELECT payload FROM entry WHERE kind = 'completion'")
    assert [json.loads(str(p))["percent"] for (p,) in payloads] == [100, 100]


def test_a_pass_without_the_lessons_is_no_completion_and_says_what_is_left(office: Office, ana: Training) -> None:
    result = ana.checks.result(pass_check(ana, office.course))
    assert not result.completed
    assert [line.title for line in result.lessons_left] == [lesson.title for lesson in office.course.modules[0].lessons]
    read_all(ana)
    assert ana.checks.result(result.attempt).completed


def test_a_failure_is_an_entry_and_a_retake_deletes_nothing(office: Office, ana: Training) -> None:
    read_all(ana)
    failed = fail_check(ana, office.course)
    assert not ana.checks.result(failed).passed
    pass_check(ana, office.course)
    assert rows(office.database, "SELECT state FROM attempt ORDER BY n") == [("failed",), ("passed",)]
    kinds = [kind for (kind,) in rows(office.database, "SELECT kind FROM entry ORDER BY seq")]
    assert kinds[-3:] == ["failed_attempt", "passed_attempt", "completion"]
    assert len(ana.learn.record().attempts) == 2


def test_a_retake_asks_unmet_questions_first(office: Office, ana: Training) -> None:
    fail_check(ana, office.course)
    fail_check(ana, office.course)
    forms = [json.loads(str(f))["items"] for (f,) in rows(office.database, "SELECT form FROM attempt ORDER BY n")]
    first, second = ({item["question"] for item in form} for form in forms)
    pool = {q.id for q in office.course.bodies["M90"].questions}
    assert pool - first <= second


def test_wrong_answers_are_explained_once_they_stand(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    asked = on_turn(ana, attempt)
    wrong = next(c.id for c in asked.asked.choices if c.id not in keys_of(office.course)[asked.question])
    feedback = ana.checks.answer(attempt, asked.question, [wrong], "r")
    assert feedback is not None
    assert feedback.verdict == Verdict.WRONG
    assert all(choice.why for choice in feedback.choices)
    assert {c.id for c in feedback.choices if c.key} == set(keys_of(office.course)[asked.question])
    assert [c.id for c in feedback.choices] == [c.id for c in asked.asked.choices]
    assert ana.checks.feedback(attempt, 1) == feedback


def test_an_altered_question_body_is_found_when_it_would_be_shown(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    conn = sqlite3.connect(office.database)
    conn.execute("UPDATE body SET body = replace(body, '\"key\":false', '\"key\":true')")
    conn.commit()
    conn.close()
    with pytest.raises(RecordsError):
        ana.checks.question(attempt)
