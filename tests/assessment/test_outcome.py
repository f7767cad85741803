"""The outcome: score, pass mark, and critical questions that no score buys back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import outcome


def form(critical: list[bool], pass_mark: int = 80) -> Form:
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


def test_a_missed_critical_question_fails_a_form_of_95_percent() -> None:
    scores = {f"Q{i}": 1.0 for i in range(20)} | {"Q3": 0.5}
    judged = outcome(AttemptKind.MODULE_CHECK, form([i == 3 for i in range(20)]), scores)
    assert not judged.passed
    assert judged.missed_critical == ("Q3",)
    assert judged.percent == 97.5
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 20), scores).passed


def test_a_question_without_an_answer_counts_as_blank() -> None:
    assert outcome(AttemptKind.MODULE_CHECK, form([False] * 10), {}).percent == 0


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
