"""Grading: the properties that CURRICULUM 3.1 and issue 4 ask of every type."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import question
from trainer.assessment.grading import grade
from trainer.assessment.response import Response
from trainer.content.questions import Multiple, MultipleScoring, Option, Question
from trainer.errors import InputError

LETTERS = "abcdefgh"


@st.composite
def questions(draw: st.DrawFn) -> Question:
    count = draw(st.integers(2, 8))
    single = draw(st.booleans()) or count < 3
    keys = (
        {draw(st.integers(0, count - 1))}
        if single
        else draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    )
    options = tuple(Option(id=LETTERS[i], text=f"t{i}", why=f"w{i}", key=i in keys) for i in range(count))
    base = question()
    if single:
        return dataclasses.replace(base, options=options)
    common = {f.name: getattr(base, f.name) for f in dataclasses.fields(base) if f.name not in {"options", "type"}}
    scoring = draw(st.sampled_from([MultipleScoring(mode="partial"), MultipleScoring(mode="all_or_nothing")]))
    return Multiple(**common, options=options, choose=len(keys), scoring=scoring)


def key_of(asked: Question) -> list[str]:
    return [o.id for o in asked.options if o.key]


def score(asked: Question, chosen: list[str]) -> float:
    return grade(asked, chosen, attempt=1, position=1, request_id="r").score


@st.composite
def answered(draw: st.DrawFn) -> tuple[Question, list[str]]:
    asked = draw(questions())
    most = asked.choose if isinstance(asked, Multiple) else 1
    return asked, draw(st.lists(st.sampled_from([o.id for o in asked.options]), unique=True, max_size=most))


@given(answered())
def test_a_score_lies_between_zero_and_one_and_grading_twice_gives_the_same(case: tuple[Question, list[str]]) -> None:
    asked, chosen = case
    assert 0 <= score(asked, chosen) <= 1
    assert grade(asked, chosen, attempt=1, position=1, request_id="r") == grade(
        asked, chosen, attempt=1, position=1, request_id="r"
    )


@given(questions())
def test_the_key_scores_one_and_a_blank_scores_zero(asked: Question) -> None:
    assert score(asked, key_of(asked)) == 1
    assert score(asked, []) == 0


@given(answered(), st.randoms())
def test_shuffling_options_and_choice_changes_nothing(case: tuple[Question, list[str]], rng: random.Random) -> None:
    asked, chosen = case
    shuffled = dataclasses.replace(asked, options=tuple(rng.sample(asked.options, len(asked.options))))
    assert score(shuffled, rng.sample(chosen, len(chosen))) == score(asked, chosen)


@given(answered())
def test_adding_a_wrong_mark_never_raises_a_score(case: tuple[Question, list[str]]) -> None:
    asked, chosen = case
    if isinstance(asked, Multiple) and len(chosen) < asked.choose:
        for option in asked.options:
            if not option.key and option.id not in chosen:
                assert score(asked, [*chosen, option.id]) <= score(asked, chosen)


def test_partial_credit_is_hits_less_false_marks() -> None:
    base = question(options="abcde")
    common = {f.name: getattr(base, f.name) for f in dataclasses.fields(base) if f.name not in {"options", "type"}}
    options = tuple(Option(id=o, text=o, why=o, key=o in "ab") for o in "abcde")
    asked = Multiple(**common, options=options, choose=2)
    # K = 2 keys, N = 5 options: one hit and one false mark is 1/2 - 1/3.
    assert score(asked, ["a", "c"]) == pytest.approx(1 / 2 - 1 / 3)
    assert score(asked, ["c", "d"]) == 0
    whole = dataclasses.replace(asked, scoring=MultipleScoring(mode="all_or_nothing"))
    assert score(whole, ["a", "c"]) == 0


@pytest.mark.parametrize("chosen", [["z"], ["a", "b"], ["a", "z"]])
def test_an_impossible_answer_is_refused(chosen: list[str]) -> None:
    with pytest.raises(InputError):
        grade(question(), chosen, attempt=1, position=1, request_id="r")


def test_equal_answers_are_equal_rows() -> None:
    base = question(options="abcde")
    common = {f.name: getattr(base, f.name) for f in dataclasses.fields(base) if f.name not in {"options", "type"}}
    asked = Multiple(**common, options=tuple(Option(id=o, text=o, why=o, key=o in "ab") for o in "abcde"), choose=2)
    one = grade(asked, ["b", "a"], attempt=1, position=1, request_id="r")
    assert one == grade(asked, ["a", "b"], attempt=1, position=1, request_id="r")
    assert one.chosen == ("a", "b")


def test_a_response_holds_no_time_of_its_own() -> None:
    assert [f.name for f in dataclasses.fields(Response)] == [
        "attempt", "position", "question", "digest", "chosen", "score", "request_id",
    ]  # fmt: skip
