"""How often people pass: the probabilities of CURRICULUM 3.2, reproduced by simulation from a fixed seed."""

from __future__ import annotations

import random
from collections import Counter
from statistics import NormalDist, fmean

import pytest

from tests.assessment.attempts import judged, mastery, objectives, pool, sit
from trainer.assessment import testout
from trainer.assessment.form import Form, Item, attestation_size
from trainer.assessment.forms import certification, draw, module_check
from trainer.assessment.kinds import AttemptKind
from trainer.content.models import Objective

LEARNERS = 10_000


def plain(count: int) -> Form:
    """A form without critical questions."""
    items = (Item(question=f"Q{n}", digest="d", objective="O", critical=False, options=()) for n in range(count))
    return Form(items=tuple(items), seed=1, pass_mark=80)


def share_passing(form: Form, share: float, seed: int, kind: AttemptKind = AttemptKind.CERTIFICATION) -> float:
    rng = random.Random(seed)
    return fmean(judged(kind, form, mastery(share, rng)).passed for _ in range(LEARNERS))


@pytest.mark.parametrize(
    ("count", "share", "expected"),
    [
        (10, 0.7, 0.38), (20, 0.7, 0.24), (30, 0.7, 0.16), (40, 0.7, 0.11),
        (10, 0.9, 0.93), (20, 0.9, 0.96), (30, 0.9, 0.97), (40, 0.9, 0.98),
    ],
)  # fmt: skip
def test_the_longer_the_form_the_surer_the_pass(count: int, share: float, expected: float) -> None:
    assert share_passing(plain(count), share, seed=count) == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize(("count", "expected"), [(4, 0.66), (attestation_size(1), 0.92)])
def test_the_shortest_form_about_what_is_new_forgives_one_slip(count: int, expected: float) -> None:
    passing = share_passing(plain(count), 0.9, seed=count, kind=AttemptKind.MODULE_CHECK)
    assert passing == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize(("share", "expected"), [(0.95, 0.94), (0.90, 0.75), (0.70, 0.08), (0.60, 0.02)])
def test_a_test_out_tells_masters_from_others(share: float, expected: float) -> None:
    passing = share_passing(plain(20), share, seed=7, kind=AttemptKind.TEST_OUT)
    assert passing == pytest.approx(expected, abs=0.02)


def test_a_master_is_done_with_a_test_out_in_a_dozen_questions() -> None:
    rng = random.Random(3)
    lengths = [len(sit(AttemptKind.TEST_OUT, plain(20), mastery(0.95, rng))) for _ in range(LEARNERS)]
    assert fmean(lengths) == pytest.approx(11.5, abs=0.3)


def test_the_steps_and_boundaries_are_those_of_the_curriculum() -> None:
    found = (testout.RIGHT, testout.WRONG, testout.UPPER, testout.LOWER)
    assert found == pytest.approx((0.325, -1.253, 2.890, -2.251), abs=5e-4)


@pytest.mark.parametrize("critical", [4, 10, 25])
def test_ninety_percent_mastery_certifies_nearly_always_critical_questions_included(critical: int) -> None:
    # From four critical objectives of one module to the whole course: 25 of 68.
    topics = objectives(critical, critical) + objectives(max(4, critical), 0, module=91)
    questions = pool(topics, 8)
    rng = random.Random(critical)
    passed = 0
    for seed in range(2_000):
        form = draw(questions, topics, certification(topics, 80), seed=seed)
        passed += judged(AttemptKind.CERTIFICATION, form, mastery(0.9, rng)).passed
    assert passed / 2_000 >= 0.95


def chi_square_p(counts: list[int]) -> float:
    """The chance of a spread as uneven as this among equally likely cells, by Wilson and Hilferty's cube root."""
    expected, freedom = sum(counts) / len(counts), len(counts) - 1
    statistic = sum((count - expected) ** 2 / expected for count in counts)
    spread = 2 / (9 * freedom)
    return 1 - NormalDist().cdf(((statistic / freedom) ** (1 / 3) - (1 - spread)) / spread**0.5)


def exposure(rng_of: random.Random | None = None) -> tuple[Counter[str], Counter[str]]:
    """Over many learners: draws per question, and how often each option stood first."""
    topics = [Objective(id="M90.O1", text="x")]
    questions = pool(topics, 40)
    drawn: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for seed in range(LEARNERS):
        form = draw(questions, topics, module_check(topics, 80), seed=seed)
        for item in form.items:
            # The planted bias: one question in a hundred of one kind is handed to the one before it.
            biased = rng_of is not None and item.question.endswith("Q07") and rng_of.random() < 0.2
            drawn["M90.O1-Q06" if biased else item.question] += 1
            first[item.options[0]] += 1
    return drawn, first


def test_every_question_and_every_first_place_is_equally_likely() -> None:
    drawn, first = exposure()
    assert len(drawn) == 40
    assert chi_square_p(list(drawn.values())) > 1e-4
    assert chi_square_p(list(first.values())) > 1e-4


def test_a_biased_draw_would_be_found() -> None:
    drawn, _ = exposure(random.Random(1))
    assert chi_square_p(list(drawn.values())) < 1e-4


def test_the_chi_square_is_the_one_of_the_tables() -> None:
    # 3 degrees of freedom: 7.815 is the 5 % point, 21.11 the 0.01 % point.
    counts = [100, 100, 100, 100]
    assert chi_square_p(counts) > 0.999
    five_percent = [round(100 + (7.815 * 25) ** 0.5 * sign) for sign in (1, 1, -1, -1)]
    assert chi_square_p(five_percent) == pytest.approx(0.05, abs=0.005)
