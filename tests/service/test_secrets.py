"""What is kept shut while an examination or test-out is open, and what no report may say."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import pytest

from tests.service.examined import examined_course, go, learn, one_of_each, only, question_of, right, rows, send, wrong
from tests.support import Office, on_turn, tell
from trainer.compliance.status import Status
from trainer.content.models import Course
from trainer.errors import Conflict, InputError
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.check_views import Feedback
from trainer.service.training import Training


@pytest.fixture
def course() -> Course:
    return examined_course()


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    training = office.training("ana")
    tell(training)
    yield training
    training.close()


def open_examination(office: Office, ana: Training) -> set[str]:
    """Begin one; ids of every question that it may ask."""
    ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    ana.compliance.assign("tiny", Asked(everyone=True))
    learn(ana)
    ana.checks.certify("tiny")
    ((form,),) = rows(office, "SELECT form FROM attempt WHERE kind = 'certification'")
    told = json.loads(str(form))
    return {item["question"] for item in [*told["items"], *told["spares"]]}


def test_nothing_that_explains_at_once_asks_what_an_open_examination_asks(office: Office, ana: Training) -> None:
    kept = open_examination(office, ana)
    for _ in range(3):
        assert not kept & set(go(ana, ana.checks.practise("M90"), wrong))
    office.clock.forward(days=8)
    assert not kept & set(go(ana, ana.checks.refresh(), right))


def test_an_examination_asks_nothing_that_open_practice_will_explain(office: Office, ana: Training) -> None:
    ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    ana.compliance.assign("tiny", Asked(everyone=True))
    learn(ana)
    practice = ana.checks.practise("M90")
    ana.checks.certify("tiny")
    ((form,),) = rows(office, "SELECT form FROM attempt WHERE kind = 'certification'")
    kept = {item["question"] for item in [*json.loads(str(form))["items"], *json.loads(str(form))["spares"]]}
    assert not kept & set(go(ana, practice, wrong))


def test_a_test_out_asks_nothing_that_an_open_check_will_explain(office: Office, ana: Training) -> None:
    check = ana.checks.start("M90")
    known = set(go(ana, ana.checks.test_out("M90"), right))
    assert not known & set(go(ana, check, right))


def test_an_open_test_out_is_not_practised(office: Office, ana: Training) -> None:
    ana.checks.test_out("M90")
    ((form,),) = rows(office, "SELECT form FROM attempt")
    kept = {item["question"] for item in json.loads(str(form))["items"]}
    assert not kept & set(go(ana, ana.checks.practise("M90"), right))


def test_a_refresher_gives_away_nothing_of_an_open_examination(office: Office, ana: Training) -> None:
    open_examination(office, ana)
    attempt = ana.checks.certify("tiny")
    for _ in range(12):
        turn = on_turn(ana, attempt)
        asked = question_of(turn.question)
        send(ana, turn, wrong(asked) if asked.objective == "M90.O3" else right(asked))
    office.clock.forward(days=8)
    first = on_turn(ana, ana.checks.refresh())
    # By name, for nothing that may be told sets the objectives apart; the one that went wrong is the last by name.
    assert question_of(first.question).objective < "M90.O3"


def test_a_module_without_questions_begins_nothing(office: Office, ana: Training) -> None:
    body = dataclasses.replace(examined_course().bodies["M90"], questions=())
    empty = Office(office.database, office.clock, dataclasses.replace(examined_course(), bodies={"M90": body}))
    there = empty.training("ana")
    for begin in (there.checks.start, there.checks.practise, there.checks.test_out):
        with pytest.raises(Conflict, match="no question to ask"):
            begin("M90")
    assert rows(office, "SELECT count(*) FROM attempt") == [(0,)]
    there.close()


def test_practice_and_a_failed_test_out_are_in_no_report(ana: Training) -> None:
    ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    ana.compliance.assign("tiny", Asked(everyone=True))
    go(ana, ana.checks.practise("M90"), wrong)
    assert ana.learn.home().tracks[0].status == Status.NOT_STARTED
    go(ana, ana.checks.test_out("M90"), wrong)
    with ana.reports.completion(Filters()) as found:
        assert [(row.attempts, row.score) for row in found] == [(0, None), (0, None)]


def test_a_failed_examination_says_nothing_of_a_verdict_with_its_reason(office: Office, ana: Training) -> None:
    kept = open_examination(office, ana)
    if "M90-T001" in kept:
        attempt = ana.checks.certify("tiny")
        halves = iter([("true", "a"), ("false", "b")])
        go(ana, attempt, lambda asked: next(halves) if asked.id == "M90-T001" else wrong(asked))
        told = [ana.checks.feedback(attempt, at) for at in ana.checks.result(attempt).positions]
        assert [part.choices for part in told if part.question == "M90-T001"] == [()]


def test_a_step_that_came_too_early_is_marked_as_well_as_the_one_that_came_too_late(office: Office) -> None:
    ordered = next(q for q in one_of_each() if q.type == "order")
    ana = only(ordered, office).training("ana")
    tell(ana)
    turn = on_turn(ana, ana.checks.start("M90"))
    said = send(ana, turn, ("act", "ask", "tell"))
    assert isinstance(said, Feedback)
    assert [(part.id, part.key, part.note) for part in said.choices] == [
        ("act", False, "belongs after 2"),
        ("ask", False, "belongs before 1"),
        ("tell", True, ""),
    ]
    ana.close()


@pytest.mark.parametrize("odd", ["\ud800", "x\udfff"])
def test_an_id_that_no_column_can_hold_is_refused_like_any_other(ana: Training, odd: str) -> None:
    attempt = ana.checks.start("M90")
    turn = on_turn(ana, attempt)
    with pytest.raises(InputError):
        ana.checks.question(odd)
    with pytest.raises(InputError):
        ana.checks.answer(attempt, turn.question, ["a"], odd)
