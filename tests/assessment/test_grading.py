"""Grading: the properties that CURRICULUM 3.1 asks of every type, and its worked examples."""

from __future__ import annotations

import contextlib
import dataclasses
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.made_up import LETTERS, OF_TYPE, common, key_of, options, questions, some_response, worse
from tests.support import question
from trainer.assessment import types
from trainer.assessment.grading import grade
from trainer.assessment.response import Response
from trainer.assessment.types.order import missed
from trainer.content.questions import (
    TYPES,
    Branch,
    Match,
    Multiple,
    MultipleScoring,
    Numeric,
    Order,
    Question,
    Single,
    Spot,
    TrueFalseReason,
)
from trainer.content.types.branch import Scene, Turn
from trainer.content.types.match import Pairing
from trainer.content.types.numeric import Answer
from trainer.content.types.order import Action
from trainer.content.types.spot import Span
from trainer.errors import InputError

EVERY = pytest.mark.parametrize("kind", TYPES)


def graded(asked: Question, chosen: Any, *, lenient: bool = False, confidence: int | None = None) -> Response:
    return grade(asked, chosen, attempt=1, position=1, request_id="r", lenient=lenient, confidence=confidence)


def score(asked: Question, chosen: Any, *, lenient: bool = False) -> float:
    return graded(asked, chosen, lenient=lenient).score


@EVERY
@given(data=st.data(), seed=st.integers(0, 2**32), lenient=st.booleans())
def test_a_score_lies_between_zero_and_one_and_twice_is_the_same(
    kind: str, data: st.DataObject, seed: int, lenient: bool
) -> None:
    asked = data.draw(OF_TYPE[kind])
    chosen = some_response(asked, random.Random(seed))
    first = graded(asked, chosen, lenient=lenient)
    assert 0 <= first.score <= 1
    assert graded(asked, chosen, lenient=lenient) == first
    assert graded(asked, first.chosen, lenient=lenient) == first, "the normal form is read as itself"
    # Leniency never takes anything away, and gives nothing to who is fully right.
    assert score(asked, chosen) <= first.score or not lenient


@EVERY
@given(data=st.data())
def test_the_key_scores_one_and_a_blank_scores_zero(kind: str, data: st.DataObject) -> None:
    asked = data.draw(OF_TYPE[kind])
    assert score(asked, key_of(asked)) == 1
    assert score(asked, []) == 0
    assert score(asked, [], lenient=True) == 0


@EVERY
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_shuffling_what_is_offered_changes_nothing(kind: str, data: st.DataObject, seed: int) -> None:
    asked, rng = data.draw(OF_TYPE[kind]), random.Random(seed)
    chosen = some_response(asked, rng)
    for field in ("options", "reasons", "items", "pairs", "units"):
        if hasattr(asked, field):
            parts = getattr(asked, field)
            shuffled = dataclasses.replace(asked, **{field: tuple(rng.sample(parts, len(parts)))})
            assert score(shuffled, chosen) == score(asked, chosen)
    if isinstance(asked, Branch):
        nodes = {
            name: Scene(text=node.text, choices=tuple(rng.sample(node.choices, len(node.choices))))
            for name, node in reversed(asked.nodes.items())
        }
        assert score(dataclasses.replace(asked, nodes=nodes), chosen) == score(asked, chosen)


@EVERY
@given(data=st.data(), seed=st.integers(0, 2**32), lenient=st.booleans())
def test_a_wrong_mark_more_never_raises_a_score(kind: str, data: st.DataObject, seed: int, lenient: bool) -> None:
    asked, rng = data.draw(OF_TYPE[kind]), random.Random(seed)
    chosen = graded(asked, some_response(asked, rng)).chosen
    spoiled = worse(asked, chosen, rng)
    if spoiled is not None:
        assert score(asked, spoiled, lenient=lenient) <= score(asked, chosen, lenient=lenient) + 1e-12


@EVERY
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_the_order_of_marks_does_not_count_where_the_type_has_none(kind: str, data: st.DataObject, seed: int) -> None:
    asked, rng = data.draw(OF_TYPE[kind]), random.Random(seed)
    chosen = some_response(asked, rng)
    if kind in ("single", "multiple", "match", "spot"):
        assert graded(asked, rng.sample(chosen, len(chosen))) == graded(asked, chosen)


@EVERY
@given(data=st.data(), junk=st.lists(st.text(max_size=5), min_size=1, max_size=4))
def test_junk_is_refused_and_never_raises_anything_else(kind: str, data: st.DataObject, junk: list[str]) -> None:
    asked = data.draw(OF_TYPE[kind])
    with contextlib.suppress(InputError):
        assert 0 <= score(asked, junk) <= 1


