"""What shows of a question where rows are few."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App

import trainer.tui
from tests.tui.screens import press, settle, shown
from tests.tui.test_answers import MATCH, SINGLE
from trainer.assessment.kinds import AttemptKind
from trainer.service.check_views import Asked, Choice, Presented
from trainer.tui.answers.answer import Answer
from trainer.tui.screens.question import QuestionScreen


class OneQuestion(App[int]):
    """The question screen over a training that knows one question."""

    CSS_PATH = Path(trainer.tui.__file__).with_name("app.tcss")

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        presented = Presented(
            attempt="a",
            kind=AttemptKind.MODULE_CHECK,
            heading="M90",
            question="M90-Q001",
            position=3,
            total=10,
            label="Question 3 of 10",
            asked=asked,
            asks_confidence=False,
        )
        self._training: Any = SimpleNamespace(checks=SimpleNamespace(question=lambda _: presented))

    def on_mount(self) -> None:
        self.push_screen(QuestionScreen(self._training, "a"))


def lines(count: int, words: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=f"{words[0]}{at}", text=f"{words} {at}") for at in range(count))


def a_match(lefts: int, rights: int) -> Asked:
    stem = "Adaeze sorts the old files of a sports club before they go to a research partner. " * 2
    return Asked(type="match", stem=stem, choose=lefts, lefts=lines(lefts, "left"), choices=lines(rights, "right"))


def blank_lines(text: str) -> int:
    return sum(not line.strip() for line in text.splitlines())


@pytest.mark.parametrize(("lefts", "rights"), [(3, 4), (4, 6), (5, 8)])
async def test_every_line_to_match_shows_and_the_gaps_go_only_where_they_must(lefts: int, rights: int) -> None:
    app = OneQuestion(a_match(lefts, rights))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert all(f"left {at}" in text for at in range(lefts))
        assert all(f"right {at}" in text for at in range(rights))
        assert app.screen.has_class("-low") == (rights == 8)


async def test_fewer_rows_take_the_gaps_and_more_rows_bring_them_back() -> None:
    app = OneQuestion(MATCH)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        gaps = blank_lines(shown(pilot))
        for size, low in (((80, 20), True), ((80, 40), False)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert app.screen.has_class("-low") == low
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert blank_lines(shown(pilot)) == gaps


async def test_a_page_key_chooses_nothing() -> None:
    app = OneQuestion(SINGLE)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "pagedown", "pageup")
        assert app.screen.query_one(Answer).given == ()
        await press(pilot, "b", "pagedown")
        assert app.screen.query_one(Answer).given == ("green",)
