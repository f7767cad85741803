"""The other ways of being tested: checks with remedies, test-outs, practice, refreshers; scenarios scene by scene."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.service.examined import examined_course, go, learn, one_of_each, only, question_of, right, rows, send, wrong
from tests.support import Office, on_turn, tell
from trainer.assessment.kinds import AttemptKind
from trainer.content.models import Course
from trainer.content.questions import Question
from trainer.errors import Conflict, InputError
from trainer.service.check_views import Feedback, LessonFirst, Presented, Verdict
from trainer.service.training import Training
from trainer.service.views import Step


@pytest.fixture
def course() -> Course:
    return examined_course()


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    training = office.training("ana")
    tell(training)
    yield training
    training.close()


def beside(training: Training, step: Step) -> object:
    return next(each for each in training.learn.module("M90").beside if each.step == step)


def test_a_check_sends_back_for_a_critical_miss_and_explains_at_once(ana: Training) -> None:
    attempt = ana.checks.start("M90")
    missed: list[str] = []
    while isinstance(turn := ana.checks.question(attempt), Presented):
        asked = question_of(turn.question)
        miss = bool(asked.critical) and not missed
        missed += [asked.id] if miss else []
        said = send(ana, turn, wrong(asked) if miss else right(asked))
        assert isinstance(said, Feedback)
        assert any(part.key for part in said.choices)
    assert isinstance(turn, LessonFirst)
    assert turn.objective == examined_course().modules[0].objectives[0].text
    go(ana, attempt, right)
    assert ana.checks.result(attempt).passed


def test_two_failed_checks_wait_and_a_pass_ends_it(office: Office, ana: Training) -> None:
    for _ in range(2):
        go(ana, ana.checks.start("M90"), wrong)
    with pytest.raises(Conflict):
        ana.checks.start("M90")
    for lesson in ("M90.L1", "M90.L2"):
        ana.learn.finish_lesson("M90", lesson)
    assert ana.learn.module("M90").card.next.step == Step.WAIT
    office.clock.forward(hours=24)
    assert ana.learn.module("M90").card.next.step == Step.CHECK
    go(ana, ana.checks.start("M90"), right)
    assert ana.learn.module("M90").card.next.step == Step.NOTHING


def test_somebody_who_knows_it_tests_out_without_a_lesson(office: Office, ana: Training) -> None:
    attempt = ana.checks.test_out("M90")
    asked = go(ana, attempt, right)
    assert len(asked) == 9
    result = ana.checks.result(attempt)
    assert (result.passed, result.completed, result.kind) == (True, True, AttemptKind.TEST_OUT)
    assert rows(office, "SELECT left_out FROM completion") == [("[]",)]
    assert ana.learn.module("M90").card.next.step == Step.NOTHING
    assert result.positions == tuple(range(1, 10))
    assert ana.evidence.verify().faults == ()


def test_a_test_out_that_fails_costs_nothing_but_thirty_days(office: Office, ana: Training) -> None:
    attempt = ana.checks.test_out("M90")
    assert len(go(ana, attempt, wrong)) == 1, "a critical question comes first"
    assert not ana.checks.result(attempt).passed
    assert ana.learn.module("M90").card.next.step == Step.LESSON
    with pytest.raises(Conflict, match="too early"):
        ana.checks.test_out("M90")
    ana.checks.start("M90")
    office.clock.forward(days=30)
    assert ana.checks.test_out("M90") != attempt


def test_practice_proves_nothing_and_asks_how_sure_one_is(office: Office, ana: Training) -> None:
    before = rows(office, "SELECT count(*) FROM entry")
    attempt = ana.checks.practise("M90")
    sure = iter([3, 3, 1, None, 2])
    said: list[int | None] = []
    while isinstance(turn := ana.checks.question(attempt), Presented):
        # The five are drawn at random; a scenario among them asks nobody how sure they are.
        assert turn.asks_confidence == (turn.asked.type != "branch")
        how = next(sure) if turn.asks_confidence else None
        answers = wrong if how and not any(said) else right
        send(ana, turn, answers(question_of(turn.question)), how)
        said.append(how)
    result = ana.checks.result(attempt)
    assert result.calibration == "You were sure of 1 that was wrong; start there."
    assert result.sure_and_wrong == 1
    assert rows(office, "SELECT confidence FROM response ORDER BY position") == [(how,) for how in said]
    assert rows(office, "SELECT count(*) FROM entry") == before
    assert rows(office, "SELECT count(*) FROM completion") == [(0,)]
    assert [line.said for line in ana.learn.record().attempts] == ["done"]
    assert ana.evidence.verify().faults == ()


def test_how_sure_one_is_is_no_business_of_a_check(ana: Training) -> None:
    attempt = ana.checks.start("M90")
    turn = on_turn(ana, attempt)
    assert not turn.asks_confidence
    with pytest.raises(InputError):
        send(ana, turn, right(question_of(turn.question)), 3)


def test_refreshers_come_in_time_with_what_one_was_sure_of_first(office: Office, ana: Training) -> None:
    learn(ana)
    with pytest.raises(InputError):
        ana.checks.take(ana.learn.home().next)
    office.clock.forward(days=6)
    assert ana.learn.home().more == ()
    practice = ana.checks.practise("M90")
    while isinstance(turn := ana.checks.question(practice), Presented):
        asked = question_of(turn.question)
        weak = asked.objective == "M90.O3"
        send(ana, turn, wrong(asked) if weak else right(asked), 3 if weak else None)
    office.clock.forward(days=1)
    (due,) = ana.learn.home().more
    assert due.step == Step.REFRESH
    attempt = ana.checks.take(due)
    asked_now = go(ana, attempt, right)
    assert len(asked_now) == 5
    assert question_of(asked_now[0]).objective == "M90.O3"
    assert {question_of(name).objective for name in asked_now} == {"M90.O1", "M90.O2", "M90.O3"}
    assert ana.learn.home().more == ()
    office.clock.forward(days=23)
    assert ana.learn.home().more[0].step == Step.REFRESH


def test_nothing_completed_is_nothing_to_refresh(ana: Training) -> None:
    with pytest.raises(Conflict, match="nothing to refresh"):
        ana.checks.refresh()


@pytest.mark.parametrize("asked", one_of_each(), ids=lambda q: q.type)
def test_each_type_is_asked_answered_explained_and_recorded(office: Office, asked: Question) -> None:
    for answers, verdict in ((right, Verdict.RIGHT), (wrong, Verdict.WRONG)):
        training = only(asked, office).training(f"login-{verdict[:3]}")
        tell(training)
        attempt = training.checks.start("M90")
        turn = on_turn(training, attempt)
        said = send(training, turn, answers(asked))
        assert isinstance(said, Feedback)
        assert said.verdict == verdict
        assert said.choices
        # A verdict's explanation is its reason; a step in its place needs none.
        assert all(part.why or part.note or said.why or part.key or part.label in "tf" for part in said.choices)
        assert all(part.key for part in said.choices if part.chosen) == (verdict == Verdict.RIGHT)
        (row,) = rows(office, "SELECT chosen, score FROM response WHERE attempt = (SELECT max(n) FROM attempt)")
        assert (tuple(json.loads(str(row[0]))), row[1]) == (answers(asked), float(verdict == Verdict.RIGHT))
        assert repr(turn).count("secret") == 0
        training.close()


def test_a_scenario_is_recorded_scene_by_scene_and_nothing_is_taken_back(office: Office) -> None:
    scenario = next(q for q in one_of_each() if q.type == "branch")
    there = only(scenario, office)
    ana = there.training("ana")
    tell(ana)
    attempt = ana.checks.start("M90")
    first = on_turn(ana, attempt)
    assert (first.asked.scene, first.asked.path) == ("It begins.", ())
    assert "It goes on." not in repr(first)
    assert ana.checks.answer(attempt, first.question, ["n1.a"], "one") is None
    assert ana.checks.answer(attempt, first.question, ["n1.a"], "one") is None, "the same again is harmless"
    with pytest.raises(Conflict, match="another answer"):
        ana.checks.answer(attempt, first.question, ["n1.b"], "one")
    with pytest.raises(Conflict, match="another scene"):
        ana.checks.answer(attempt, first.question, ["n1.b"], "two")
    ana.close()
    again = there.training("ana")
    second = on_turn(again, attempt)
    assert second.asked.scene == "It goes on."
    assert [(scene.text, scene.choice) for scene in second.asked.played] == [("It begins.", "Ask")]
    assert second.position == 1
    for wrong_path in (["n1.a", "n2.z"], ["n2.a"], ["n1.a"]):
        with pytest.raises((Conflict, InputError)):
            again.checks.answer(attempt, second.question, wrong_path, "three")
    said = again.checks.answer(attempt, second.question, ["n1.a", "n2.b"], "four")
    assert said is not None
    assert said.verdict == Verdict.PARTLY
    assert said.why.startswith("Why-debrief")
    assert {part.group for part in said.choices} == {"It begins.", "It goes on."}
    assert again.checks.answer(attempt, second.question, ["n1.a", "n2.b"], "four") == said
    assert rows(office, "SELECT count(*) FROM step") == [(0,)]
    again.close()


def test_a_question_met_anywhere_is_not_drawn_while_others_remain(office: Office, ana: Training) -> None:
    learn(ana)
    first = {str(name) for (name,) in rows(office, "SELECT question FROM response")}
    practised = go(ana, ana.checks.practise("M90"), right)
    assert not first & set(practised)


def test_a_test_out_that_ended_early_has_shown_only_what_was_answered(office: Office, ana: Training) -> None:
    attempt = ana.checks.test_out("M90")
    (name,) = go(ana, attempt, wrong)
    ((form,),) = rows(office, "SELECT form FROM attempt")
    unseen = {item["question"] for item in json.loads(str(form))["items"]} - {name}
    drawn = go(ana, ana.checks.start("M90"), right)
    assert name not in drawn
    assert unseen & set(drawn), "they may be drawn all the same"
