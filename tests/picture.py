"""Draws the README's pictures from the running UI: ``python -m tests.picture`` writes them into .github."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from trainer.cli.demo_company import Demo
from trainer.content.library import load_course
from trainer.content.source import ContentRoot
from trainer.settings import Settings
from trainer.tui import navigation
from trainer.tui.app import TrainerApp

ROOT = Path(__file__).parents[1]


async def draw(folder: Path) -> None:
    """Home as the demo's learner first sees it, their team, and a question of the check begun from home."""
    course = load_course([ContentRoot(ROOT / "modules", ROOT / "question_banks")])
    demo = Demo(folder, course, Settings())
    demo.people_it()
    app = TrainerApp(demo.training())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        save(app, "home.svg")
        await pilot.press("t")
        await pilot.pause(0.3)
        save(app, "team.svg")
        await pilot.press("escape")
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await pilot.pause(0.3)
        navigation.open_check(app, "M04")
        await pilot.pause(0.3)
        await pilot.press("b")
        await pilot.pause(0.3)
        save(app, "question.svg")


def save(app: TrainerApp, name: str) -> None:
    """Write the screen as it stands."""
    drawn = app.export_screenshot(title="Trainer")
    # A picture that fetches fonts from elsewhere would tell that place who reads the README.
    drawn = re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code, monospace", "monospace").replace("font-family: arial", "font-family: sans-serif")
    (ROOT / ".github" / name).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(draw(Path(made)))
