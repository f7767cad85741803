"""What practice is for: refreshing what is weakest, knowing how sure one may be. And how a cut score is rounded."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.assessment.attempts import response
from trainer.assessment import refresher
from trainer.assessment.angoff import cut_score
from trainer.assessment.confidence import calibration
from trainer.assessment.refresher import Standing
from trainer.assessment.spacing import due_on


def test_the_weaker_objective_is_refreshed_first_whatever_its_name() -> None:
    standings = {
        "A": Standing(sure_and_wrong=0, share=0.995),
        "B": Standing(sure_and_wrong=0, share=0.2),
        "C": Standing(sure_and_wrong=1, share=0.95),
        "D": Standing(sure_and_wrong=2, share=0.95),
        "F": Standing(sure_and_wrong=0, share=0.2),
        "G": Standing(sure_and_wrong=0, share=1.0),
    }
    # Nothing is known of E: it stands where one stands who was never wrong.
    assert refresher.order("ABCDEFG", standings) == ["D", "C", "B", "F", "A", "E", "G"]


def test_an_objective_that_the_pool_does_not_know_is_not_asked_about() -> None:
    assert refresher.turns(["A", "B", "C"], {"B": 1, "C": 9}) == ["B", "C", "C", "C", "C"]


def test_a_standing_is_points_over_answers() -> None:
    given = [response("A1", 1.0, 3), response("A2", 0.5, 3), response("A3", 0.0, 2), response("B1", 1.0)]
    found = refresher.standing(given, {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "C1": "C"})
    assert found == {"A": Standing(sure_and_wrong=1, share=0.5), "B": Standing(sure_and_wrong=0, share=1.0)}


def test_a_refresher_takes_the_newest_rung_of_any_module() -> None:
    first, second = dt.date(2026, 1, 1), dt.date(2026, 1, 20)
    assert due_on([first, second], [], dt.date(2026, 2, 3)) == dt.date(2026, 1, 31), "30 days after the first"
    assert due_on([second, first], [dt.date(2026, 1, 26)], dt.date(2026, 1, 30)) == dt.date(2026, 1, 27)
    refreshed = [dt.date(2026, 1, 31), dt.date(2026, 1, 9)]
    assert due_on([first, second], refreshed, dt.date(2026, 2, 3)) is None, "the newest refresher counts"


def test_calibration_tells_each_kind_of_answer_apart() -> None:
    found = calibration(
        [response("a", 1, 1), response("b", 1, 2), response("c", 1, 2), response("d", 0, 1), response("e", 0, 2),
         response("f", 1, 3), response("g", 0, 3), response("h", 1), response("i", 1, 3)]
    )  # fmt: skip
    assert (found.told, found.right, found.sure, found.unsure_and_right) == (8, 5, 3, 1)
    assert found.sure_and_wrong == ("g",)
    assert found.mark == 1 + 2 + 2 + 0 - 2 + 3 - 6 + 3


@pytest.mark.parametrize(("last", "cut"), [(0.5, 66.67), (0.46, 66.4)])
def test_a_cut_score_has_two_decimals(last: float, cut: float) -> None:
    assert cut_score([[0.7] * 5, [0.8] * 5, [0.5, 0.5, 0.5, 0.5, last]], 80) == cut


def test_a_cut_score_weighs_questions_not_judges() -> None:
    assert cut_score([[0.5] * 5, [0.9] * 10], 80) == 70
