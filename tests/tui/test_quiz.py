"""Press real keys, then read the row."""

from __future__ import annotations

import json

import pytest

from tests.support import Office, keys_of, on_turn
from tests.tui.conftest import Opened
from tests.tui.screens import answer, letters_of, press, rows, screen_name, settle, shown
from trainer.errors import RecordsError
from trainer.service.training import Training
from trainer.tui.answers.answer import Answer

TO_THE_CHECK = ("down", "enter", "down", "down", "down", "enter")
"""From home: the module, past its two lessons, its check."""


async def test_from_home_to_the_result_with_the_keyboard_only(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        for lesson in ("M90.L1", "M90.L2"):
            await settle(pilot)
            assert screen_name(pilot) == "LessonScreen"
            await press(pilot, "end")
            await settle(pilot)
            assert (lesson,) in rows(office.database, "SELECT lesson FROM reading WHERE read_at IS NOT NULL")
            await press(pilot, "enter")
        for position in range(1, 11):
            assert f"Question {position} of 10" in shown(pilot)
            await answer(pilot, office)
            assert "Right. " in shown(pilot)
            assert rows(office.database, "SELECT count(*) FROM response") == [(position,)]
            await press(pilot, "enter")
        assert screen_name(pilot) == "ResultScreen"
        assert "✓ Passed" in shown(pilot)
        assert "100 %" in shown(pilot)
        assert rows(office.database, "SELECT state, percent FROM attempt") == [("passed", 100.0)]
        assert rows(office.database, "SELECT count(*) FROM completion") == [(1,)]
        await press(pilot, "h")
        assert "You hold everything" in shown(pilot)


async def test_leaving_in_the_middle_comes_back_to_the_same_question_and_order(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await answer(pilot, office)
        await press(pilot, "enter", "a")
        before = shown(pilot)
        await press(pilot, "escape", "escape")
    async with opened() as pilot:
        assert "Continue the check" in shown(pilot)
        await press(pilot, "enter", "a")
        assert shown(pilot) == before
        assert rows(office.database, "SELECT count(*) FROM attempt") == [(1,)]


async def test_the_choice_can_change_until_enter_and_an_arrow_chooses_too(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        while pilot.app.screen.query_one(Answer).asked.choose > 1:
            await answer(pilot, office)
            await press(pilot, "enter")
        done = len(rows(office.database, "SELECT 1 FROM response"))
        await press(pilot, "a", "c", "b")
        await press(pilot, "down")
        assert pilot.app.screen.query_one(Answer).given == (pilot.app.screen.query_one(Answer).asked.choices[2].id,)
        assert len(rows(office.database, "SELECT 1 FROM response")) == done
        wanted = pilot.app.screen.query_one(Answer).given
        await press(pilot, "enter")
        ((chosen,),) = rows(office.database, f"SELECT chosen FROM response WHERE position = {done + 1}")
        assert tuple(json.loads(str(chosen))) == wanted


async def test_enter_without_a_choice_says_what_to_do_and_records_nothing(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await press(pilot, "enter")
        assert "Choose" in shown(pilot)
        assert screen_name(pilot) == "QuestionScreen"
        assert rows(office.database, "SELECT count(*) FROM response") == [(0,)]


async def test_the_mouse_chooses_and_does_not_send(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await pilot.click(Answer, offset=(10, 0))
        await pilot.pause()
        assert len(pilot.app.screen.query_one(Answer).given) == 1
        assert rows(office.database, "SELECT count(*) FROM response") == [(0,)]


async def test_a_wrong_answer_is_explained_with_the_right_one(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await answer(pilot, office, right=False)
        text = shown(pilot)
        assert "Not quite." in text or "Partly right." in text
        assert "(right answer" in text
        assert "your choice)" in text


async def test_if_the_save_fails_the_screen_says_so_and_stays(
    opened: Opened, office: Office, training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = training.checks.answer
    tried: list[str] = []

    def failing(attempt: str, question: str, chosen: tuple[str, ...], request_id: str, sure: int | None) -> object:
        tried.append(request_id)
        if len(tried) == 1:
            raise RecordsError("The disk is full.", "Free some space.")
        return real(attempt, question, chosen, request_id)

    monkeypatch.setattr(training.checks, "answer", failing)
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        keys = letters_of(pilot, office)
        await press(pilot, *keys, "enter")
        assert "Not saved. The disk is full." in shown(pilot)
        assert screen_name(pilot) == "QuestionScreen"
        await press(pilot, "enter")
        assert screen_name(pilot) == "FeedbackScreen"
    assert tried[0] == tried[1], "the retry carries the same request id"
    assert rows(office.database, "SELECT count(*) FROM response") == [(1,)]


async def test_an_answer_given_in_another_window_moves_this_one_on(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        other = office.training("ana")
        attempt = other.checks.start("M90")
        asked = on_turn(other, attempt)
        other.checks.answer(attempt, asked.question, keys_of(office.course)[asked.question], "other-window")
        other.close()
        await answer(pilot, office)
        await pilot.pause()
        assert "Question 2 of 10" in shown(pilot)
        assert rows(office.database, "SELECT count(*) FROM response") == [(1,)]


async def test_answers_can_be_reviewed_after_the_end(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        for _ in range(10):
            await answer(pilot, office, right=False)
            await press(pilot, "enter")
        assert "Not passed yet" in shown(pilot)
        await press(pilot, "v")
        for position in range(1, 11):
            assert f"Question {position} of 10" in shown(pilot)
            await press(pilot, "enter")
        assert screen_name(pilot) == "ResultScreen"


async def test_escape_leaves_after_feedback_and_out_of_a_review(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await answer(pilot, office)
        await press(pilot, "escape")
        assert screen_name(pilot) == "ModuleScreen"
        await press(pilot, "home", "enter")
        for _ in range(9):
            await answer(pilot, office)
            await press(pilot, "enter")
        assert screen_name(pilot) == "ResultScreen"
        await press(pilot, "v", "enter")
        assert "Question 2 of 10" in shown(pilot)
        await press(pilot, "escape")
        assert screen_name(pilot) == "ResultScreen"


async def test_records_that_fail_between_screens_are_said_and_nobody_is_thrown_out(
    opened: Opened, training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_anything: object) -> None:
        raise RecordsError("The records are gone.", "Look for them.")

    async with opened() as pilot:
        await press(pilot, "down", "enter")
        for name in ("home", "module", "lesson", "record"):
            monkeypatch.setattr(training.learn, name, failing)
        monkeypatch.setattr(training.checks, "start", failing)
        await press(pilot, "down", "enter", "down", "down", "enter", "m", "escape", "enter", "m")
        assert screen_name(pilot) == "HomeScreen"
        assert "The records are gone." in shown(pilot)


async def test_enter_twice_answers_once_and_shows_one_feedback(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        await press(pilot, *letters_of(pilot, office))
        choices = pilot.app.screen.query_one(Answer)
        choices.action_confirm()
        choices.action_confirm()
        await settle(pilot)
        assert [type(screen).__name__ for screen in pilot.app.screen_stack].count("FeedbackScreen") == 1
        assert rows(office.database, "SELECT count(*) FROM response") == [(1,)]
        await press(pilot, "enter")
        assert "Question 2 of 10" in shown(pilot)


async def test_an_answer_into_a_file_that_was_deleted_is_not_called_saved(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, *TO_THE_CHECK)
        for path in office.database.parent.glob("t.db*"):
            path.unlink()
        await answer(pilot, office)
        assert screen_name(pilot) == "QuestionScreen"
        assert "Not saved." in shown(pilot)
