"""One question of each type: which parts a form shuffles, what is right, how an answer reads, what is no answer."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.assessment.made_up import LETTERS, common, key_of, options
from tests.support import question
from trainer.assessment import types
from trainer.assessment.grading import grade
from trainer.assessment.response import Response
from trainer.assessment.types import branch
from trainer.content.questions import (
    TYPES,
    Branch,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Question,
    Spot,
    TrueFalseReason,
)
from trainer.content.types.branch import END, Scene, Turn
from trainer.content.types.match import Pairing
from trainer.content.types.numeric import Answer
from trainer.content.types.order import Action
from trainer.content.types.spot import Span
from trainer.errors import InputError


def turn(name: str, to: str, points: float) -> Turn:
    return Turn(id=name, next=to, score=points, text=f"{name} to {to}", why="w")


SINGLE = question(key="b")
MULTIPLE = Multiple(**common(options=options({0, 2}, 4), choose=2))
REASONED = TrueFalseReason(**common(key=True, reasons=options({1}, 3)))
ORDER = Order(
    **common(
        items=tuple(Action(id=name, text=f"step {name}") for name in "cab"),
        must_precede=(("b", "a"), ("c", "a")),
        why="w",
    )
)
MATCH = Match(
    **common(
        pairs=tuple(Pairing(id=LETTERS[i], left=f"l{i}", right=f"r{1 - i}", why="w") for i in range(2)),
        right_options={name: f"text {name}" for name in ("r0", "r1", "r2")},
    )
)
BRANCH = Branch(
    **common(
        start="n2",
        nodes={
            "n2": Scene(text="x", choices=(turn("a", "end", 0.0), turn("b", "n1", 1.0))),
            "n1": Scene(text="x", choices=(turn("a", "end", 1.0), turn("b", "end", 0.5))),
        },
        debrief="d",
    )
)
SPOT = Spot(
    **common(
        text="Of [[s1|one]], [[s2|two]] and [[s3|three]].",
        spans={name: Span(why="w", key=name != "s2") for name in ("s1", "s2", "s3")},
    )
)
NUMERIC = Numeric(**common(answer=Answer(value=22.5, unit="days"), units=("hours", "days"), why="w"))

ONE_OF_EACH: tuple[Question, ...] = (SINGLE, MULTIPLE, REASONED, ORDER, MATCH, BRANCH, SPOT, NUMERIC)


def graded(asked: Question, chosen: Any, *, lenient: bool = False, confidence: int | None = None) -> Response:
    return grade(asked, chosen, attempt=7, position=3, request_id="r", lenient=lenient, confidence=confidence)


def test_there_is_one_of_each_type() -> None:
    assert {asked.type for asked in ONE_OF_EACH} == set(TYPES)


@pytest.mark.parametrize(
    ("asked", "shuffled", "key", "words"),
    [
        (SINGLE, tuple("abcd"), ("b",), ("Text b",)),
        (MULTIPLE, tuple("abcd"), ("a", "c"), ("t0", "t2")),
        (REASONED, tuple("abc"), ("true", "b"), ("true", "t1")),
        (ORDER, tuple("cab"), ("c", "b", "a"), ("step c", "step b", "step a")),
        (MATCH, ("r0", "r1", "r2"), ("a=r1", "b=r0"), ("l0: text r1", "l1: text r0")),
        (BRANCH, ("n1.a", "n1.b", "n2.a", "n2.b"), ("n2.b", "n1.a"), ("b to n1", "a to end")),
        (SPOT, (), ("s1", "s3"), ("one", "three")),
        (NUMERIC, (), ("22.5", "days"), ("22.5 days",)),
    ],
)
def test_parts_key_and_words(
    asked: Question, shuffled: tuple[str, ...], key: tuple[str, ...], words: tuple[str, ...]
) -> None:
    rules = types.of(asked)
    assert rules.shuffled(asked) == shuffled
    assert key_of(asked) == key
    assert rules.in_words(asked, key) == words


@pytest.mark.parametrize("asked", ONE_OF_EACH, ids=lambda asked: asked.type)
def test_equal_answers_are_equal_rows(asked: Question) -> None:
    key = key_of(asked)
    assert graded(asked, list(key)) == Response(
        attempt=7, position=3, question=asked.id, digest=asked.digest, chosen=key, score=1, request_id="r"
    )
    assert graded(asked, []).chosen == ()
    assert {type(graded(asked, chosen).score) for chosen in (key, ())} == {float}


def test_a_branch_stands_at_its_start_until_a_choice_is_made() -> None:
    assert [branch.scene(BRANCH, path) for path in ((), ("n2.b",), ("n2.b", "n1.a"))] == ["n2", "n1", END]


def test_nothing_is_lenient_that_is_not_asked_to_be() -> None:
    given = ["true", "a"]
    assert grade(REASONED, given, attempt=1, position=1, request_id="r").score == 0
    assert grade(REASONED, given, attempt=1, position=1, request_id="r", lenient=True).score == 0.5


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (SINGLE, ["z"]),
        (SINGLE, ["a", "b"]),
        (MULTIPLE, ["a", "z"]),
        (MULTIPLE, ["a", "b", "c"]),
        (REASONED, ["true"]),
        (REASONED, ["true", "a", "b"]),
        (REASONED, ["perhaps", "a"]),
        (REASONED, ["true", "z"]),
        (ORDER, ["a", "b"]),
        (ORDER, ["a", "b", "b"]),
        (MATCH, ["a=r0"]),
        (MATCH, ["a=r0", "z=r1"]),
        (MATCH, ["a=r0", "b=r9"]),
        (MATCH, ["a=r0", "b=r0"]),
        (MATCH, ["a=r0", "b=r1", "b=r1"]),
        (BRANCH, ["n1.a"]),
        (BRANCH, ["n2.b"]),
        (BRANCH, ["n2.a", "n1.a"]),
        (SPOT, ["s1", "s9"]),
        (NUMERIC, ["22"]),
        (NUMERIC, ["22", "days", "days"]),
        (NUMERIC, ["many", "days"]),
        (NUMERIC, ["22", "weeks"]),
    ],
)
def test_what_is_no_answer_is_refused_and_what_to_do_is_said(asked: Question, chosen: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        graded(asked, chosen)
    assert refused.value.problem.startswith(("That ", "The ", "One "))
    assert refused.value.remedy.startswith(("Choose ", "Give ", "Match ", "Put ", "Say ", "Write "))


def test_a_number_is_read_in_full_and_no_further() -> None:
    assert graded(NUMERIC, [" 22.5 ", "days"]).score == 1
    for value in ("123456789.654321", "-123456789.654321"):
        assert graded(NUMERIC, [value, "days"]).chosen == (value, "days")
    for value in ("1234567890", "1.1234567", ".5", "5.", "--5"):
        with pytest.raises(InputError):
            graded(NUMERIC, [value, "days"])


def test_a_number_just_off_by_no_more_than_floats_are_is_right() -> None:
    close = dataclasses.replace(NUMERIC, answer=Answer(value=0.0, unit="days", tolerance=0.3))
    assert graded(close, ["0.3", "days"]).score == 1
    assert graded(close, ["0.300001", "days"]).score == 0


def test_a_reason_may_be_named_like_a_verdict() -> None:
    reasons = tuple(Option(id=name, text=f"because {name}", why="w", key=name == "a") for name in ("true", "a", "b"))
    asked = dataclasses.replace(REASONED, reasons=reasons)
    assert types.of(asked).in_words(asked, ("true", "a")) == ("true", "because a")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_practice_takes_each_degree_of_confidence(level: int) -> None:
    assert graded(SINGLE, ["b"], lenient=True, confidence=level).confidence == level


@pytest.mark.parametrize(("lenient", "level"), [(False, 1), (True, 0), (True, 4)])
def test_another_degree_is_refused_and_what_to_do_is_said(lenient: bool, level: int) -> None:
    with pytest.raises(InputError) as refused:
        graded(SINGLE, ["b"], lenient=lenient, confidence=level)
    assert "1, 2 or 3" in refused.value.remedy
