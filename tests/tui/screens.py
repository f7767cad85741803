"""Reading what the UI shows, as a person would."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from textual.pilot import Pilot

from tests.support import Office, keys_of
from trainer.tui.screens.question import QuestionScreen


def shown(pilot: Pilot[int]) -> str:
    """The text on the screen, line by line."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text[:width].rstrip() for strip in lines[:height])


def screen_name(pilot: Pilot[int]) -> str:
    return type(pilot.app.screen).__name__


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after another, each with time to act."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    """Wait until what shows stays as it is for a tenth of a second: on a busy machine the last frame comes late."""
    before, same = "", 0
    for _ in range(200):
        await pilot.pause(0.02)
        now = shown(pilot)
        same = same + 1 if now == before and now.strip() else 0
        if same == 5:
            return
        before = now


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    """What the database says, read past the product."""
    conn = sqlite3.connect(database)
    try:
        return list(conn.execute(sql))
    finally:
        conn.close()


def letters_of(pilot: Pilot[int], office: Office, *, right: bool = True) -> list[str]:
    """The keys to press for the question on the screen."""
    assert isinstance(pilot.app.screen, QuestionScreen)
    presented = pilot.app.screen._question
    assert presented is not None
    keys = keys_of(office.course)[presented.question]
    wanted = [at for at, c in enumerate(presented.asked.choices) if (c.id in keys) == right][: presented.asked.choose]
    return ["abcdefgh"[at] for at in wanted]


async def answer(pilot: Pilot[int], office: Office, *, right: bool = True) -> None:
    """Answer whichever question was drawn, with as many choices as it asks for."""
    await press(pilot, *letters_of(pilot, office, right=right), "enter")
