"""Examinations, test-outs, practice and every question type in plain mode, typed line by line."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_plain import Typist
from tests.service.examined import examined_course, learn, right, wrong
from tests.support import Office, StoppedClock
from trainer.cli.plain import Plain
from trainer.cli.plain_text import Talk
from trainer.content.questions import Question
from trainer.service.asked import Asked
from trainer.service.check_views import Presented
from trainer.service.training import Training

Answers = Callable[[Question], tuple[str, ...]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "plain.db", StoppedClock(), examined_course())


@pytest.fixture
def training(office: Office) -> Iterator[Training]:
    """Ana on the roster, the track with its examination assigned, the module completed."""
    made = office.training("ana")
    made.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    made.compliance.assign("tiny", Asked(everyone=True))
    learn(made)
    yield made
    made.close()


def typed(turn: Presented, given: tuple[str, ...]) -> str:
    """What a person types for a response."""
    asked = turn.asked
    ids = [choice.id for choice in asked.choices]
    letter = {name: "abcdefgh"[at] for at, name in enumerate(ids)}
    match asked.type:
        case "true_false_reason":
            return f"{given[0]} {letter[given[1]]}"
        case "order":
            return " ".join(str(ids.index(name) + 1) for name in given)
        case "match":
            matched = [each.split("=")[1] for each in given]
            return " ".join(f"{n}{letter[name]}" for n, name in enumerate(matched, start=1))
        case "branch":
            return letter[given[len(asked.path)]]
        case "numeric":
            return " ".join(given)
    return " ".join(letter[name] for name in given)


class Sitting:
    """A person who answers whatever is asked, and goes on with Enter; ``q`` once ``until`` was shown."""

    def __init__(self, training: Training, answers: Answers, until: str, first: tuple[str, ...] = ()) -> None:
        self.training, self.answers, self.until = training, answers, until
        self.first = list(first)
        self.questions = {q.id: q for q in examined_course().bodies["M90"].questions}
        self.review = False

    def reply(self, shown: str) -> str:
        if self.first:
            return self.first.pop(0)
        if self.review and "Type v" in shown:
            return "v"
        if self.until in shown and not self.review:
            return "q"
        if self.review and "Nothing is due" in shown:
            return "q"
        if "Type " not in shown or "How sure" in shown or "to confirm" in shown:
            return ""
        open_ones = [a.id for a in self.training.learn.record().attempts if not a.finished_at]
        if not open_ones:
            return ""
        turn = self.training.checks.question(open_ones[0])
        if not isinstance(turn, Presented):
            return ""
        return typed(turn, self.answers(self.questions[turn.question]))

    def run(self) -> str:
        out = io.StringIO()
        assert Plain(self.training, Talk(Typist(out, self.reply), out, width=200)).run() == 0
        return out.getvalue()


def test_an_examination_is_taken_and_explained_at_its_end_only(training: Training) -> None:
    shown = Sitting(training, right, "You hold this track").run()
    assert "Take the examination “Tiny track” (30 questions)" in shown
    assert "Question 30 of 30" in shown
    assert "Correct." not in shown
    assert "Result of Examination: Tiny track: passed." in shown


def test_its_explanations_can_be_gone_through_at_the_end(training: Training) -> None:
    typist = Sitting(training, right, "You hold this track")
    typist.review = True
    shown = typist.run()
    assert "Type v to go through 30 explanations" in shown
    assert shown.count("Correct.") == 30


def test_a_missed_critical_question_leads_through_its_lesson_to_a_fresh_one(training: Training) -> None:
    missed: list[str] = []

    def answers(question: Question) -> tuple[str, ...]:
        if question.critical and not missed:
            missed.append(question.id)
        return wrong(question) if question.id in missed else right(question)

    shown = Sitting(training, answers, "You hold this track").run()
    assert "1 critical question to make good. You missed one on this:" in shown
    assert "Press Enter to read it, or type q to leave; this attempt waits for you." in shown
    assert "You have read this lesson to its end." in shown
    assert "Fresh question for one you missed" in shown
    assert "1 miss made good." in shown


def test_after_two_failures_it_says_what_comes_first_and_until_when(training: Training) -> None:
    first = Sitting(training, wrong, "Nothing is lost").run()
    assert "not passed." in first
    second = Sitting(training, wrong, "Nothing is lost").run()
    assert "After two tries in a row it takes a day before the next." in second
    third = Sitting(training, right, "You may try again from").run()
    assert "Lesson 1 of 2" in third
    assert "Lesson 2 of 2" in third
    assert "You may try again from 2026-07-02 12:00 UTC" in third


def test_practice_by_number_asks_how_sure_and_counts_for_nothing(training: Training) -> None:
    # The module is the first of the list; in it, practice stands after the two lessons.
    asked: dict[str, str] = {}

    def answers(question: Question) -> tuple[str, ...]:
        asked[question.id] = question.type
        return right(question)

    shown = Sitting(training, answers, "nothing follows from it", first=("1", "3")).run()
    assert "3. Practise: 5 questions, nothing counts" in shown
    # The five are drawn at random, and a scenario does not ask it.
    assert len(asked) == 5
    assert shown.count("How sure are you?") == sum(kind != "branch" for kind in asked.values())
    assert "Result of M90  A tiny module: practice: done." in shown or "practice: done." in shown
    assert "pass mark is" not in shown.split("practice: done.")[1]


def test_a_test_out_ends_as_soon_as_it_knows(office: Office) -> None:
    bo = office.training("bo")
    bo.learn.begin()
    bo.privacy.acknowledge(bo.privacy.notice().digest)
    shown = Sitting(bo, right, "This module is completed", first=("1", "3")).run()
    assert "Question 9, of 20 at most" in shown
    assert "Question 10, of 20 at most" not in shown
    again = Sitting(bo, right, "Nothing to do", first=("1",)).run()
    assert "Know it already?" not in again
    bo.close()


def test_what_cannot_begin_yet_says_why_and_goes_on(office: Office, training: Training) -> None:
    for _ in range(2):
        attempt = training.checks.certify("tiny")
        while isinstance(turn := training.checks.question(attempt), Presented):
            question = next(q for q in examined_course().bodies["M90"].questions if q.id == turn.question)
            given = wrong(question)
            training.checks.answer(attempt, turn.question, given, f"{attempt[:8]}-{turn.position}")
    shown = Sitting(training, right, "You may try again from").run()
    assert "once more" in shown
    assert office.clock.now.day == 1
