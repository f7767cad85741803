"""``u``: telling the authors that something is unclear, once a sitting, whatever screen one is on."""

from __future__ import annotations

import pytest

from tests.support import Office
from tests.tui.conftest import Opened
from tests.tui.screens import answer, press, rows, screen_name, shown
from trainer.service.training import Training
from trainer.tui.unclear import THANKS


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_lesson(opened: Opened, office: Office, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        await press(pilot, "enter")
        assert screen_name(pilot) == "LessonScreen"
        assert "Unclear" in shown(pilot)
        await press(pilot, "u", "u")
        assert THANKS.split(",", maxsplit=1)[0] in shown(pilot)
    lesson = office.course.modules[0].lessons[0]
    assert rows(office.database, "SELECT * FROM unclear") == [(lesson.digest, 1)]


async def test_a_question_before_and_after_its_answer(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "down", "enter", "down", "down", "down", "enter")
        assert screen_name(pilot) == "QuestionScreen"
        await press(pilot, "u")
        assert len(rows(office.database, "SELECT * FROM unclear")) == 1
        await answer(pilot, office)
        assert screen_name(pilot) == "FeedbackScreen"
        await press(pilot, "u")
    assert [n for _, n in rows(office.database, "SELECT * FROM unclear")] == [1]
    ((digest,),) = rows(office.database, "SELECT digest FROM unclear")
    assert digest in {question.digest for question in office.course.bodies["M90"].questions}


async def test_what_cannot_be_noted_is_said(
    opened: Opened, office: Office, training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.errors import RecordsError

    def fail(_: str) -> None:
        raise RecordsError("The disk is full.", "Free some space.")

    monkeypatch.setattr(training.learn, "unclear", fail)
    async with opened() as pilot:
        await press(pilot, "enter", "u")
        assert "The disk is full" in shown(pilot)
        monkeypatch.undo()
        await press(pilot, "u")
    assert [n for _, n in rows(office.database, "SELECT * FROM unclear")] == [1]
