"""The outcome: score, pass mark, and critical questions that no score buys back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import outcome
from trainer.assessment.scoring import full


def form(critical: list[bool], pass_mark: float = 80) -> Form:
    items = tuple(
        Item(question=f"Q{i}", digest="d", objective=f"O{i % 3}", critical=c, options=("a", "b"))
        for i, c in enumerate(critical)
    )
    return Form(items=items, seed=1, pass_mark=pass_mark)


def test_eighty_percent_in_exact_arithmetic_passes_in_floats() -> None:
    # 5 x 0.1 + 5 x 1.0 ... many sums of fractions that fall a hair short of the mark.
    scores = {f"Q{i}": 1 / 3 if i < 3 else 1.0 for i in range(10)}
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 10), scores).passed
    assert not outcome(AttemptKind.MODULE_CHECK, form([False] * 10, pass_mark=81), scores).passed


def test_what_floats_lose_fails_nobody_and_what_is_missing_is_not_given() -> None:
    assert 100 * 0.57 < 57
    assert outcome(AttemptKind.MODULE_CHECK, form([False], pass_mark=57), {"Q0": 0.57}).passed
    tenths = {f"Q{i}": 0.8 for i in range(10)}
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 10), tenths).passed
    assert not outcome(AttemptKind.MODULE_CHECK, form([False] * 10), tenths | {"Q0": 0.79999}).passed
    assert full({"Q0": 1 - 1e-12}, "Q0")
    assert not full({"Q0": 0.9999}, "Q0")
    assert not full({}, "Q0")


def test_a_missed_critical_question_fails_a_form_of_95_percent() -> None:
    scores = {f"Q{i}": 1.0 for i in range(20)} | {"Q3": 0.5}
    judged = outcome(AttemptKind.MODULE_CHECK, form([i == 3 for i in range(20)]), scores)
    assert not judged.passed
    assert judged.missed_critical == ("Q3",)
    assert judged.percent == 97.5
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 20), scores).passed


def test_a_question_without_an_answer_counts_as_blank() -> None:
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 10), {}).percent == 0


def test_a_check_counts_what_was_not_answered_as_wrong() -> None:
    judged = outcome(AttemptKind.MODULE_CHECK, form([False] * 10), {f"Q{i}": 1.0 for i in range(5)})
    assert judged.percent == 50
    assert [(line.objective, line.points, line.asked) for line in judged.objectives] == [
        ("O0", 2, 4), ("O1", 2, 3), ("O2", 1, 3),
    ]  # fmt: skip


def test_a_test_out_counts_only_what_was_asked() -> None:
    judged = outcome(AttemptKind.TEST_OUT, form([False] * 20), {f"Q{i}": 1.0 for i in range(9)})
    assert judged.passed
    assert judged.percent == 100
    assert [line.asked for line in judged.objectives] == [3, 3, 3]


@pytest.mark.parametrize(("pass_mark", "met"), [(66, True), (66.6, True), (66.7, False), (67, False)])
def test_an_objective_is_met_at_the_pass_mark(pass_mark: float, met: bool) -> None:
    # Q0, Q3 and Q6 are about O0: two of three are right.
    scores = {f"Q{i}": float(i != 3) for i in range(9)}
    first, *others = outcome(AttemptKind.MODULE_CHECK, form([False] * 9, pass_mark=pass_mark), scores).objectives
    assert (first.objective, first.critical, first.points, first.met) == ("O0", False, 2, met)
    assert all(line.met for line in others)


def test_a_critical_objective_is_met_by_every_one_of_its_questions_only() -> None:
    scores = {f"Q{i}": float(i != 3) for i in range(9)}
    judged = outcome(AttemptKind.MODULE_CHECK, form([i % 3 < 2 for i in range(9)], pass_mark=50), scores)
    assert [(line.objective, line.critical, line.met) for line in judged.objectives] == [
        ("O0", True, False), ("O1", True, True), ("O2", False, True),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=40))
def test_one_more_right_answer_never_takes_a_pass_away(cases: list[tuple[bool, float]]) -> None:
    asked = form([critical for critical, _ in cases])
    scores = {f"Q{i}": score for i, (_, score) in enumerate(cases)}
    before = outcome(AttemptKind.MODULE_CHECK, asked, scores)
    after = outcome(AttemptKind.MODULE_CHECK, asked, scores | {"Q0": 1.0})
    assert after.percent >= before.percent - 1e-9
    assert after.passed or not before.passed
    assert 0 <= before.percent <= 100
    assert sum(line.asked for line in before.objectives) == len(cases)
