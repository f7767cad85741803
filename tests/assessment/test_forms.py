"""Drawing forms: balanced, seeded, fair to people who come again."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from tests.support import question
from trainer.assessment.form import SPARES, Form
from trainer.assessment.forms import attestation, certification, draw, module_check, practice
from trainer.assessment.forms import test_out as out_plan
from trainer.content.codec import from_plain, to_plain
from trainer.content.models import Objective
from trainer.content.questions import Question


def objectives(count: int, critical: int) -> list[Objective]:
    return [Objective(id=f"M90.O{i}", text="x", critical=i <= critical) for i in range(1, count + 1)]


def pool(asked: list[Objective], each: int) -> list[Question]:
    return [question(f"{o.id}-Q{n:02}", objective=o.id) for o in asked for n in range(each)]


def draw_check(questions: list[Question], asked: list[Objective], *, seed: int, met: Collection[str] = ()) -> Form:
    return draw(questions, asked, module_check(asked, 80), seed=seed, met=met)


@given(st.integers(1, 8), st.integers(0, 8), st.integers(1, 12), st.integers(0, 2**32))
def test_a_form_is_balanced_and_asks_nothing_twice(count: int, critical: int, each: int, seed: int) -> None:
    asked = objectives(count, critical)
    form = draw_check(pool(asked, each), asked, seed=seed)
    ids = [item.question for item in form.items]
    assert len(ids) == len(set(ids)) == min(max(10, 2 * count), each * count)
    shares = Counter(item.objective for item in form.items)
    assert set(shares) == {o.id for o in asked}
    # A small pool keeps back what a missed critical question will need, and so is less even.
    if each - SPARES >= len(ids) / count:
        assert max(shares.values()) - min(shares.values()) <= 1


@given(st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_form_whatever_the_pool_s_order(seed: int) -> None:
    asked = objectives(5, 3)
    questions = pool(asked, 6)
    assert draw_check(questions, asked, seed=seed) == draw_check(questions[::-1], asked, seed=seed)


@given(st.integers(0, 2**32))
def test_critical_objectives_get_the_odd_question(seed: int) -> None:
    asked = objectives(4, 2)
    form = draw_check(pool(asked, 6), asked, seed=seed)
    shares = Counter(item.objective for item in form.items)
    assert [shares[o.id] for o in asked] == [3, 3, 2, 2]
    assert all(item.critical == (item.objective in {"M90.O1", "M90.O2"}) for item in form.items)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_a_second_form_repeats_nothing_while_others_remain(first: int, second: int) -> None:
    asked = objectives(5, 3)
    questions = pool(asked, 4)
    met = {item.question for item in draw_check(questions, asked, seed=first).items}
    again = {item.question for item in draw_check(questions, asked, seed=second, met=met).items}
    assert not met & again


@given(st.integers(1, 8), st.integers(0, 8), st.integers(1, 12), st.integers(0, 2**32))
def test_what_is_new_is_asked_two_an_objective_and_at_least_five(
    count: int, critical: int, each: int, seed: int
) -> None:
    changed = objectives(count, critical)
    others = [Objective(id=f"M90.O{n}", text="x") for n in (91, 92)]
    form = draw(pool([*changed, *others], each), changed, attestation(changed, 80), seed=seed)
    ids = [item.question for item in form.items]
    assert len(ids) == len(set(ids)) == min(max(5, 2 * count), each * count)
    assert {item.objective for item in form.items} == {o.id for o in changed}
    assert all(item.critical for item in form.spares)
    assert not set(ids) & {item.question for item in form.spares}


def test_a_form_from_before_it_could_be_about_what_is_new_has_the_same_bytes() -> None:
    form = draw_check(pool(objectives(2, 1), 6), objectives(2, 1), seed=1)
    said = to_plain(form, sparse=True)
    assert "attests" not in said
    assert from_plain(Form, json.loads(json.dumps(said))) == form
    attesting = dataclasses.replace(form, attests=("M90.O1",))
    assert from_plain(Form, json.loads(json.dumps(to_plain(attesting, sparse=True)))) == attesting


def test_a_retired_question_is_never_drawn() -> None:
    asked = objectives(1, 0)
    questions = [dataclasses.replace(q, retired=q.id.endswith("00")) for q in pool(asked, 11)]
    form = draw_check(questions, asked, seed=1)
    assert "M90.O1-Q00" not in {item.question for item in form.items}


def test_options_are_shown_in_every_order() -> None:
    asked = objectives(1, 0)
    questions = pool(asked, 10)
    orders = {item.options for seed in range(60) for item in draw_check(questions, asked, seed=seed).items}
    assert len(orders) == 24


def test_a_check_is_mixed_anew_by_each_seed() -> None:
    asked = objectives(5, 2)
    questions = pool(asked, 6)
    orders = {tuple(i.objective for i in draw_check(questions, asked, seed=seed).items) for seed in range(20)}
    assert len(orders) == 20


def test_only_critical_objectives_keep_questions_back() -> None:
    asked = objectives(4, 1)
    form = draw_check(pool(asked, 3), asked, seed=1)
    shares = Counter(item.objective for item in form.items)
    assert [shares[o.id] for o in asked] == [1, 3, 3, 3]
    assert [item.objective for item in form.spares] == ["M90.O1"] * SPARES


def test_each_critical_question_has_spares_of_its_own() -> None:
    asked = objectives(5, 1)
    form = draw_check(pool(asked, 9), asked, seed=1)
    assert [item.objective for item in form.items].count("M90.O1") == 2
    assert [item.objective for item in form.spares] == ["M90.O1"] * 2 * SPARES


def test_a_critical_objective_that_has_no_more_than_its_spares_is_asked_about_all_the_same() -> None:
    few, *others = objectives(5, 1)
    form = draw_check(pool([few], SPARES) + pool(others, 9), [few, *others], seed=1)
    assert len(form.items) == 10
    assert [item.objective for item in form.items].count("M90.O1") == 1
    assert [item.objective for item in form.spares] == ["M90.O1"]


def test_who_is_asked_about_first_among_equals_is_a_matter_of_lot() -> None:
    # 38 of 40 questions are about critical objectives: two are left for the ten others.
    asked = objectives(48, 38)
    questions = pool(asked, 4)
    drawn = [draw(questions, asked, certification(asked, 80), seed=seed) for seed in range(20)]
    chosen = {frozenset(item.objective for item in form.items if not item.critical) for form in drawn}
    assert {len(each) for each in chosen} == {2}
    assert len(frozenset[str]().union(*chosen)) == 10


def test_a_form_without_spares_may_ask_all_there_is() -> None:
    asked = objectives(2, 2)
    for plan in (out_plan(80), practice(80)):
        form = draw(pool(asked, 2), asked, plan, seed=1)
        assert len(form.items) == 4
        assert form.spares == ()


def test_a_drawn_form_is_frozen_through_and_through() -> None:
    asked = objectives(3, 2)
    first, second = (draw_check(pool(asked, 9), asked, seed=1) for _ in range(2))
    assert len({first, second}) == 1, "it hashes, so nothing in it can change"
