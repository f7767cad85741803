"""The UI over a draft: it opens at a place, and ends there when the files change."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.tui.screens import press, screen_name, settle, shown
from trainer.service.training import Training
from trainer.tui.preview import SECONDS, Place, PreviewApp
from trainer.tui.screens.lesson import LessonScreen


class Files:
    """Files that change when the test says so."""

    def __init__(self) -> None:
        self.changed = False

    def stale(self) -> bool:
        return self.changed


async def change(app: PreviewApp, files: Files, pilot: Pilot[int]) -> Place | None:
    """Where the author was when the files changed; the app has ended by then."""
    files.changed = True
    for _ in range(100):
        await asyncio.sleep(SECONDS / 5)
        if app.left_at is not None:
            await pilot.pause()
            break
    return app.left_at


async def at_home(_: Pilot[int]) -> None:
    """Where it opens."""


async def in_a_module(pilot: Pilot[int]) -> None:
    await press(pilot, "down", "enter")


async def at_a_question(pilot: Pilot[int]) -> None:
    await press(pilot, "down", "enter", "down", "down", "down", "enter")
    assert screen_name(pilot) == "QuestionScreen"


@pytest.mark.parametrize(
    ("go", "place"),
    [(at_home, Place()), (in_a_module, Place(module="M90")), (at_a_question, Place(module="M90"))],
)
async def test_it_ends_where_the_author_is(
    training: Training, go: Callable[[Pilot[int]], Awaitable[None]], place: Place
) -> None:
    files = Files()
    app = PreviewApp(training, Place(), files.stale)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await go(pilot)
        assert app.left_at is None
        assert await change(app, files, pilot) == place


async def test_it_comes_back_to_the_part_of_the_lesson(training: Training) -> None:
    files = Files()
    app = PreviewApp(training, Place(module="M90", lesson="M90.L1"), files.stale)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert screen_name(pilot) == "LessonScreen"
        await press(pilot, "end")
        place = await change(app, files, pilot)
    assert place is not None
    assert (place.module, place.lesson) == ("M90", "M90.L1")
    assert place.block > 0
    training.learn.keep_place(place.module, place.lesson, place.block)
    again = PreviewApp(training, place, lambda: False)
    async with again.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert screen_name(pilot) == "LessonScreen"
        assert "Lesson 1 of 2" in shown(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, LessonScreen)
        for _ in range(50):
            # Markdown lays itself out in the next refreshes.
            await pilot.pause(0.05)
            if screen.place[2]:
                break
        assert screen.place == (place.module, place.lesson, place.block)


async def test_whoever_leaves_is_not_brought_back(training: Training) -> None:
    app = PreviewApp(training, Place(), lambda: False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+q")
    assert app.left_at is None
    assert app.return_code == 0