@EVERY
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_response_can_be_said_in_words(kind: str, data: st.DataObject, seed: int) -> None:
    asked = data.draw(OF_TYPE[kind])
    chosen = graded(asked, some_response(asked, random.Random(seed))).chosen
    words = types.of(asked).in_words(asked, chosen)
    assert words
    assert all(words)
    assert types.of(asked).in_words(asked, ()) == ()


def test_single_is_right_or_wrong() -> None:
    asked = question(key="b")
    assert [score(asked, [o]) for o in "abcd"] == [0, 1, 0, 0]


def test_multiple_is_hits_less_false_marks() -> None:
    # K = 2 keys, N = 5 options: one hit and one false mark is 1/2 - 1/3.
    asked = Multiple(**common(options=options({0, 1}, 5), choose=2))
    assert score(asked, ["a", "c"]) == pytest.approx(1 / 2 - 1 / 3)
    assert score(asked, ["a"]) == 0.5
    assert score(asked, ["c", "d"]) == 0
    whole = dataclasses.replace(asked, scoring=MultipleScoring(mode="all_or_nothing"))
    assert [score(whole, chosen) for chosen in (["a", "c"], ["a"], ["a", "b"])] == [0, 0, 1]


def test_true_false_reason_needs_both_and_practice_gives_half() -> None:
    asked = TrueFalseReason(**common(key=False, reasons=options({0}, 3)))
    answers = (("false", "a"), ("false", "b"), ("true", "a"), ("true", "b"))
    assert [score(asked, answer) for answer in answers] == [1, 0, 0, 0]
    assert [score(asked, answer, lenient=True) for answer in answers] == [1, 0.5, 0.5, 0]


