"""Item states: each limit of the curriculum, on either side of it, and the reasons told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.assessment.item_states import ItemState, Verdict, state
from trainer.assessment.statistics import ItemStatistics, OptionStatistics, Sitting, item_statistics

GOOD = ItemStatistics(
    question="Q", sittings=30, facility=0.7, standard_deviation=0.46, intended_weight=10, effective_weight=10,
    item_rest=0.4, interval=(0.05, 0.66), discriminative_efficiency=50, choices=0, options=(),
)  # fmt: skip


def with_options(choices: int, *options: tuple[str, float, float | None]) -> ItemStatistics:
    lines = tuple(OptionStatistics(option=o, share=share, discrimination=r) for o, share, r in options)
    return replace(GOOD, sittings=max(30, choices), choices=choices, options=lines)


def test_the_words_are_those_of_the_curriculum() -> None:
    assert [s.value for s in ItemState] == ["insufficient", "ok", "review", "quarantine"]


def test_a_good_question_needs_no_reason() -> None:
    assert state(GOOD, key=("a",), before=0.5) == Verdict(state=ItemState.OK, reasons=())


def test_29_first_attempts_condemn_nothing() -> None:
    judged = state(replace(GOOD, sittings=29, facility=0, item_rest=-1))
    assert judged == Verdict(
        state=ItemState.INSUFFICIENT, reasons=("29 first attempts so far; a question is judged from 30 on.",)
    )
    assert state(replace(GOOD, sittings=30, facility=0, item_rest=-1)).state is ItemState.QUARANTINE
    assert state(replace(GOOD, sittings=31, facility=0, item_rest=None)).state is ItemState.REVIEW


def test_a_question_worth_nothing_cannot_be_judged() -> None:
    judged = state(replace(GOOD, facility=None, item_rest=None))
    assert judged == Verdict(state=ItemState.INSUFFICIENT, reasons=("It is worth 0, so its scores say nothing.",))


@pytest.mark.parametrize(
    ("item_rest", "expected"),
    [
        (-1, "quarantine"), (-0.001, "quarantine"), (-1.5e-9, "quarantine"), (-1e-9, "review"),
        (-1e-17, "review"), (0, "review"), (0.199, "review"),
        (0.2 - 1e-15, "ok"), (0.2, "ok"), (1, "ok"), (None, "ok"),
    ],
)  # fmt: skip
def test_the_limits_of_the_item_rest_correlation(item_rest: float | None, expected: str) -> None:
    assert state(replace(GOOD, item_rest=item_rest)).state == expected


def test_the_correlation_is_told_with_its_interval() -> None:
    assert state(replace(GOOD, item_rest=0.1, interval=(-0.27, 0.44))).reasons == (
        "It hardly tells strong from weak (r 0.10, 95 % interval -0.27 to 0.44; 0.20 wanted): look at the wording.",
    )
    assert state(replace(GOOD, item_rest=-0.3, interval=None)).reasons == (
        "People who do well on the rest tend to miss it (r -0.30, 95 % interval -1.00 to 1.00): recheck the key.",
    )


@pytest.mark.parametrize(
    ("facility", "expected"),
    [(0, "review"), (0.299, "review"), (0.3 - 1e-15, "ok"), (0.3, "ok"), (0.9, "ok"), (0.95, "ok"), (1, "ok")],
)
def test_a_hard_question_is_looked_at_an_easy_one_is_not(facility: float, expected: str) -> None:
    assert state(replace(GOOD, facility=facility)).state == expected


def test_a_hard_question_says_how_hard() -> None:
    assert state(replace(GOOD, facility=0.2345)).reasons == (
        "Only 23.4 % right (at least 30 % wanted): check the key and the wording.",
    )


@pytest.mark.parametrize(
    ("facility", "before", "expected"),
    [
        (0.96, 0.96, "review"), (1, 1, "review"), (0.951, 0.951, "review"), (0.95 + 1e-15, 1, "ok"), (0.95, 1, "ok"),
        (1, 0.95, "ok"), (1, 0.95 + 1e-15, "ok"), (1, 0.4, "ok"), (1, 0, "ok"), (1, None, "ok"),
    ],
)  # fmt: skip
def test_an_easy_question_is_looked_at_only_if_it_was_easy_before(
    facility: float, before: float | None, expected: str
) -> None:
    judged = state(replace(GOOD, facility=facility), before=before)
    assert judged.state == expected


def test_an_easy_question_says_how_easy_it_was_before() -> None:
    assert state(replace(GOOD, facility=0.98), before=0.97).reasons == (
        "97 % right before training and 98 % after: it tests nothing taught.",
    )


@pytest.mark.parametrize(
    ("choices", "share", "expected"),
    [
        (100, 0.04, "review"), (101, 0.0, "review"), (100, 0.05, "ok"), (100, 0.05 - 1e-15, "ok"), (100, 0.2, "ok"),
        (99, 0.0, "ok"),
    ],
)  # fmt: skip
def test_an_idle_distractor_is_named_from_100_choices_on(choices: int, share: float, expected: str) -> None:
    judged = state(with_options(choices, ("a", 0.7, 0.4), ("b", share, None)), key=("a",))
    assert judged.state == expected


@pytest.mark.parametrize(
    ("discrimination", "expected"), [(0.3, "review"), (1e-17, "ok"), (0, "ok"), (-0.3, "ok"), (None, "ok")]
)
def test_a_distractor_that_stronger_people_choose(discrimination: float | None, expected: str) -> None:
    judged = state(with_options(30, ("a", 0.7, 0.4), ("b", 0.3, discrimination)), key=("a",))
    assert judged.state == expected


def test_a_key_is_no_distractor_and_without_a_key_no_option_is_judged() -> None:
    item = with_options(100, ("a", 0.01, 0.4), ("b", 0.01, 0.4))
    assert state(item, key=("a", "b")).state is ItemState.OK
    assert state(item).state is ItemState.OK


def test_distractors_are_named_each_with_what_is_wrong() -> None:
    item = with_options(100, ("b", 0.01, 0.125), ("a", 0.7, 0.4), ("c", 0.04, -0.2))
    assert state(item, key=("a",)).reasons == (
        "Option b is chosen by 1 %: replace it, or drop it.",
        "Option b, marked wrong, is chosen by people who do well on the rest (r 0.12): check that it is wrong.",
        "Option c is chosen by 4 %: replace it, or drop it.",
    )


def test_the_worst_finding_decides_and_every_finding_is_told() -> None:
    item = replace(with_options(100, ("a", 0.2, -0.4), ("b", 0.8, 0.4)), facility=0.2, item_rest=-0.4)
    judged = state(item, key=("a",))
    assert judged.state is ItemState.QUARANTINE
    assert [reason.split()[0] for reason in judged.reasons] == ["People", "Only", "Option"]


def test_a_weak_and_hard_question_tells_both_the_correlation_first() -> None:
    judged = state(replace(GOOD, facility=0.2, item_rest=0.1))
    assert judged.state is ItemState.REVIEW
    assert [reason.split()[0] for reason in judged.reasons] == ["It", "Only"]


def test_a_question_with_the_wrong_key_is_caught_from_sittings_alone() -> None:
    # Twenty strong people choose b, ten weak ones a; the bank says a.
    strong = Sitting(scores={"Q": 0, "R": 1, "S": 1}, chosen={"Q": ("b",)})
    weak = Sitting(scores={"Q": 1, "R": 0, "S": 1}, chosen={"Q": ("a",)})
    item = item_statistics([strong] * 20 + [weak] * 10, options={"Q": ("a", "b", "c")})[0]
    judged = state(item, key=("a",))
    assert judged.state is ItemState.QUARANTINE
    assert [reason.split()[0] for reason in judged.reasons] == ["People", "Option"]
    assert judged.reasons[1].startswith("Option b, marked wrong")


@given(
    st.integers(0, 200), st.one_of(st.none(), st.floats(0, 1)), st.one_of(st.none(), st.floats(-1, 1)),
    st.floats(0, 1), st.one_of(st.none(), st.floats(0, 1)),
)  # fmt: skip
def test_a_state_other_than_ok_has_reasons(
    sittings: int, facility: float | None, item_rest: float | None, share: float, before: float | None
) -> None:
    item = replace(
        with_options(sittings, ("a", share, item_rest)), sittings=sittings, facility=facility, item_rest=item_rest
    )
    judged = state(item, key=("b",), before=before)
    assert (judged.state is ItemState.OK) == (judged.reasons == ())
    assert all(reason.endswith(".") for reason in judged.reasons)
    if sittings < 30:
        assert judged.state is ItemState.INSUFFICIENT
