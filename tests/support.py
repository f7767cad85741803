"""What many tests need: the tiny course, a clock that stands where it is put, and a Training over a fresh database."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trainer.assessment import types
from trainer.content.library import load_course
from trainer.content.models import Course
from trainer.content.questions import Multiple, Option, Question, Single
from trainer.content.source import ContentRoot
from trainer.service.check_views import Feedback, Presented
from trainer.service.people import PersonRow
from trainer.service.training import Training, in_process
from trainer.settings import Settings

TINY = Path(__file__).parent / "fixtures" / "content"
NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)


@cache
def tiny_course() -> Course:
    """Module M90 with two lessons and a dozen questions, and the track ``tiny``."""
    return load_course([ContentRoot(TINY / "modules", TINY / "question_banks")])


@dataclass
class StoppedClock:
    """Shows the same moment until it is moved."""

    now: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += dt.timedelta(**delta)


@dataclass
class Office:
    """One database and the people who come to it."""

    database: Path
    clock: StoppedClock
    course: Course
    content: Path = TINY
    """What the authors' uses work on; a copy where they may write."""
    attestation: str = "self-attested"

    def training(self, login: str = "ana", settings: Settings | None = None) -> Training:
        """The façade for one login; the caller closes it."""
        return in_process(
            database=self.database,
            roots=lambda: [ContentRoot(self.content / "modules", self.content / "question_banks")],
            load=lambda: self.course,
            settings=settings or Settings(),
            clock=self.clock,
            login=login,
        )


def keys_of(course: Course) -> Mapping[str, tuple[str, ...]]:
    """Question id to a response that is right."""
    return {q.id: types.of(q).key(q) for body in course.bodies.values() for q in body.questions}


def options_of(question: Question) -> tuple[Option, ...]:
    """The options of a question that has some."""
    assert isinstance(question, Single | Multiple), "the tiny course has only these"
    return question.options


def wrong_for(question: Question) -> tuple[str, ...]:
    """An answer without a single right option."""
    return (next(option.id for option in options_of(question) if not option.key),)


def on_turn(training: Training, attempt: str) -> Presented:
    """The question whose turn it is; there has to be one."""
    turn = training.checks.question(attempt)
    assert isinstance(turn, Presented)
    return turn


def question(qid: str = "M90-Q900", *, objective: str = "M90.O1", key: str = "a", options: str = "abcd") -> Single:
    """A question made up for a test."""
    some = tiny_course().bodies["M90"].questions[0]
    return Single(
        id=qid,
        objective=objective,
        level=some.level,
        audience=some.audience,
        refs=some.refs,
        jurisdiction=some.jurisdiction,
        law_as_of=some.law_as_of,
        stem="What is right?",
        options=tuple(Option(id=o, text=f"Text {o}", why=f"Why {o}", key=o == key) for o in options),
        digest=f"digest-{qid}",
    )


def answer_right(training: Training, course: Course, presented: Presented) -> Feedback:
    """Answer the question on turn with its key."""
    chosen = keys_of(course)[presented.question]
    said = training.checks.answer(presented.attempt, presented.question, chosen, uuid.uuid4().hex)
    assert said is not None, "a check explains at once"
    return said


def everyone(training: Training, *, unlisted: bool = True) -> list[PersonRow]:
    """Who is in the vault; this look is recorded as any other."""
    with training.people.everyone(unlisted=unlisted) as rows:
        return list(rows)


def tell(training: Training) -> None:
    """Acknowledge the notice, which comes before anything else that is recorded of a learner."""
    training.learn.begin()
    if not training.privacy.told():
        training.privacy.acknowledge(training.privacy.notice().digest)


def pass_check(training: Training, course: Course, module: str = "M90") -> str:
    """Take a module's check with every answer right; returns the attempt's id."""
    tell(training)
    attempt = training.checks.start(module)
    while isinstance(presented := training.checks.question(attempt), Presented):
        answer_right(training, course, presented)
    return attempt


def fail_check(training: Training, course: Course, module: str = "M90") -> str:
    """Take a module's check with every answer wrong; returns the attempt's id."""
    by_id = {q.id: q for body in course.bodies.values() for q in body.questions}
    tell(training)
    attempt = training.checks.start(module)
    while isinstance(presented := training.checks.question(attempt), Presented):
        training.checks.answer(attempt, presented.question, wrong_for(by_id[presented.question]), uuid.uuid4().hex)
    return attempt


def read_all(training: Training, module: str = "M90") -> None:
    """Reach the end of every lesson that is asked."""
    tell(training)
    for line in training.learn.module(module).lessons:
        training.learn.finish_lesson(module, line.id)
