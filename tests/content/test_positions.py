"""Where keys stand in a bank, and what may stand in an option that quotes the law."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.content.clean_course import build
from trainer.content.checker.positions import balanced, key_places
from trainer.content.library import load

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=8).filter(any)


@given(COUNTS, st.randoms(use_true_random=False))
def test_which_place_it_is_makes_no_difference(counts: list[int], dice: random.Random) -> None:
    shuffled = list(counts)
    dice.shuffle(shuffled)
    assert balanced(counts) == balanced(shuffled)


@given(st.integers(2, 8), st.integers(1, 40))
def test_an_even_spread_is_balanced_and_one_place_for_all_is_not(options: int, each: int) -> None:
    assert balanced([each] * options)
    assert not balanced([each * options + 9, *[0] * (options - 1)])


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(lambda counts: sum(counts) >= 20))
def test_of_four_places_none_has_under_15_or_over_35_percent(counts: list[int]) -> None:
    shares = [count / sum(counts) for count in counts]
    if balanced(counts):
        assert min(shares) >= 0.15
        assert max(shares) <= 0.35


def test_places_are_counted_by_the_number_of_options(tmp_path: Path) -> None:
    clean = build(tmp_path)
    clean.add_singles(5, place="c")
    clean.release()
    questions = load([clean.root]).course.bodies["M50"].questions
    before = key_places([question for question in questions if question.id < "M50-Q1"])
    assert key_places(questions)[4] == [a + b for a, b in zip(before[4], [0, 0, 5, 0], strict=True)]


def test_an_option_that_quotes_the_law_keeps_its_words(tmp_path: Path) -> None:
    clean = build(tmp_path)
    clean.add_singles(1, key="must {}")
    assert "giveaway" in {finding.rule for finding in clean.findings()}
    clean.put(clean.bank, 'key: true, text: "must', 'key: true, quote: true, text: "must')
    assert "giveaway" not in {finding.rule for finding in clean.findings()}
