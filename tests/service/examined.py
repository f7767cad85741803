"""A course with enough questions to examine: M90 of the tiny course with forty, one of each type among them."""

from __future__ import annotations

import dataclasses
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import Any

from tests.support import Office, tell, tiny_course
from trainer.assessment import types
from trainer.content import digest
from trainer.content.models import CertificationRule, Course
from trainer.content.questions import Branch, Match, Numeric, Option, Order, Question, Single, Spot, TrueFalseReason
from trainer.content.types.branch import Scene, Turn
from trainer.content.types.match import Pairing, WrongPairing
from trainer.content.types.numeric import Answer, WrongNumber
from trainer.content.types.order import Action, WrongOrder
from trainer.content.types.spot import Span
from trainer.service.check_views import LessonFirst, Presented
from trainer.service.training import Training

OBJECTIVES = ("M90.O1", "M90.O2", "M90.O3")
WHY = "Why-{0}-secret, and so on"


def _common(name: str, objective: str) -> dict[str, Any]:
    some = tiny_course().bodies["M90"].questions[0]
    kept = ("level", "audience", "refs", "jurisdiction", "law_as_of")
    critical = objective == "M90.O1"
    told = {"id": name, "objective": objective, "module": "M90", "critical": critical, "stem": f"What of {name}?"}
    return {**{field: getattr(some, field) for field in kept}, **told}


def _option(name: str, *, key: bool = False) -> Option:
    return Option(id=name, text=f"Text {name}", why=WHY.format(name), key=key)


def one_of_each() -> list[Question]:
    """One question of each type beside ``single`` and ``multiple``, on the objective that is not critical."""
    o2 = "M90.O2"
    reasons = (_option("a", key=True), _option("b"), _option("c"))
    actions = tuple(Action(id=name, text=f"Step {name}") for name in ("ask", "act", "tell"))
    mistakes = (WrongOrder(pair=("ask", "act"), why=WHY.format("order")),)
    scenes = {
        "n1": Scene(
            text="It begins.",
            choices=(
                Turn(id="a", next="n2", score=1.0, text="Ask", why=WHY.format("ask")),
                Turn(id="b", next="end", score=0.0, text="Hide", why=WHY.format("hide"), critical=True),
            ),
        ),
        "n2": Scene(
            text="It goes on.",
            choices=(
                Turn(id="a", next="end", score=1.0, text="Tell", why=WHY.format("tell")),
                Turn(id="b", next="end", score=0.5, text="Wait", why=WHY.format("wait")),
            ),
        ),
    }
    spans = {"s1": Span(why=WHY.format("s1"), key=True), "s2": Span(why=WHY.format("s2"))}
    pairs = (
        Pairing(id="a", left="Left a", right="x", why=WHY.format("pair-a")),
        Pairing(id="b", left="Left b", right="y", why=WHY.format("pair-b")),
    )
    return [
        TrueFalseReason(**_common("M90-T001", o2), key=False, reasons=reasons),
        Order(
            **_common("M90-T002", o2),
            items=actions,
            must_precede=(("ask", "act"), ("act", "tell")),
            critical_pairs=(("ask", "act"),),
            why=WHY.format("order-whole"),
            mistakes=mistakes,
        ),
        Match(
            **_common("M90-T003", o2),
            pairs=pairs,
            right_options={"x": "Right x", "y": "Right y", "z": "Right z"},
            mistakes=(WrongPairing(pair="a", right="z", why=WHY.format("mistake")),),
        ),
        Branch(**_common("M90-T004", o2), start="n1", nodes=scenes, debrief=WHY.format("debrief")),
        Spot(**_common("M90-T005", o2), text="Read [[s1|this]] and [[s2|that]].", spans=spans),
        Numeric(
            **_common("M90-T006", o2),
            answer=Answer(value=72, unit="hours"),
            units=("hours", "days"),
            why=WHY.format("number"),
            mistakes=(WrongNumber(value=3, unit="days", why=WHY.format("three")),),
        ),
    ]


@cache
def examined_course() -> Course:
    """The track ``tiny`` with an examination; 12 singles on each objective, and one of each other type."""
    singles: list[Question] = [
        Single(
            **_common(f"M90-S{number}{at:02}", objective),
            options=(_option("a", key=True), _option("b"), _option("c")),
        )
        for number, objective in enumerate(OBJECTIVES)
        for at in range(12)
    ]
    questions = [dataclasses.replace(q, digest=digest.question_digest(q)) for q in [*singles, *one_of_each()]]
    tiny = tiny_course()
    module = dataclasses.replace(tiny.modules[0], digest=digest.module_digest(tiny.modules[0], questions))
    body = dataclasses.replace(tiny.bodies["M90"], questions=tuple(questions))
    track = dataclasses.replace(tiny.tracks[0], certification=CertificationRule.EXAMINATION)
    return dataclasses.replace(tiny, modules=(module,), tracks=(track,), bodies={"M90": body})


def only(question: Question, office: Office) -> Office:
    """The same office with a course that asks nothing but this."""
    asked = dataclasses.replace(question, objective="M90.O2")
    asked = dataclasses.replace(asked, digest=digest.question_digest(asked))
    body = dataclasses.replace(examined_course().bodies["M90"], questions=(asked,))
    return Office(office.database, office.clock, dataclasses.replace(examined_course(), bodies={"M90": body}))


Answers = Callable[[Question], tuple[str, ...]]


def right(asked: Question) -> tuple[str, ...]:
    return types.of(asked).key(asked)


def wrong(asked: Question) -> tuple[str, ...]:
    """A response that scores 0, whatever the type."""
    match asked:
        case Single():
            return ("b",)
        case TrueFalseReason():
            return ("true", "b")
        case Order():
            return ("tell", "act", "ask")
        case Match():
            return ("a=z", "b=x")
        case Branch():
            return ("n1.b",)
        case Spot():
            return ("s2",)
        case Numeric():
            return ("3", "days")
    raise AssertionError(asked)


def send(training: Training, turn: Presented, given: tuple[str, ...], sure: int | None = None) -> object:
    """Send an answer; a scenario scene by scene."""
    said: object = None
    for at in range(1, len(given) + 1) if turn.asked.type == "branch" else (len(given),):
        said = training.checks.answer(turn.attempt, turn.question, given[:at], uuid.uuid4().hex, sure)
    return said


def go(training: Training, attempt: str, answers: Answers, course: Course | None = None) -> list[str]:
    """Answer to the end, reading each lesson that comes first; ids of the questions in the order asked."""
    by_id = {q.id: q for q in (course or examined_course()).bodies["M90"].questions}
    asked: list[str] = []
    while (turn := training.checks.question(attempt)) is not None:
        if isinstance(turn, LessonFirst):
            training.learn.finish_lesson(turn.module, turn.lesson)
        else:
            asked.append(turn.question)
            send(training, turn, answers(by_id[turn.question]))
    return asked


def learn(training: Training) -> None:
    """Tell, read everything and pass the module's check."""
    tell(training)
    for line in training.learn.module("M90").lessons:
        training.learn.finish_lesson("M90", line.id)
    go(training, training.checks.start("M90"), right)


def question_of(name: str) -> Question:
    """A question of the course by its id."""
    return next(q for q in examined_course().bodies["M90"].questions if q.id == name)


def rows(office: Office, sql: str) -> list[tuple[object, ...]]:
    """What the database says, read past the product."""
    with closing(sqlite3.connect(office.database)) as conn:
        return list(conn.execute(sql))
