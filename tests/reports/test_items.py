"""The items report: what it shows of a question, and that it tells of fewer than five people nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import tiny_course
from trainer.assessment.item_states import ItemState
from trainer.assessment.statistics import Sitting, item_statistics
from trainer.content.questions import Question
from trainer.reports.items import Folded, ItemRow, items

RIGHT, WRONG = ("b",), ("a",)


@cache
def questions() -> tuple[Question, ...]:
    """Three of the tiny course, by other names."""
    first = tiny_course().bodies["M90"].questions[0]
    return tuple(replace(first, id=f"M90-Q90{n}", objective="M90.O1", retired=False) for n in range(3))


def report(
    sittings: Sequence[Sitting] = (), folded: Mapping[str, Sequence[Folded]] | None = None, count: int = 1
) -> list[ItemRow]:
    return list(items("M90", questions()[:count], sittings, folded or {}))


def of(*answers: Folded) -> ItemRow:
    """The line of a question that was answered so."""
    (row,) = report(folded={"M90-Q900": answers})
    return row


def answered(right: int, wrong: int) -> list[Folded]:
    return [Folded(RIGHT, 1.0, right), Folded(WRONG, 0.0, wrong)]


class TestFigures:
    def test_a_question_that_nobody_met_has_a_line(self) -> None:
        (row,) = report()
        assert row[:3] == ("M90", "M90-Q900", "M90.O1")
        assert row[3:] == (0, None, None, None, "", None, ItemState.INSUFFICIENT, "Fewer than 5 first attempts.")

    def test_what_everybody_may_see(self) -> None:
        row = of(*answered(26, 10), Folded(("c",), 0.0, 4), Folded((), 0.0, 2))
        assert (row.sittings, row.right, row.facility, row.item_rest) == (42, 0.619, 0.619, None)
        assert row.answers == "b 62 % (right), a 24 %, (other) 14 %"
        assert (row.state, row.why) == (ItemState.OK, "")

    def test_blanks_that_five_or_more_left(self) -> None:
        assert of(*answered(5, 0), Folded((), 0.0, 5)).answers == "(blank) 50 %, b 50 % (right)"

    def test_answers_with_some_marks_say_how_many(self) -> None:
        row = of(*answered(10, 5), Folded(("a", "c"), 0.5, 5))
        assert row.answers == "b 50 % (right), a 25 %, a c 25 % (50 % of the marks)"
        assert (row.right, row.facility) == (0.5, 0.625)

    def test_rare_answers_are_put_together_by_their_score(self) -> None:
        some = [Folded((name,), 0.5, 3) for name in "xyz"]
        none = [Folded((name,), 0.0, 2) for name in "uvw"]
        row = of(Folded(RIGHT, 1.0, 5), *some, *none)
        assert row.answers == "b 25 % (right), (other) 45 % (50 % of the marks), (other) 30 %"

    def test_live_and_folded_are_counted_together(self) -> None:
        live = [Sitting(scores={"M90-Q900": 1.0}, chosen={"M90-Q900": RIGHT})] * 6
        (row,) = report(live, {"M90-Q900": answered(2, 8)})
        assert (row.sittings, row.facility, row.answers) == (16, 0.5, "a 50 %, b 50 % (right)")

    def test_without_every_choice_no_answer_is_shown(self) -> None:
        live = [Sitting(scores={"M90-Q900": 1.0})]
        (row,) = report(live, {"M90-Q900": answered(9, 10)})
        assert (row.sittings, row.facility, row.answers) == (20, 0.5, "")

    def test_a_retired_question_has_a_line_only_if_someone_met_it(self) -> None:
        retired = [replace(questions()[0], retired=True)]
        assert list(items("M90", retired, (), {})) == []
        assert len(list(items("M90", retired, (), {"M90-Q900": answered(1, 0)}))) == 1

    @given(st.integers(5, 200), st.integers(5, 200))
    def test_the_mean_is_that_of_the_scores(self, right: int, wrong: int) -> None:
        row = of(*answered(right, wrong))
        assert row.facility == pytest.approx(right / (right + wrong), abs=6e-4)


class TestHidden:
    @pytest.mark.parametrize("people", range(1, 5))
    def test_fewer_than_five_sittings_are_not_even_counted(self, people: int) -> None:
        row = of(*answered(people, 0))
        assert row[3:7] == (None, None, None, None)
        assert row.answers == ""

    @pytest.mark.parametrize(
        ("right", "wrong", "state", "why"),
        [
            (5, 0, ItemState.INSUFFICIENT, "Fewer than 5 missed any of it, so no figures are shown."),
            (40, 4, ItemState.INSUFFICIENT, "Fewer than 5 missed any of it, so no figures are shown."),
            (0, 29, ItemState.INSUFFICIENT, "Fewer than 5 had all of it right, so no figures are shown."),
            (4, 40, ItemState.REVIEW, "Fewer than 5 had all of it right: check the key and the wording."),
            (0, 30, ItemState.REVIEW, "Fewer than 5 had all of it right: check the key and the wording."),
        ],
    )
    def test_one_sided_questions(self, right: int, wrong: int, state: ItemState, why: str) -> None:
        row = of(*answered(right, wrong))
        assert (row.sittings, row.right, row.facility, row.answers) == (right + wrong, None, None, "")
        assert (row.state, row.why) == (state, why)

    @pytest.mark.parametrize(
        "some", [[(0.5, 3)], [(0.5, 5), (0.25, 1)], [(0.5, 1), (0.25, 4)]], ids=["few", "one", "few together"]
    )
    def test_a_few_with_some_marks_leave_the_share_of_those_with_all(self, some: list[tuple[float, int]]) -> None:
        row = of(*answered(10, 10), *[Folded((f"c{n}",), score, n) for score, n in some])
        people = 20 + sum(n for _, n in some)
        assert (row.sittings, row.right, row.facility, row.answers) == (people, round(10 / people, 3), None, "")

    def test_it_is_then_judged_by_that(self) -> None:
        row = of(*answered(10, 26), Folded(("c",), 0.5, 4))
        assert (row.state, row.why[:15]) == (ItemState.REVIEW, "Only 25 % right")

    @pytest.mark.parametrize("few", [[1], [4], [2, 2], [4, 4], [1, 1, 1, 1, 1]])
    def test_rare_answers_that_would_not_mix_hide_all(self, few: list[int]) -> None:
        rare = [Folded((f"r{n}",), 0.0, people) for n, people in enumerate(few)]
        row = of(*answered(10, 10), *rare)
        assert (row.facility, row.answers) == (round(10 / (20 + sum(few)), 3), "")


class TestItemRest:
    def sat(self, *scores: tuple[float, float]) -> list[Sitting]:
        return [Sitting(scores={"M90-Q900": one, "M90-Q901": other}) for one, other in scores]

    LIVE = ((1, 1),) * 12 + ((0, 0),) * 9 + ((1, 0),) * 5 + ((0, 1),) * 6

    def test_it_is_that_of_the_statistics_and_judges(self) -> None:
        live = self.sat(*self.LIVE)
        first, second = report(live, count=2)
        assert first.item_rest == round(item_statistics(live)[0].item_rest or 0, 2) == second.item_rest == 0.31
        assert first.state is ItemState.OK

    def test_a_question_that_the_strong_miss_is_taken_out(self) -> None:
        live = self.sat(*[(one, 1 - other) for one, other in self.LIVE])
        row = report(live, count=2)[0]
        assert (row.item_rest, row.state) == (-0.31, ItemState.QUARANTINE)
        assert "r -0.31, 95 % interval -0.59 to 0.04" in row.why

    @pytest.mark.parametrize(("folded", "shown"), [(0, True), (1, False), (4, False), (5, True)])
    def test_what_was_folded_must_not_be_told_apart(self, folded: int, shown: bool) -> None:
        kept = {"M90-Q900": [Folded(RIGHT, 1.0, folded)]} if folded else {}
        row = report(self.sat(*self.LIVE), kept, count=2)[0]
        assert row.sittings == 32 + folded
        assert (row.item_rest is not None) == shown

    def test_a_few_live_ones_are_compared_with_nothing(self) -> None:
        live = self.sat(*[(1, 1)] * 9, (0, 0), (0, 1))
        row = report(live, {"M90-Q900": answered(10, 10)}, count=2)[0]
        assert (row.sittings, row.item_rest) == (31, None)


def ways(people: int, answers: int) -> Iterator[tuple[int, ...]]:
    """Every way in which people can give so many answers."""
    if answers == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in ways(people - first, answers - 1))


@pytest.mark.parametrize(
    "scores",
    [(1, 0), (1, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 0.5, 0), (1, 0.5, 0.25, 0), (1, 0.5, 0.5, 0)],
    ids=lambda scores: " ".join(map(str, scores)),
)
def test_no_line_fixes_how_many_gave_an_answer_or_had_a_score_where_they_are_fewer_than_five(
    scores: tuple[float, ...],
) -> None:
    """An attack without mercy: every way of answering is tried, and those that show the same line are compared."""
    names = [chr(ord("a") + n) for n in range(len(scores))]
    for people in range(1, 25):
        told: dict[ItemRow, list[tuple[int, ...]]] = {}
        for way in ways(people, len(scores)):
            gave = [Folded((name,), score, n) for name, score, n in zip(names, scores, way, strict=True) if n]
            told.setdefault(of(*gave), []).append(way)
        for row, same in told.items():
            groups = [[way[n] for way in same] for n in range(len(scores))]
            groups += [
                [sum(n for n, score in zip(way, scores, strict=True) if score == each) for way in same]
                for each in set(scores)
            ]
            groups.append([sum(n for n, score in zip(way, scores, strict=True) if score < 1) for way in same])
            for values in groups:
                assert len(set(values)) > 1 or values[0] not in range(1, 5), (row, same)
