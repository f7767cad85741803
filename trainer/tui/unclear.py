"""``u``: telling the authors that something is unclear. Who does so is not kept, so it is sent once a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from trainer.tui import navigation

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

THANKS = "Noted, without your name. Authors see it once it was said five times."


def binding(where: str) -> Binding:
    """The key on a screen whose action ``unclear`` calls :func:`tell`."""
    return Binding("u", "unclear", "Unclear", id=f"{where}.unclear", tooltip="Tell the authors that this is unclear")


def tell(app: TrainerApp, name: str) -> None:
    """Send it for the lesson or question with this id, unless it was sent in this sitting."""
    if name not in app.unclear:
        with navigation.telling(app):
            app.training.learn.unclear(name)
            app.unclear.add(name)
    if name in app.unclear:
        app.notify(THANKS, markup=False, timeout=3)
