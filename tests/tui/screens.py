"""Reading what the UI shows, as a person would."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from textual.pilot import Pilot


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


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    """What the database says, read past the product."""
    conn = sqlite3.connect(database)
    try:
        return list(conn.execute(sql))
    finally:
        conn.close()
