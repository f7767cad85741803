"""Examinations, test-outs and practice on the screen: real keys, then the rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.service.examined import examined_course, learn
from tests.support import Office, StoppedClock
from tests.tui.conftest import Opened
from tests.tui.screens import press, rows, screen_name, settle, shown
from trainer.assessment import types
from trainer.content.questions import Branch, Question
from trainer.service.asked import Asked
from trainer.service.training import Training
from trainer.tui.answers.answer import Answer
from trainer.tui.palette import Palette
from trainer.tui.screens.question import QuestionScreen

Wrong = Callable[[Question], bool]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), examined_course())


@pytest.fixture
def training(office: Office) -> Training:
    """Ana on the roster, the track with its examination assigned, the module completed."""
    made = office.training("ana")
    made.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    made.compliance.assign("tiny", Asked(everyone=True))
    learn(made)
    return made


def keys_for(question: Question, pilot: Pilot[int], *, wrong: bool) -> list[str]:
    """The keys that answer the question on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, QuestionScreen)
    assert screen._question is not None
    asked = screen._question.asked
    at = {choice.id: "abcdefgh"[place] for place, choice in enumerate(asked.choices)}
    key = types.of(question).key(question)
    match asked.type:
        case "single":
            return [at["b" if wrong else key[0]]]
        case "spot":
            return [at[name] for name in key]
        case "true_false_reason":
            return [key[0][0], at[key[1]]]
        case "numeric":
            return [*key[0], *["down"] * (1 + [c.id for c in asked.choices].index(key[1]))]
        case "match":
            matched = dict(each.split("=") for each in key)
            return [k for n, left in enumerate(asked.lefts, start=1) for k in (str(n), at[matched[left.id]])]
        case "branch":
            return [at[key[len(asked.path)]]]
    order = [choice.id for choice in asked.choices]
    keys = []
    for place, name in enumerate(key):
        if order[place] != name:
            keys += [str(order.index(name) + 1), str(place + 1)]
            order.insert(place, order.pop(order.index(name)))
    return keys or ["enter"]


async def answer_all(pilot: Pilot[int], *, wrong: Wrong = lambda _: False, after: tuple[str, ...] = ()) -> int:
    """Answer until another screen than a question's comes; how many Enters it took."""
    by_id = {q.id: q for q in examined_course().bodies["M90"].questions}
    count = 0
    while isinstance(screen := pilot.app.screen, QuestionScreen):
        assert screen._question is not None
        question = by_id[screen._question.question]
        await press(pilot, *keys_for(question, pilot, wrong=wrong(question)), "enter", *after)
        count += not isinstance(question, Branch) or len(screen._question.asked.path) == 1
    return count


async def test_an_examination_by_keyboard_with_a_miss_made_good(opened: Opened, office: Office) -> None:
    missed: list[str] = []

    def first_critical(question: Question) -> bool:
        if question.critical and not missed:
            missed.append(question.id)
            return True
        return False

    async with opened() as pilot:
        assert "Take the examination" in shown(pilot)
        await press(pilot, "enter")
        assert "Question 1 of 30" in shown(pilot)
        await answer_all(pilot, wrong=first_critical)
        assert screen_name(pilot) == "LessonFirstScreen"
        assert "1 critical question to make good" in shown(pilot)
        await press(pilot, "enter")
        assert screen_name(pilot) == "LessonScreen"
        await press(pilot, "end")
        await settle(pilot)
        await press(pilot, "escape")
        assert "Fresh question" in shown(pilot)
        await answer_all(pilot)
        assert screen_name(pilot) == "ResultScreen"
        assert "✓ Passed" in shown(pilot)
        assert "You hold this track" in shown(pilot)
    assert rows(office.database, "SELECT count(*) FROM certification") == [(1,)]
    assert rows(office.database, "SELECT count(*), min(score) FROM response WHERE attempt = 2") == [(31, 0.0)]


async def test_whoever_goes_later_comes_back_to_the_lesson(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        ((form,),) = rows(office.database, "SELECT form FROM attempt WHERE kind = 'certification'")
        missed = next(item["question"] for item in json.loads(str(form))["items"] if item["critical"])
        await answer_all(pilot, wrong=lambda question: question.id == missed)
        assert screen_name(pilot) == "LessonFirstScreen"
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"
        assert "Continue the examination" in shown(pilot)
        await press(pilot, "enter")
        assert screen_name(pilot) == "LessonFirstScreen"
        # Reading on from the lesson itself leads back too.
        await press(pilot, "enter", "end")
        await settle(pilot)
        await press(pilot, "enter")
        assert "Fresh question" in shown(pilot)


async def test_after_a_failure_only_the_own_mistakes_are_explained(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        await answer_all(pilot, wrong=lambda question: True)
        assert "✗ Not passed yet" in shown(pilot)
        await press(pilot, "v")
        assert "stays closed for the next attempt" in shown(pilot)
        assert "right answer" not in shown(pilot)


async def test_an_enter_belongs_to_the_question_it_was_pressed_on(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen._question is not None
        asked = next(q for q in examined_course().bodies["M90"].questions if q.id == screen._question.question)
        await press(pilot, *keys_for(asked, pilot, wrong=False))
        widget = screen.query_one(Answer)
        for _ in range(4):
            widget.action_confirm()
        await settle(pilot)
        assert "Question 2 of 30" in shown(pilot) or asked.type == "branch"
    count = rows(office.database, "SELECT count(*) FROM response WHERE attempt = 2")
    assert count == [(0,)] if asked.type == "branch" else [(1,)]


async def test_keys_that_come_before_anything_is_laid_out_do_no_harm(opened: Opened) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen._question is not None
        await screen._show(screen._question)
        for key in ("pagedown", "pageup", "end", "home"):
            await pilot.press(key)
        await press(pilot, "escape", "ctrl+p", "pageup")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        palette.dismiss()
        palette.dismiss()
        await pilot.pause()
        assert screen_name(pilot) == "HomeScreen"


async def test_practice_asks_how_sure_one_is_and_says_what_that_was_worth(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "down", "enter")
        text = shown(pilot)
        assert "Practise: 5 questions" in text
        # One line a choice, the next step first; each begins with its mark.
        lines = [line for line in text.splitlines() if line.strip()[:1] in set("✓○◆◇")]
        at = next(place for place, line in enumerate(lines) if "Practise" in line)
        await press(pilot, *["down"] * at, "enter")
        wrong_once = iter([True, False, False, False, False])
        sure = 0
        while isinstance(pilot.app.screen, QuestionScreen):
            screen = pilot.app.screen
            assert screen._question is not None
            by_id = {q.id: q for q in examined_course().bodies["M90"].questions}
            question = by_id[screen._question.question]
            wrong = question.type == "single" and next(wrong_once, False)
            await press(pilot, *keys_for(question, pilot, wrong=wrong), "enter")
            if screen_name(pilot) == "ConfidenceScreen":
                await press(pilot, "3")
                sure += 1
            if screen_name(pilot) == "FeedbackScreen":
                await press(pilot, "enter")
        assert "✓ Done" in shown(pilot)
        assert "You were sure of 1 that was wrong" in " ".join(shown(pilot).replace("█", "").split())
    # The five are drawn at random; a scenario among them asks nobody how sure they are.
    practised = "attempt = (SELECT n FROM attempt WHERE kind = 'practice')"
    asked = f"SELECT count(*) FROM response WHERE question <> 'M90-T004' AND {practised}"
    assert rows(office.database, asked) == [(sure,)]
    assert rows(office.database, "SELECT count(*) FROM response WHERE confidence = 3") == [(sure,)]
