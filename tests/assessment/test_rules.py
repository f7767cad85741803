"""The smaller rules: waiting, refreshing, confidence, cut scores, certification forms, test-outs."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.attempts import judged, objectives, pool, response, sit
from tests.support import question
from trainer.assessment import refresher, testout
from trainer.assessment.angoff import cut_score
from trainer.assessment.confidence import calibration, mark
from trainer.assessment.form import CERTIFICATION, Form, Item, certification_size
from trainer.assessment.forms import certification, draw, module_check, practice, rounds
from trainer.assessment.forms import test_out as out_plan
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import outcome
from trainer.assessment.retry import Ended, failures, may_start, must_read_first
from trainer.assessment.spacing import LADDER, due_on
from trainer.content.checker.pools import EXAMINATION

NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
CHECK = AttemptKind.MODULE_CHECK


def history(marks: str) -> list[Ended]:
    """``fpf``: a failure, a pass, a failure, a day apart; the last ends at noon."""
    last = len(marks) - 1
    return [Ended(at=NOON - dt.timedelta(days=last - n), passed=m == "p") for n, m in enumerate(marks)]


@pytest.mark.parametrize(
    ("marks", "failed", "waits"),
    [
        ("", 0, False), ("p", 0, False), ("f", 1, False), ("ff", 2, True), ("fff", 3, False), ("ffff", 4, True),
        ("fpf", 1, False), ("fpff", 2, True), ("ffp", 0, False),
    ],
)  # fmt: skip
def test_every_second_failure_in_a_row_asks_for_the_lesson_and_a_day(marks: str, failed: int, waits: bool) -> None:
    ended = history(marks)
    assert failures(ended) == failed
    for kind in (CHECK, AttemptKind.CERTIFICATION):
        assert must_read_first(kind, ended) == waits
        assert may_start(kind, ended) == (NOON + dt.timedelta(hours=24) if waits else None)


def test_a_failed_test_out_waits_thirty_days_and_practice_waits_for_nothing() -> None:
    assert may_start(AttemptKind.TEST_OUT, history("f")) == NOON + dt.timedelta(days=30)
    assert may_start(AttemptKind.TEST_OUT, history("ff")) == NOON + dt.timedelta(days=30), "from the newest failure"
    assert may_start(AttemptKind.TEST_OUT, history("fp")) is None
    assert may_start(AttemptKind.PRACTICE, history("ffff")) is None
    assert not must_read_first(AttemptKind.TEST_OUT, history("ff"))


DAY = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "refreshed", "due"),
    [
        (6, [], None), (7, [], 7), (29, [], 7), (29, [8], None), (30, [8], 30), (95, [8, 31], 90),
        (180, [8, 31, 95], 180), (400, [8, 31, 95, 181], None),
        # Rungs that were missed are not asked twice over: one refresher serves them all.
        (100, [], 90), (101, [100], None),
        # Finished on the day of the rung itself.
        (7, [7], None),
    ],
)  # fmt: skip
def test_refreshers_come_at_7_30_90_and_180_days(days: int, refreshed: list[int], due: int | None) -> None:
    found = due_on([DAY], [DAY + dt.timedelta(days=d) for d in refreshed], DAY + dt.timedelta(days=days))
    assert found == (None if due is None else DAY + dt.timedelta(days=due))
    assert LADDER == (7, 30, 90, 180)


def test_nothing_completed_is_nothing_to_refresh() -> None:
    assert due_on([], [], DAY) is None


def test_confident_and_wrong_comes_first_then_the_weakest_then_by_name() -> None:
    given_answers = [
        response("A1", 0.0, 3), response("A2", 1.0, 3),
        response("B1", 0.0), response("B2", 0.0),
        response("C1", 0.5, 2), response("D1", 1.0, 3), response("gone", 0.0, 3),
    ]  # fmt: skip
    objective_of = {name: name[0] for name in ("A1", "A2", "B1", "B2", "C1", "D1")}
    standings = refresher.standing(given_answers, objective_of)
    assert standings["A"] == refresher.Standing(sure_and_wrong=1, share=0.5)
    assert refresher.order("EDCBA", standings) == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("pool_sizes", "expected"),
    [
        ({"A": 9, "B": 9}, ["A", "B", "A", "B", "A"]),
        ({"A": 1, "B": 9}, ["A", "B", "B", "B", "B"]),
        ({"A": 1, "B": 1}, ["A", "B"]),
        ({"A": 0, "B": 2, "C": 9}, ["B", "C", "B", "C", "C"]),
        (dict.fromkeys("ABCDEFG", 2), list("ABCDE")),
    ],
)
def test_a_refresher_mixes_five_questions(pool_sizes: dict[str, int], expected: list[str]) -> None:
    assert refresher.turns(sorted(pool_sizes), pool_sizes) == expected


def test_certainty_based_marks_are_those_of_the_source() -> None:
    assert [mark(1, level) for level in (1, 2, 3)] == [1, 2, 3]
    assert [mark(0, level) for level in (1, 2, 3)] == [0, -2, -6]
    assert mark(0.5, 3) == -6


@pytest.mark.parametrize(("level", "other", "even"), [(1, 2, 2 / 3), (2, 3, 0.8)])
def test_honesty_pays_best_at_the_break_even_points(level: int, other: int, even: float) -> None:
    def expected(chance: float, confidence: int) -> float:
        return chance * mark(1, confidence) + (1 - chance) * mark(0, confidence)

    assert expected(even, level) == pytest.approx(expected(even, other))
    assert expected(even + 0.01, other) > expected(even + 0.01, level)
    assert expected(even - 0.01, other) < expected(even - 0.01, level)


def test_calibration_counts_what_was_said_and_leaves_out_the_rest() -> None:
    found = calibration(
        [response("a", 1, 3), response("b", 0, 3), response("c", 1, 1), response("d", 0), response("e", 0.5, 3)]
    )
    assert (found.told, found.right, found.sure, found.unsure_and_right) == (4, 2, 3, 1)
    assert found.sure_and_wrong == ("b", "e")
    assert found.mark == 3 - 6 + 1 - 6
    assert calibration([]).told == 0


def test_a_cut_score_is_the_mean_of_ratings_once_every_question_has_five() -> None:
    rated = [[0.6, 0.7, 0.8, 0.7, 0.7], [0.9, 0.9, 0.8, 0.8, 0.6, 0.8]]
    assert cut_score(rated, 80) == pytest.approx(75.0)
    assert cut_score([*rated, [0.5] * 4], 80) == 80
    assert cut_score([*rated, []], 80) == 80
    assert cut_score([], 75) == 75


def test_a_form_of_rated_questions_is_passed_at_its_own_cut() -> None:
    import dataclasses

    topics = objectives(1, 0)
    rated = [dataclasses.replace(q, angoff=(0.5, 0.6, 0.6, 0.6, 0.7)) for q in pool(topics, 12)]
    form = draw(rated, topics, module_check(topics, 80), seed=1)
    assert form.pass_mark == pytest.approx(60)
    assert judged(CHECK, form, lambda name: float(name < "M90.O1-Q09")).percent >= 0


@given(st.integers(0, 2**32), st.integers(0, 30), st.integers(0, 12))
def test_a_certification_asks_thirty_and_every_critical_objective(seed: int, critical: int, others: int) -> None:
    topics = objectives(critical, critical) + objectives(others, 0, module=91)
    questions = pool(topics, 8)
    form = draw(questions, topics, certification(topics, 80), seed=seed)
    assert len(form.items) == min(certification_size(critical), 8 * len(topics))
    asked = {item.objective for item in form.items}
    assert {o.id for o in topics if o.critical} <= asked
    spare = [item.question for item in form.spares]
    assert not {item.question for item in form.items} & set(spare)
    assert all(item.critical for item in form.spares)
    if form.items and len(form.items) <= 6 * len(topics):
        for name in {o.id for o in topics if o.critical}:
            assert sum(item.objective == name for item in form.spares) >= 2


def test_a_certification_rotates_what_is_not_critical() -> None:
    topics = objectives(38, 38) + objectives(10, 0, module=91)
    questions = pool(topics, 8)
    met: set[str] = set()
    seen: set[str] = set()
    for seed in range(5):
        form = draw(questions, topics, certification(topics, 80), seed=seed, met=met)
        met |= {item.question for item in form.items}
        seen |= {item.objective for item in form.items if not item.critical}
    assert seen == {o.id for o in topics if not o.critical}, "two a time, ten in five times"


def test_a_pool_too_small_to_keep_anything_back_still_gives_its_thirty() -> None:
    topics = objectives(4, 4)
    form = draw(pool(topics, 8), topics, certification(topics, 80), seed=1)
    assert len(form.items) == 30
    assert len(form.spares) == 2


def test_out_and_practice_ask_in_the_order_of_the_rounds() -> None:
    topics = objectives(5, 2)
    form = draw(pool(topics, 8), topics, out_plan(80), seed=1)
    assert len(form.items) == 20
    assert [item.objective for item in form.items[:5]] == [o.id for o in topics]
    assert form.spares == ()
    assert len(draw(pool(topics, 8), topics, practice(80), seed=1).items) == 5


def test_a_form_can_be_told_which_objectives_to_ask() -> None:
    topics = objectives(3, 0)
    form = draw(pool(topics, 4), topics, practice(80), seed=1, turns=["M90.O3", "M90.O1", "M90.O3"])
    assert [item.objective for item in form.items] == ["M90.O3", "M90.O1", "M90.O3"]


def test_rounds_go_on_while_anybody_has_something() -> None:
    assert rounds("AB", {"A": 1, "B": 3}, 9) == ["A", "B", "B", "B"]
    assert rounds("AB", {"A": 0, "B": 0}, 9) == []
    assert rounds("AB", {"B": 1, "elsewhere": 9}, 9) == ["B"], "what has no turn is not waited for"


def out_form(critical: str = "", count: int = 20) -> Form:
    items = (
        Item(question=f"Q{n}", digest="d", objective=f"O{n % 5}", critical=f"O{n % 5}" in critical.split(), options=())
        for n in range(count)
    )
    return Form(items=tuple(items), seed=1, pass_mark=80)


def tried(form: Form, wrong: str) -> tuple[int, bool]:
    found = sit(AttemptKind.TEST_OUT, form, lambda name: float(name not in wrong.split()))
    return len(found), outcome(AttemptKind.TEST_OUT, form, found).passed


@pytest.mark.parametrize(
    ("wrong", "length", "passed"),
    [
        ("", 9, True),
        # Two early misses end it.
        ("Q0 Q1", 2, False),
        ("Q0 Q3 Q4", 5, False),
        # One miss costs four right answers.
        ("Q0", 14, True),
        ("Q0 Q8", 19, True),
        # Three leave it open to the end, and what is not proven is not passed.
        ("Q0 Q8 Q15", 20, False),
    ],
)
def test_a_test_out_ends_as_soon_as_it_knows(wrong: str, length: int, passed: bool) -> None:
    assert tried(out_form(), wrong) == (length, passed)


def test_a_missed_critical_question_ends_a_test_out() -> None:
    assert tried(out_form("O1"), "Q1") == (2, False)
    assert tried(out_form("O1"), "") == (9, True)


def test_a_critical_objective_is_never_skipped() -> None:
    items = [*out_form(count=15).items, Item(question="C", digest="d", objective="OC", critical=True, options=())]
    form = Form(items=tuple(items), seed=1, pass_mark=80)
    assert tried(form, "") == (10, True), "nine to the boundary, then the critical one"
    assert tried(form, "C") == (10, False)


def test_nothing_asked_is_nothing_proven() -> None:
    empty = Form(items=(), seed=1, pass_mark=80)
    assert testout.next_item(empty, {}) is None
    assert not testout.passed(empty, {})
    assert outcome(AttemptKind.TEST_OUT, empty, {}).percent == 0


def test_a_test_out_of_too_few_questions_cannot_be_passed() -> None:
    assert tried(out_form(count=8), "") == (8, False)


@pytest.mark.parametrize(("critical", "size"), [(0, 30), (15, 30), (16, 32), (20, 40), (25, 40), (41, 41)])
def test_an_examination_has_room_for_what_is_not_critical(critical: int, size: int) -> None:
    assert certification_size(critical) == size


def test_the_checker_asks_for_as_many_questions_as_an_examination_has() -> None:
    assert EXAMINATION == CERTIFICATION


def test_the_same_seed_shuffles_the_same_way() -> None:
    one = question("M90-Q1", options="abcdefgh")
    topics = objectives(1, 0)
    seeds = [random.Random(n).getrandbits(32) for n in range(50)]
    orders = {draw([one], topics, practice(80), seed=seed).items[0].options for seed in seeds}
    assert len(orders) > 40
