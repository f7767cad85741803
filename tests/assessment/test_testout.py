"""Testing out where the answers prove mastery and something else still stands in the way."""

from __future__ import annotations

import pytest

from trainer.assessment import testout
from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import outcome
from trainer.assessment.testout import Verdict, verdict


def form(critical: str) -> Form:
    """Twenty questions on as many objectives, some of which are critical."""
    items = (
        Item(question=f"Q{n}", digest="d", objective=f"O{n}", critical=f"Q{n}" in critical.split(), options=())
        for n in range(20)
    )
    return Form(items=tuple(items), seed=1, pass_mark=80)


def answered(count: int, wrong: str = "") -> dict[str, float]:
    return {f"Q{n}": float(f"Q{n}" not in wrong.split()) for n in range(count)}


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (0, 0, Verdict.GO_ON), (8, 0, Verdict.GO_ON), (9, 0, Verdict.MASTERED),
        (12, 1, Verdict.GO_ON), (13, 1, Verdict.MASTERED), (16, 2, Verdict.GO_ON), (17, 2, Verdict.MASTERED),
        (0, 1, Verdict.GO_ON), (0, 2, Verdict.NOT_YET), (4, 3, Verdict.NOT_YET), (5, 3, Verdict.GO_ON),
        (8, 4, Verdict.NOT_YET), (9, 4, Verdict.GO_ON),
    ],
)  # fmt: skip
def test_the_boundaries_in_whole_answers(right: int, wrong: int, expected: Verdict) -> None:
    assert verdict(right, wrong) is expected


def test_no_number_of_right_answers_buys_back_a_missed_critical_question() -> None:
    assert testout.passed(form(""), answered(20, "Q3"))
    assert not testout.passed(form("Q3"), answered(20, "Q3"))
    assert outcome(AttemptKind.TEST_OUT, form("Q3"), answered(20, "Q3")).missed_critical == ("Q3",)
    assert testout.next_item(form("Q3"), answered(14, "Q3")) is None


def test_a_critical_objective_that_gave_no_question_is_owed() -> None:
    made = form("Q0 Q12 Q15")
    assert not testout.passed(made, answered(9))
    assert testout.next_item(made, answered(9)) == made.items[12]
    assert testout.next_item(made, answered(9) | {"Q12": 1.0}) == made.items[15]
    assert testout.next_item(made, answered(9) | {"Q12": 1.0, "Q15": 1.0}) is None
    assert testout.passed(made, answered(9) | {"Q12": 1.0, "Q15": 1.0})


def test_two_early_misses_end_it_whatever_is_still_owed() -> None:
    assert testout.next_item(form("Q15"), answered(2, "Q0 Q1")) is None


def test_half_an_answer_is_no_right_one() -> None:
    assert testout.next_item(form(""), {"Q0": 0.5, "Q1": 0.99}) is None
    assert not testout.passed(form(""), answered(9) | {"Q8": 0.99})