_STEPS = ("report", "contain", "assess", "notify", "people", "learn")
BREACH = Order(
    **common(
        items=tuple(Action(id=name, text=name) for name in _STEPS),
        must_precede=(
            ("report", "assess"), ("report", "notify"), ("contain", "learn"), ("assess", "notify"),
            ("assess", "people"), ("notify", "learn"), ("people", "learn"),
        ),
        critical_pairs=(("report", "assess"), ("assess", "notify")),
        why="w",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("given_order", "expected"),
    [
        # Report and contain may swap places, and so may authority and people.
        ("report contain assess notify people learn", 1.0),
        ("contain report assess people notify learn", 1.0),
        # One constraint of seven missed, contain before learn, and it is not critical.
        ("report assess notify people learn contain", 6 / 7),
        # Two that are not critical.
        ("report assess notify learn people contain", 5 / 7),
        # Two of seven missed, the critical one among them: 5/7, capped.
        ("contain assess report notify people learn", 0.5),
        # Everything upside down.
        ("learn people notify assess contain report", 0.0),
    ],
)
def test_order_is_the_fraction_of_constraints_kept(given_order: str, expected: float) -> None:
    assert score(BREACH, given_order.split()) == pytest.approx(expected)


@given(st.permutations(["report", "contain", "assess", "notify", "people", "learn"]))
def test_order_counts_what_it_says_was_missed(steps: list[str]) -> None:
    broken = missed(BREACH, tuple(steps))
    assert score(BREACH, steps) <= 1 - len(broken) / 7 + 1e-12
    assert (score(BREACH, steps) == 1) == (not broken)


def test_match_is_right_pairs_over_pairs() -> None:
    names = ("storage", "minimum", "purpose", "openness", "accuracy")
    pairs = tuple(Pairing(id=LETTERS[i], left=f"l{i}", right=names[i], why="w") for i in range(4))
    asked = Match(**common(pairs=pairs, right_options={name: name for name in names}))
    assert score(asked, ["a=storage", "b=minimum", "c=purpose", "d=openness"]) == 1
    assert score(asked, ["a=minimum", "b=storage", "c=purpose", "d=openness"]) == 0.5
    assert score(asked, ["a=storage", "b=accuracy", "c=minimum", "d=purpose"]) == 0.25
    for wrong in (
        ["a=storage"],
        ["a=storage", "b=minimum", "c=purpose", "d=honesty"],
        ["a=storage"] * 4,
        ["a=storage", "b=storage", "c=purpose", "d=openness"],
    ):
        with pytest.raises(InputError):
            score(asked, wrong)


def test_branch_is_the_mean_over_the_path_and_a_critical_choice_caps_it() -> None:
    def turn(name: str, to: str, points: float, *, critical: bool = False) -> Turn:
        return Turn(id=name, next=to, score=points, text=name, why="w", critical=critical)

    nodes = {
        "n1": Scene(
            text="x", choices=(turn("a", "n2", 1.0), turn("b", "n3", 0.0, critical=True), turn("c", "n2", 0.5))
        ),
        "n2": Scene(text="x", choices=(turn("a", "end", 1.0), turn("b", "end", 0.5), turn("c", "end", 0.0))),
        "n3": Scene(text="x", choices=(turn("a", "n2", 0.9), turn("b", "end", 0.0, critical=True))),
    }
    asked = Branch(**common(start="n1", nodes=nodes, debrief="d"))
    table = {
        ("n1.a", "n2.a"): 1.0,
        ("n1.c", "n2.b"): 0.5,
        ("n1.a", "n2.c"): 0.5,
        # (0 + 0.9 + 1) / 3 is 0.63, capped at 0.5.
        ("n1.b", "n3.a", "n2.a"): 0.5,
        ("n1.b", "n3.b"): 0.0,
    }
    assert {path: score(asked, path) for path in table} == pytest.approx(table)
    for wrong in (["n1.a"], ["n2.a"], ["n1.a", "n2.a", "n2.a"], ["n1.z"]):
        with pytest.raises(InputError):
            score(asked, wrong)


def test_the_key_of_a_branch_is_the_path_that_stays_best_to_its_end() -> None:
    def turn(name: str, to: str, points: float) -> Turn:
        return Turn(id=name, next=to, score=points, text=name, why="w")

    nodes = {
        "n1": Scene(text="x", choices=(turn("a", "n2", 1.0), turn("b", "n3", 1.0))),
        "n2": Scene(text="x", choices=(turn("a", "end", 0.5), turn("b", "end", 0.0))),
        "n3": Scene(text="x", choices=(turn("a", "end", 0.0), turn("b", "end", 1.0))),
    }
    asked = Branch(**common(start="n1", nodes=nodes, debrief="d"))
    assert key_of(asked) == ("n1.b", "n3.b")
    nodes["n3"] = nodes["n2"]
    assert key_of(dataclasses.replace(asked, nodes=nodes)) == (), "the loader refuses such a one"


def test_spot_is_hits_by_weight_less_false_marks() -> None:
    spans = {"s1": Span(why="w", key=True), "s2": Span(why="w", key=True), "s3": Span(why="w", key=True, weight=2)}
    asked = Spot(
        **common(
            text="[[s1|x]] [[s2|y]] [[s3|z]] [[s4|v]] [[s5|u]]",
            spans=spans | dict.fromkeys(("s4", "s5"), Span(why="w")),
        )
    )
    assert score(asked, ["s1", "s2", "s3"]) == 1
    assert score(asked, ["s3"]) == 0.5
    assert score(asked, ["s3", "s4"]) == 0.25
    assert score(asked, ["s1", "s4", "s5"]) == 0
    assert score(asked, list(asked.spans)) == 0.5


def test_numeric_is_value_and_unit_and_practice_gives_half_for_the_value() -> None:
    asked = Numeric(**common(answer=Answer(value=22, unit="days", tolerance=1), units=("hours", "days"), why="w"))
    assert [score(asked, (value, "days")) for value in ("22", "23", "21", "24", "20.9", "022.0")] == [1, 1, 1, 0, 0, 1]
    assert (score(asked, ("22", "hours")), score(asked, ("22", "hours"), lenient=True)) == (0, 0.5)
    assert score(asked, ("30", "hours"), lenient=True) == 0
    assert graded(asked, ("+022.50", "days")).chosen == ("22.5", "days")
    assert graded(asked, ("-0", "days")).chosen == ("0", "days")
    for wrong in ("", "NaN", "1e3", "9" * 5000, "1,000", "٢٢", "22 "):
        if wrong.strip() != "22":
            with pytest.raises(InputError):
                score(asked, (wrong, "days"))
    for unit in ("weeks", ""):
        with pytest.raises(InputError):
            score(asked, ("22", unit))


@pytest.mark.parametrize("chosen", [["z"], ["a", "b"], ["a", "z"]])
def test_an_impossible_answer_is_refused(chosen: list[str]) -> None:
    with pytest.raises(InputError):
        graded(question(), chosen)


def test_more_marks_than_asked_for_are_refused() -> None:
    with pytest.raises(InputError, match="more than 2"):
        score(Multiple(**common(options=options({0, 1}, 5), choose=2)), ["a", "b", "c"])


def test_confidence_is_for_practice_and_in_three_degrees() -> None:
    assert graded(question(), ["a"], lenient=True, confidence=3).confidence == 3
    for lenient, level in ((False, 1), (True, 0), (True, 4)):
        with pytest.raises(InputError):
            graded(question(), ["a"], lenient=lenient, confidence=level)


@given(questions)
def test_every_type_says_which_parts_a_form_may_shuffle(asked: Question) -> None:
    parts = types.of(asked).shuffled(asked)
    assert len(set(parts)) == len(parts)
    assert bool(parts) != isinstance(asked, Spot | Numeric)


def test_a_response_holds_no_time_of_its_own() -> None:
    assert [f.name for f in dataclasses.fields(Response)] == [
        "attempt", "position", "question", "digest", "chosen", "score", "request_id", "confidence",
    ]  # fmt: skip


def test_the_made_up_questions_are_of_the_type_they_say() -> None:
    assert set(OF_TYPE) == set(TYPES)
    assert isinstance(question(), Single)
