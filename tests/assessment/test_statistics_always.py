"""Item statistics: what holds for any data, by hypothesis."""

from __future__ import annotations

import math
import random
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.test_statistics import by_id, near, rows
from trainer.assessment.statistics import (
    ItemStatistics,
    Sitting,
    TotalStatistics,
    item_statistics,
    total_statistics,
)

GRID = st.sampled_from([0, 0, 1, 1, 1, 1 / 3, 0.5, 2 / 3])
IDS = ["A", "B", "C", "D"]
TABLES = st.lists(st.dictionaries(st.sampled_from(IDS), GRID, max_size=4), max_size=12).map(rows)
FULL = st.lists(st.fixed_dictionaries(dict.fromkeys(IDS, GRID)), min_size=3, max_size=12).map(rows)
WORTH = st.dictionaries(st.sampled_from(IDS), st.sampled_from([0, 0.5, 1, 1.7, 3]))


def figures(one: ItemStatistics | TotalStatistics) -> list[float]:
    """Every number in it, intervals unfolded."""
    found: list[float] = []
    for part in fields(one):
        value = getattr(one, part.name)
        found += value if isinstance(value, tuple) and part.name == "interval" else [value]
    return [value for value in found if isinstance(value, int | float)]


def alike(one: ItemStatistics | TotalStatistics, other: ItemStatistics | TotalStatistics) -> bool:
    """The same, None for None. Roots make 1e-5 of a rounding of 1e-10."""
    for part in fields(one):
        left, right = getattr(one, part.name), getattr(other, part.name)
        if isinstance(left, float) and isinstance(right, float):
            if not math.isclose(left, right, rel_tol=1e-7, abs_tol=1e-5):
                return False
        elif part.name != "interval" and left != right:
            return False
    return True


class TestAlways:
    @given(TABLES, WORTH)
    def test_ranges(self, sittings: list[Sitting], marks: dict[str, float]) -> None:
        for item in item_statistics(sittings, marks=marks):
            assert item.facility is None or 0 <= item.facility <= 1
            assert item.standard_deviation is None or 0 <= item.standard_deviation <= 0.7072
            assert item.effective_weight is None or 0 <= item.effective_weight <= 100 + 1e-9
            assert item.item_rest is None or -1 <= item.item_rest <= 1
            assert (item.interval is None) == (item.item_rest is None or item.sittings <= 3)
            if item.interval is not None and item.item_rest is not None:
                assert item.interval[0] <= item.item_rest <= item.interval[1]

    @given(TABLES, WORTH)
    def test_efficiency_is_at_most_100_and_never_weaker_than_the_index(
        self, sittings: list[Sitting], marks: dict[str, float]
    ) -> None:
        for item in item_statistics(sittings, marks=marks):
            index, efficiency = item.discrimination_index, item.discriminative_efficiency
            assert (index is None) == (efficiency is None)
            if index is not None and efficiency is not None:
                assert efficiency <= 100 + 1e-9
                assert abs(efficiency) >= abs(index) - 1e-9
                assert efficiency * index >= 0

    @given(TABLES, WORTH)
    def test_weights_add_up_to_the_whole(self, sittings: list[Sitting], marks: dict[str, float]) -> None:
        items = item_statistics(sittings, marks=marks)
        for weights in ([i.intended_weight for i in items], [i.effective_weight for i in items]):
            given_ = [w for w in weights if w is not None]
            assert not given_ or sum(given_) == pytest.approx(100)

    @given(TABLES, WORTH, st.randoms(use_true_random=False))
    def test_order_changes_nothing(self, sittings: list[Sitting], marks: dict[str, float], rng: random.Random) -> None:
        before = item_statistics(sittings, marks=marks), total_statistics(sittings, marks=marks)
        shuffled = [Sitting(scores=dict(rng.sample(list(s.scores.items()), len(s.scores)))) for s in sittings]
        rng.shuffle(shuffled)
        swapped = dict(reversed(marks.items()))
        assert (item_statistics(shuffled, marks=swapped), total_statistics(shuffled, marks=swapped)) == before

    @given(TABLES, WORTH, st.sampled_from([1e-300, 1e-3, 1 / 3, 7, 1e6, 5e307]))
    def test_scaling_all_marks_changes_nothing(
        self, sittings: list[Sitting], marks: dict[str, float], by: float
    ) -> None:
        marks = {question: marks.get(question, 1) for question in IDS}
        scaled = {question: by * mark for question, mark in marks.items()}
        for one, other in zip(
            item_statistics(sittings, marks=marks), item_statistics(sittings, marks=scaled), strict=True
        ):
            assert alike(one, other), (one, other)
        assert alike(total_statistics(sittings, marks=marks), total_statistics(sittings, marks=scaled))

    @given(FULL)
    def test_reliability_and_error_belong_together(self, sittings: list[Sitting]) -> None:
        total = total_statistics(sittings)
        assert total.complete == total.sittings == len(sittings)
        assert total.mean is not None
        assert 0 <= total.mean <= 100 + 1e-9
        if total.internal_consistency is not None:
            assert total.error_ratio is not None
            assert total.standard_deviation is not None
            assert total.internal_consistency <= 100 + 1e-9
            assert total.error_ratio**2 / 100 + total.internal_consistency == pytest.approx(100, abs=1e-6)
            assert total.standard_error == near(total.error_ratio * total.standard_deviation / 100)

    @given(FULL)
    def test_the_rest_of_a_pair_is_its_partner(self, sittings: list[Sitting]) -> None:
        pair = by_id([Sitting(scores={q: s.scores[q] for q in "AB"}) for s in sittings])
        assert pair["A"].item_rest == near(pair["B"].item_rest)

    @given(
        st.lists(st.dictionaries(st.sampled_from(IDS), st.floats(0, 1), max_size=4), max_size=8).map(rows),
        st.dictionaries(st.sampled_from(IDS), st.floats(0, 1.7e308)),
    )
    def test_any_data_gives_finite_figures_and_no_error(self, sittings: list[Sitting], marks: dict[str, float]) -> None:
        found: list[ItemStatistics | TotalStatistics] = [*item_statistics(sittings, marks=marks)]
        found.append(total_statistics(sittings, marks=marks))
        assert all(math.isfinite(figure) for one in found for figure in figures(one))
