"""Whose turn it is: the form, then fresh questions for missed critical ones, and no further than it can matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.attempts import judged, mastery, objectives, pool, sit
from trainer.assessment.form import SPARES, Form, Item
from trainer.assessment.forms import draw, module_check
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import outcome
from trainer.assessment.remedy import made_good, remedies
from trainer.assessment.sequence import item_of, next_item, next_remedy

CHECK = AttemptKind.MODULE_CHECK


def item(name: str, *, critical: bool = False, objective: str = "O1") -> Item:
    return Item(question=name, digest="d", objective=objective, critical=critical, options=("a", "b"))


def form(spares: int, critical: str = "Q0", count: int = 10, pass_mark: float = 80) -> Form:
    items = tuple(item(f"Q{n}", critical=f"Q{n}" in critical.split()) for n in range(count))
    fresh = tuple(item(f"S{n}", critical=True) for n in range(spares))
    return Form(items=items, seed=1, pass_mark=pass_mark, spares=fresh)


def asked(made: Form, wrong: str, kind: AttemptKind = CHECK) -> list[str]:
    return list(sit(kind, made, lambda name: float(name not in wrong.split())))


def test_without_a_miss_the_form_is_all_there_is() -> None:
    assert asked(form(2), "") == [f"Q{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("wrong", "fresh", "passed"),
    [
        ("Q0", ["S0"], True),
        ("Q0 S0", ["S0", "S1"], True),
        ("Q0 S0 S1", ["S0", "S1"], False),
        # A question that is not critical needs no remedy.
        ("Q5", [], True),
    ],
)
def test_a_missed_critical_question_is_made_good_by_up_to_two_fresh_ones(
    wrong: str, fresh: list[str], passed: bool
) -> None:
    made = form(4)
    assert asked(made, wrong)[10:] == fresh
    found = judged(CHECK, made, lambda name: float(name not in wrong.split()))
    assert found.passed == passed
    assert found.percent == 90, "fresh questions add nothing to the score"
    assert found.missed_critical == (() if passed else ("Q0",))


def test_each_miss_has_fresh_questions_of_its_own() -> None:
    made = form(4, critical="Q0 Q1")
    assert asked(made, "Q0 Q1 S0")[10:] == ["S0", "S1", "S2"]
    assert judged(CHECK, made, lambda name: float(name not in ("Q0", "Q1", "S0"))).passed
    # The first miss cannot be made good any more: nobody is asked about the second one for nothing.
    assert asked(made, "Q0 Q1 S0 S1")[10:] == ["S0", "S1"]


def test_without_a_spare_a_miss_stands() -> None:
    assert asked(form(0), "Q0")[10:] == []
    assert not judged(CHECK, form(0), lambda name: float(name != "Q0")).passed
    assert asked(form(1), "Q0 S0")[10:] == ["S0"]


def test_a_miss_of_another_objective_takes_no_spare_of_this_one() -> None:
    items = (item("Q0", critical=True, objective="O1"), *(item(f"Q{n}", objective="O2") for n in range(1, 10)))
    made = Form(items=items, seed=1, pass_mark=80, spares=(item("S0", critical=True, objective="O3"),))
    assert asked(made, "Q0")[10:] == []


def test_nobody_is_asked_on_whose_score_cannot_pass() -> None:
    assert asked(form(4), "Q0 Q7 Q8")[10:] == []
    assert asked(form(4), "Q0 Q8")[10:] == ["S0"], "80 % is enough"


@pytest.mark.parametrize(("pass_mark", "fresh"), [(66.6, ["S0"]), (67, [])])
def test_two_of_three_is_sixty_six_and_two_thirds(pass_mark: float, fresh: list[str]) -> None:
    assert asked(form(4, count=3, pass_mark=pass_mark), "Q0")[3:] == fresh


def test_half_an_answer_to_a_critical_question_is_a_miss() -> None:
    made = form(2)
    found = sit(CHECK, made, lambda name: 0.5 if name == "Q0" else 1.0)
    assert list(found)[10:] == ["S0"]
    assert outcome(CHECK, made, found).objectives[0].made_good == 1
    assert outcome(CHECK, made, found).objectives[0].met


def two_objectives(spares: str) -> Form:
    """Q0 is critical for O0, Q1 for O1; ``0 1 1`` are spares of O0, O1 and O1."""
    items = (item("Q0", critical=True, objective="O0"), item("Q1", critical=True, objective="O1"))
    others = (item(f"Q{n}", objective="O2") for n in range(2, 10))
    fresh = (item(f"S{n}", critical=True, objective=f"O{of}") for n, of in enumerate(spares.split()))
    return Form(items=(*items, *others), seed=1, pass_mark=80, spares=tuple(fresh))


@pytest.mark.parametrize("kind", [CHECK, AttemptKind.CERTIFICATION])
def test_misses_are_made_good_in_form_order_each_by_its_own_objective(kind: AttemptKind) -> None:
    made = two_objectives("1 0 1 0")
    assert asked(made, "Q0 Q1 S1", kind)[10:] == ["S1", "S3", "S0"]
    found = judged(kind, made, lambda name: float(name not in ("Q0", "Q1", "S1")))
    assert found.passed
    assert [(line.made_good, line.met) for line in found.objectives] == [(1, True), (1, True), (0, True)]


def test_the_first_miss_is_the_one_to_make_good() -> None:
    made = form(4, critical="Q0 Q1")
    scores = {each.question: float(each.question not in ("Q0", "Q1")) for each in made.items}
    owed = next_remedy(CHECK, made, scores)
    assert owed is not None
    assert (owed.missed.question, owed.answered, owed.ahead, owed.made_good) == ("Q0", (), made.spares[0], False)
    owed = next_remedy(CHECK, made, scores | {"S0": 0.0})
    assert owed is not None
    assert (owed.missed.question, owed.answered, owed.ahead) == ("Q0", made.spares[:1], made.spares[1])
    owed = next_remedy(CHECK, made, scores | {"S0": 0.0, "S1": 1.0})
    assert owed is not None
    assert (owed.missed.question, owed.answered, owed.ahead) == ("Q1", (), made.spares[2])
    first, second = remedies(made, scores | {"S0": 0.0, "S1": 1.0, "S2": 0.0, "S3": 0.0})
    assert (first.answered, first.ahead, first.made_good) == (made.spares[:2], None, True)
    assert (second.answered, second.ahead, second.made_good) == (made.spares[2:], None, False)


def test_nobody_is_asked_on_where_another_miss_cannot_be_made_good() -> None:
    assert asked(two_objectives("0"), "Q0 Q1")[10:] == [], "there is a spare for Q0, and none for Q1"


def test_nothing_is_made_good_before_the_form_is_answered() -> None:
    made = form(4)
    assert next_remedy(CHECK, made, {}) is None
    assert next_remedy(CHECK, made, {"Q0": 0.0} | {f"Q{n}": 1.0 for n in range(1, 9)}) is None


@pytest.mark.parametrize("kind", [AttemptKind.PRACTICE, AttemptKind.REFRESHER])
def test_fresh_questions_make_nothing_good_in_practice(kind: AttemptKind) -> None:
    scores = {each.question: float(each.question != "Q0") for each in form(4).every}
    assert outcome(CHECK, form(4), scores).passed
    assert outcome(kind, form(4), scores).missed_critical == ("Q0",)


@pytest.mark.parametrize("kind", [AttemptKind.PRACTICE, AttemptKind.REFRESHER])
def test_practice_has_no_remedies(kind: AttemptKind) -> None:
    assert asked(form(4), "Q0", kind) == [f"Q{n}" for n in range(10)]
    assert not judged(kind, form(4), lambda name: float(name != "Q0")).passed


@given(st.integers(0, 2**32), st.floats(0, 1), st.sampled_from([CHECK, AttemptKind.CERTIFICATION]))
def test_every_attempt_ends_and_is_a_function_of_its_scores(seed: int, share: float, kind: AttemptKind) -> None:
    rng = random.Random(seed)
    topics = objectives(4, 2)
    made = draw(pool(topics, 8), topics, module_check(topics, 80), seed=seed)
    scores = sit(kind, made, mastery(share, rng))
    assert next_item(kind, made, scores) is None
    assert next_remedy(kind, made, scores) is None or outcome(kind, made, scores).passed is False
    found = outcome(kind, made, scores)
    used = [each for remedy in remedies(made, scores) for each in remedy.answered]
    assert len({each.question for each in used}) == len(used), "no fresh question stands for two misses"
    assert all(len(remedy.answered) <= SPARES for remedy in remedies(made, scores))
    missed = {i.question for i in made.items if i.critical and scores.get(i.question, 0) < 1}
    assert found.passed == (found.percent >= 80 - 1e-9 and missed == made_good(made, scores))
    # Whoever comes back stands at the same question.
    names = list(scores)
    for done in range(len(names)):
        there = next_item(kind, made, {name: scores[name] for name in names[:done]})
        assert there is not None
        assert there.question == names[done]


def test_an_item_is_found_by_its_question_and_another_is_an_error() -> None:
    made = form(1)
    assert [item_of(made, each.question) for each in made.every] == [*made.items, *made.spares]
    with pytest.raises(KeyError):
        item_of(made, "Q99")
