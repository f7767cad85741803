"""Item statistics: worked by hand, where the data cannot say, and what holds for any data.

The first table is worked out in fractions. Five sittings, three questions, Q3 worth 2 marks, the others 1:

          Q1   Q2   Q3   marks of Q3   total
    A      1    1    1       2           4
    B      1    0    1       2           3
    C      1    1   1/2      1           3
    D      0    1    0       0           1
    E      0    0   1/2      1           1
    mean  3/5  3/5  3/5     6/5        12/5
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.assessment.statistics import (
    ItemStatistics,
    Sitting,
    TotalStatistics,
    fisher_interval,
    item_statistics,
    total_statistics,
)

MARKS = {"Q1": 1, "Q2": 1, "Q3": 2}
CHOSEN = [("a",), ("a", "b"), (), ("b",), ("c",)]
BY_HAND = [
    Sitting(scores={"Q1": q1, "Q2": q2, "Q3": q3}, chosen={"Q3": chosen})
    for (q1, q2, q3), chosen in zip([(1, 1, 1), (1, 0, 1), (1, 1, 0.5), (0, 1, 0), (0, 0, 0.5)], CHOSEN, strict=True)
]


def near(expected: float | tuple[float, float] | None) -> Any:
    return expected if expected is None else pytest.approx(expected, abs=1e-9)


def rows(table: Sequence[Mapping[str, float]]) -> list[Sitting]:
    return [Sitting(scores=scores) for scores in table]


def by_id(sittings: Sequence[Sitting], marks: Mapping[str, float] | None = None) -> dict[str, ItemStatistics]:
    return {item.question: item for item in item_statistics(sittings, marks=marks)}


class TestByHand:
    def test_facility_and_deviation(self) -> None:
        items = by_id(BY_HAND, MARKS)
        # Sums of squared deviations: Q1 and Q2 3 - 5 * 9/25 = 6/5; Q3 1 + 1 + 1/4 + 0 + 1/4 - 5 * 9/25 = 7/10.
        assert [items[q].sittings for q in MARKS] == [5, 5, 5]
        assert [items[q].facility for q in MARKS] == [near(3 / 5)] * 3
        assert items["Q1"].standard_deviation == near(math.sqrt(6 / 5 / 4))
        assert items["Q2"].standard_deviation == near(math.sqrt(6 / 5 / 4))
        assert items["Q3"].standard_deviation == near(math.sqrt(7 / 10 / 4))

    def test_weights(self) -> None:
        items = by_id(BY_HAND, MARKS)
        # Covariance of marks with the total, sum of products - 5 * mean * mean, over 4:
        # Q1: (4 + 3 + 3) - 5 * 3/5 * 12/5 = 14/5, over 4 = 7/10
        # Q2: (4 + 3 + 1) - 5 * 3/5 * 12/5 = 4/5, over 4 = 1/5
        # Q3: (8 + 6 + 3 + 0 + 1) - 5 * 6/5 * 12/5 = 18/5, over 4 = 9/10; their sum 9/5 is the variance of totals.
        roots = math.sqrt(7 / 10) + math.sqrt(1 / 5) + math.sqrt(9 / 10)
        assert [items[q].intended_weight for q in MARKS] == [near(25), near(25), near(50)]
        assert items["Q1"].effective_weight == near(100 * math.sqrt(7 / 10) / roots)
        assert items["Q2"].effective_weight == near(100 * math.sqrt(1 / 5) / roots)
        assert items["Q3"].effective_weight == near(100 * math.sqrt(9 / 10) / roots)

    def test_correlation_with_the_rest(self) -> None:
        items = by_id(BY_HAND, MARKS)
        # Rest of Q1: 3 2 2 1 1, mean 9/5, squares 19 - 81/5 = 14/5; products 7 - 5 * 3/5 * 9/5 = 8/5.
        # Rest of Q2: 3 3 2 0 1, mean 9/5, squares 23 - 81/5 = 34/5; products 5 - 27/5 = -2/5.
        # Rest of Q3: 2 1 2 1 0, mean 6/5, squares 10 - 36/5 = 14/5; scores: 2 + 1 + 1 + 0 + 0 - 5 * 3/5 * 6/5 = 2/5.
        r1 = (8 / 5) / math.sqrt(6 / 5 * 14 / 5)
        r2 = (-2 / 5) / math.sqrt(6 / 5 * 34 / 5)
        r3 = (2 / 5) / math.sqrt(7 / 10 * 14 / 5)
        assert [items[q].item_rest for q in MARKS] == [near(r1), near(r2), near(r3)]
        assert [items[q].discrimination_index for q in MARKS] == [near(100 * r1), near(100 * r2), near(100 * r3)]
        # Fisher: atanh(r) = ln((1 + r) / (1 - r)) / 2, give or take 1.959963984540054 / sqrt(5 - 3).
        z, half = math.log((1 + r1) / (1 - r1)) / 2, 1.959963984540054 / math.sqrt(2)
        low, high = (math.tanh(z - half), math.tanh(z + half))
        assert items["Q1"].interval == near((low, high))

    def test_discriminative_efficiency(self) -> None:
        items = by_id(BY_HAND, MARKS)
        # Best scores with best rests, products - 5 * mean * mean:
        # Q1: 0 0 1 1 1 with 1 1 2 2 3: 7 - 27/5 = 8/5, so 100 %.
        # Q2: 0 0 1 1 1 with 0 1 2 3 3: 8 - 27/5 = 13/5, so -2/5 is -200/13 %.
        # Q3: 0 1/2 1/2 1 1 with 0 1 1 2 2: 5 - 18/5 = 7/5, so 2/5 is 200/7 %.
        assert items["Q1"].discriminative_efficiency == near(100)
        assert items["Q2"].discriminative_efficiency == near(-200 / 13)
        assert items["Q3"].discriminative_efficiency == near(200 / 7)

    def test_options(self) -> None:
        item = item_statistics(BY_HAND, marks=MARKS, options={"Q3": ("d", "b", "a")})[2]
        assert item.choices == 5
        assert [option.option for option in item.options] == ["d", "b", "a", "c"]
        assert [option.share for option in item.options] == [near(0), near(2 / 5), near(2 / 5), near(1 / 5)]
        # Rest 2 1 2 1 0 (squares 14/5). a: 1 1 0 0 0 (squares 6/5): 3 - 5 * 2/5 * 6/5 = 3/5.
        # b: 0 1 0 1 0 (squares 6/5): 2 - 12/5 = -2/5. c: 0 0 0 0 1 (squares 4/5): 0 - 5 * 1/5 * 6/5 = -6/5.
        d, b, a, c = (option.discrimination for option in item.options)
        assert d is None
        assert b == near((-2 / 5) / math.sqrt(6 / 5 * 14 / 5))
        assert a == near((3 / 5) / math.sqrt(6 / 5 * 14 / 5))
        assert c == near((-6 / 5) / math.sqrt(4 / 5 * 14 / 5))

    def test_the_total(self) -> None:
        total = total_statistics(BY_HAND, marks=MARKS)
        # Totals 4 3 3 1 1 of 4: mean 12/5, squares 36 - 144/5 = 36/5, variance 9/5 marks, so sd 25 * sqrt(9/5) %.
        # Variances of marks 3/10 + 3/10 + 4 * 7/40 = 13/10; alpha 3/2 * (1 - (13/10) / (9/5)) = 3/2 * 5/18 = 5/12.
        # Error ratio sqrt(7/12); standard error sqrt(7/12 * 9/5) = sqrt(21/20) marks of 4.
        assert (total.sittings, total.complete) == (5, 5)
        assert total.mean == near(60)
        assert total.standard_deviation == near(25 * math.sqrt(9 / 5))
        assert total.internal_consistency == near(500 / 12)
        assert total.error_ratio == near(100 * math.sqrt(7 / 12))
        assert total.standard_error == near(25 * math.sqrt(21 / 20))


class TestSparse:
    """Drawn forms. P is met by three of four, and S only by the fourth, whose form was longer.

          P    R    S   total  of
    A     1    1    -     2     2
    B     1    0    -     1     2
    C     0    0    -     0     2
    D     -    1    0     1     2
    """

    table = rows([{"P": 1, "R": 1}, {"P": 1, "R": 0}, {"P": 0, "R": 0}, {"R": 1, "S": 0}])

    def test_a_question_is_judged_over_the_sittings_that_contained_it(self) -> None:
        items = by_id(self.table)
        # P over A, B, C: 1 1 0 with rest 1 0 0: products 1 - 3 * 2/3 * 1/3 = 1/3, squares 2/3 and 2/3.
        # R over all: 1 0 0 1 with rest 1 1 0 0: products 1 - 4 * 1/2 * 1/2 = 0.
        assert [items[q].sittings for q in "PRS"] == [3, 4, 1]
        assert [items[q].facility for q in "PRS"] == [near(2 / 3), near(1 / 2), near(0)]
        assert items["P"].item_rest == near(1 / 2)
        assert items["R"].item_rest == near(0)
        assert items["R"].discriminative_efficiency == near(0)
        # Three sittings give no interval; four give one, as wide as 1.96 around 0.
        assert items["P"].interval is None
        assert items["R"].interval == near((-math.tanh(1.959963984540054), math.tanh(1.959963984540054)))

    def test_weights_compare_what_each_question_brings_where_it_was_asked(self) -> None:
        items = by_id(self.table)
        # P with total 2 1 0: 3 - 3 * 2/3 * 1 = 1, over 2 = 1/2. R with total 2 1 0 1: 3 - 4 * 1/2 * 1 = 1, over 3.
        roots = math.sqrt(1 / 2) + math.sqrt(1 / 3)
        assert items["P"].effective_weight == near(100 * math.sqrt(1 / 2) / roots)
        assert items["R"].effective_weight == near(100 * math.sqrt(1 / 3) / roots)
        assert items["S"].effective_weight is None
        assert [items[q].intended_weight for q in "PRS"] == [near(100 / 3)] * 3

    def test_no_complete_sitting_no_reliability(self) -> None:
        total = total_statistics(self.table)
        # 100 50 0 50 percent: mean 50, squares 2500 + 0 + 2500 + 0 over 3.
        assert total == TotalStatistics(
            sittings=4, mean=near(50), standard_deviation=near(math.sqrt(5000 / 3)), complete=0,
            internal_consistency=None, error_ratio=None, standard_error=None,
        )  # fmt: skip

    def test_reliability_is_that_of_the_complete_sittings_alone(self) -> None:
        short = Sitting(scores={"Q1": 1})
        total, alone = total_statistics([*BY_HAND, short], marks=MARKS), total_statistics(BY_HAND, marks=MARKS)
        assert (total.sittings, total.complete) == (6, 5)
        assert total.mean == near((5 * 60 + 100) / 6)
        assert total.internal_consistency == alone.internal_consistency
        assert total.standard_error == alone.standard_error
        assert total.standard_deviation != alone.standard_deviation


class TestWhereTheDataCannotSay:
    def test_no_attempt(self) -> None:
        assert item_statistics([]) == ()
        assert item_statistics([], marks={"Q": 2}, options={"Q": "ab"}) == (
            ItemStatistics(
                question="Q", sittings=0, facility=None, standard_deviation=None, intended_weight=100,
                effective_weight=None, item_rest=None, interval=None, discriminative_efficiency=None, choices=0,
                options=(),
            ),
        )  # fmt: skip
        nothing = TotalStatistics(
            sittings=0, mean=None, standard_deviation=None, complete=0, internal_consistency=None,
            error_ratio=None, standard_error=None,
        )  # fmt: skip
        assert total_statistics([]) == nothing
        assert total_statistics([], marks={"Q": 2}) == nothing
        assert total_statistics([Sitting(scores={})]) == nothing

    def test_a_question_asked_of_nobody_takes_its_intended_weight_only(self) -> None:
        items = by_id(rows([{"A": 1}, {"A": 0}]), {"A": 1, "B": 3})
        assert items["A"].intended_weight == near(25)
        assert items["A"].effective_weight == near(100)
        assert (items["B"].intended_weight, items["B"].effective_weight) == (near(75), None)

    def test_a_question_without_a_mark_is_worth_1(self) -> None:
        items = by_id(rows([{"A": 1, "B": 0}]), {"A": 3})
        assert (items["A"].intended_weight, items["B"].intended_weight) == (near(75), near(25))
        assert total_statistics(rows([{"A": 1, "B": 0}]), marks={"A": 3}).mean == near(75)

    def test_one_attempt(self) -> None:
        only = Sitting(scores={"A": 0.5, "B": 1}, chosen={"A": ("x",)})
        a, b = item_statistics([only], options={"A": "xy"})
        assert (a.sittings, a.facility, a.intended_weight) == (1, 0.5, 50)
        assert (a.standard_deviation, a.effective_weight, a.item_rest, a.interval) == (None, None, None, None)
        assert (a.discrimination_index, a.discriminative_efficiency) == (None, None)
        assert [(o.option, o.share, o.discrimination) for o in a.options] == [("x", 1, None), ("y", 0, None)]
        assert (b.choices, b.options) == (0, ())
        total = total_statistics([only])
        assert (total.sittings, total.complete, total.mean, total.standard_deviation) == (1, 1, 75, None)
        assert (total.internal_consistency, total.error_ratio, total.standard_error) == (None, None, None)

    def test_two_attempts_give_a_correlation_and_no_reliability(self) -> None:
        two = rows([{"A": 1, "B": 1}, {"A": 0, "B": 0}])
        a = by_id(two)["A"]
        assert (a.item_rest, a.discriminative_efficiency, a.interval) == (near(1), near(100), None)
        assert a.standard_deviation == near(math.sqrt(1 / 2))
        total = total_statistics(two)
        assert (total.complete, total.standard_deviation) == (2, near(100 * math.sqrt(1 / 2)))
        assert (total.internal_consistency, total.error_ratio, total.standard_error) == (None, None, None)

    def test_a_question_worth_nothing(self) -> None:
        sittings = [replace(s, scores={**s.scores, "Q0": s.scores["Q2"]}) for s in BY_HAND]
        sittings[0] = replace(sittings[0], chosen={"Q0": ("a",)})
        sittings[1] = replace(sittings[1], chosen={"Q0": ("b",)})
        item = by_id(sittings, {**MARKS, "Q0": 0})["Q0"]
        assert (item.sittings, item.intended_weight, item.effective_weight) == (5, 0, 0)
        assert math.copysign(1, item.effective_weight or 0.0) == 1
        assert (item.facility, item.standard_deviation, item.item_rest) == (None, None, None)
        assert (item.interval, item.discriminative_efficiency) == (None, None)
        # Its options can still be compared with the rest, here totals 4 and 3.
        assert [(o.option, o.share, o.discrimination) for o in item.options] == [
            ("a", 0.5, near(1)),
            ("b", 0.5, near(-1)),
        ]

    def test_a_question_worth_nothing_changes_nothing_else(self) -> None:
        sittings = [replace(s, scores={**s.scores, "Q0": s.scores["Q2"]}) for s in BY_HAND]
        with_it, without = by_id(sittings, {**MARKS, "Q0": 0}), by_id(BY_HAND, MARKS)
        assert {q: with_it[q] for q in MARKS} == without
        assert total_statistics(sittings, marks={**MARKS, "Q0": 0}) == total_statistics(BY_HAND, marks=MARKS)
        # Nor does it have to be in a sitting for the sitting to be complete.
        assert total_statistics(BY_HAND, marks={**MARKS, "Q0": 0}) == total_statistics(BY_HAND, marks=MARKS)

    def test_a_test_worth_nothing(self) -> None:
        marks = dict.fromkeys(MARKS, 0.0)
        for item in item_statistics(BY_HAND, marks=marks):
            assert (item.intended_weight, item.effective_weight, item.facility) == (None, None, None)
            assert [option.discrimination for option in item.options] == [None] * len(item.options)
        total = total_statistics(BY_HAND, marks=marks)
        assert (total.sittings, total.complete, total.mean) == (0, 0, None)

    def test_a_question_that_all_answer_alike(self) -> None:
        # A third of a mark is no exact float, nor is a sum of them; both must still count as no variance.
        sittings = rows([{"A": 1 / 3, "B": b, "C": 1} for b in (1, 1, 0, 0, 0.5)])
        items = by_id(sittings)
        assert items["A"].facility == near(1 / 3)
        assert items["A"].standard_deviation == near(0)
        assert (items["A"].effective_weight, items["C"].effective_weight) == (0, 0)
        assert (items["A"].item_rest, items["A"].discriminative_efficiency) == (None, None)
        assert items["B"].effective_weight == near(100)
        assert items["B"].standard_deviation == near(1 / 2)
        assert (items["B"].item_rest, items["B"].discriminative_efficiency) == (None, None)

    @pytest.mark.parametrize("score", [0.1, 0.3, 1 / 3, 0.7, 0.9])
    def test_the_mean_of_equal_scores_may_miss_them_by_a_rounding(self, score: float) -> None:
        # Whichever side it falls, the variance is about 0 and never below, so that it has a root.
        for count in range(2, 30):
            sittings = rows([{"A": score, "B": score}] * count)
            assert by_id(sittings)["A"].standard_deviation == near(0)
            assert total_statistics(sittings).standard_deviation == near(0)

    def test_a_rest_that_differs_only_by_rounding_does_not_vary(self) -> None:
        # 0.1 + 0.2 + 0.3 against 0.6, and three questions at weights that no float holds exactly.
        table = [{"A": 1, "X": 0.1, "Y": 0.2, "Z": 0.3}, {"A": 0, "X": 0.3, "Y": 0.3, "Z": 0}] * 3
        assert 0.1 + 0.2 + 0.3 != 0.3 + 0.3
        item = by_id(rows(table), {"A": 7, "X": 1 / 3, "Y": 1 / 3, "Z": 1 / 3})["A"]
        assert (item.item_rest, item.discriminative_efficiency) == (None, None)

    def test_a_covariance_that_is_rounding_is_none_not_negative(self) -> None:
        # Totals 1 7/6 5/6, mean 1; A 0 1/2 1/2: 7/12 + 5/12 - 3 * 1/3 * 1 = 0, in floats -1.9e-17 over 2.
        items = by_id(rows([{"A": 0, "B": 1}, {"A": 0.5, "B": 2 / 3}, {"A": 0.5, "B": 1 / 3}]))
        assert (items["A"].effective_weight, items["B"].effective_weight) == (0, 100)

    @pytest.mark.parametrize(("spread", "counts"), [(0.0013e-3, False), (0.0015e-3, True)])
    def test_a_covariance_counts_from_a_millionth_of_a_millionth_on(self, spread: float, counts: bool) -> None:
        # Scores 0 and s of the only question: s * s / 2.
        item = by_id(rows([{"A": 0}, {"A": spread}]))["A"]
        assert item.effective_weight == (100 if counts else None)

    @pytest.mark.parametrize(("spread", "counts"), [(1e-9, False), (1.5e-9, True)])
    def test_a_spread_counts_above_a_billionth(self, spread: float, counts: bool) -> None:
        items = by_id(rows([{"A": 0, "B": 0}, {"A": spread, "B": 1}]))
        assert [items[q].item_rest for q in "AB"] == ([near(1)] * 2 if counts else [None, near(1)])

    def test_a_rest_worth_little_beside_the_question_still_varies(self) -> None:
        items = by_id(rows([{"A": 1, "B": 1}, {"A": 0, "B": 0}, {"A": 1, "B": 0}]), {"A": 1e12, "B": 1})
        # B 1 0 0 beside A 1 0 1, each 2/3 of squares: 1 - 3 * 1/3 * 2/3 = 1/3.
        assert [items[q].item_rest for q in "AB"] == [near(1 / 2)] * 2

    def test_totals_all_the_same_have_no_reliability(self) -> None:
        total = total_statistics(rows([{"A": 1, "B": 0}, {"A": 0, "B": 1}, {"A": 0.5, "B": 0.5}]))
        assert (total.mean, total.standard_deviation, total.complete) == (50, 0, 3)
        assert (total.internal_consistency, total.error_ratio, total.standard_error) == (None, None, None)

    def test_a_test_of_one_question_has_no_reliability_and_no_rest(self) -> None:
        sittings = rows([{"A": 1}, {"A": 0}, {"A": 1}])
        total = total_statistics(sittings)
        assert (total.complete, total.internal_consistency, total.error_ratio) == (3, None, None)
        item = by_id(sittings)["A"]
        assert (item.item_rest, item.effective_weight, item.intended_weight) == (None, 100, 100)

    def test_a_question_against_the_total_gets_no_effective_weight(self) -> None:
        # Totals 2 2 1 1 0: mean 6/5. N: 0 0 1 1 0 gives 2 - 5 * 2/5 * 6/5 = -2/5. The others share the whole.
        table = [{"A": 1, "B": 1, "N": 0}] * 2 + [{"A": 0, "B": 0, "N": 1}] * 2 + [{"A": 0, "B": 0, "N": 0}]
        items = by_id(rows(table))
        assert items["N"].effective_weight is None
        assert (items["A"].effective_weight, items["B"].effective_weight) == (near(50), near(50))
        assert items["N"].item_rest == near((-8 / 5) / math.sqrt(6 / 5 * 24 / 5))

    def test_a_choice_counts_where_it_is_known(self) -> None:
        scores = {"A": 1.0, "B": 0.0}
        item = item_statistics(
            [
                Sitting(scores=scores, chosen={"A": ("x", "y")}),
                Sitting(scores=scores, chosen={"A": ()}),
                Sitting(scores=scores),
                Sitting(scores={"B": 1}, chosen={"A": ("x",)}),
            ]
        )[0]
        assert (item.sittings, item.choices) == (3, 2)
        assert [(o.option, o.share) for o in item.options] == [("x", 0.5), ("y", 0.5)]

    def test_a_correlation_never_passes_1(self) -> None:
        # Unchecked, these come out at 1.0000000000000002 and -1.0000000000000002 in floats.
        assert by_id(rows([{"A": 0.5, "B": 0.5}, {"A": 0.7, "B": 0.7}]))["A"].item_rest == 1
        assert by_id(rows([{"A": 0.7, "B": 0.3}, {"A": 0.1, "B": 0.9}]))["A"].item_rest == -1


class TestReliability:
    def test_questions_that_agree_fully_are_fully_reliable(self) -> None:
        # Floats come out at 100.00000000000001 or so for some lengths: no root of a negative number.
        for length in range(2, 40):
            table = [{f"Q{i}": score for i in range(length)} for score in (0.1, 0.7, 1.0, 0.4)]
            total = total_statistics(rows(table))
            assert total.internal_consistency == near(100)
            assert total.error_ratio == pytest.approx(0, abs=1e-5)
            assert total.standard_error == pytest.approx(0, abs=1e-5)

    def test_it_can_be_negative_and_the_error_ratio_then_exceeds_100(self) -> None:
        # A 1 0 1, B 0 1 1: totals 1 1 2. Variances 1/3 + 1/3 against 1/3: alpha 2 * (1 - 2) = -2.
        total = total_statistics(rows([{"A": 1, "B": 0}, {"A": 0, "B": 1}, {"A": 1, "B": 1}]))
        assert total.internal_consistency == near(-200)
        assert total.error_ratio == near(100 * math.sqrt(3))
        # sd of 50 50 100 percent: sqrt(2500 / 3), times sqrt(3) = 50.
        assert total.standard_error == near(50)

    def test_efficiency_can_fall_below_minus_100(self) -> None:
        # A 0 0 1 with rest 1 1 0: 0 - 3 * 1/3 * 2/3 = -2/3; sorted, 0 0 1 with 0 1 1: 1 - 2/3 = 1/3.
        item = by_id(rows([{"A": 0, "B": 1}, {"A": 0, "B": 1}, {"A": 1, "B": 0}]))["A"]
        assert item.discriminative_efficiency == near(-200)
        assert item.item_rest == near(-1)


class TestFisher:
    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_three_pairs_or_fewer_have_no_interval(self, count: int) -> None:
        assert fisher_interval(0.5, count) is None
        assert fisher_interval(1, count) is None

    def test_a_full_correlation_has_no_width(self) -> None:
        assert fisher_interval(1, 4) == (1, 1)
        assert fisher_interval(-1, 40) == (-1, -1)

    @pytest.mark.parametrize(("count", "half"), [(30, 0.36), (100, 0.1965)])
    def test_the_half_widths_that_the_curriculum_states(self, count: int, half: float) -> None:
        # CURRICULUM 3.5: about 0.38 at 30 (1.96 / sqrt(27) before the transform), 0.20 at 100.
        interval = fisher_interval(0, count)
        assert interval is not None
        assert interval == (-interval[1], near(math.tanh(1.959963984540054 / math.sqrt(count - 3))))
        assert interval[1] == pytest.approx(half, abs=2e-3)

    @given(st.floats(-1, 1), st.integers(4, 10**9))
    def test_it_contains_the_correlation(self, correlation: float, count: int) -> None:
        interval = fisher_interval(correlation, count)
        assert interval is not None
        assert -1 <= interval[0] <= correlation <= interval[1] <= 1
