"""How sure one is of the answer just given; asked before anything is said of it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from trainer.tui.widgets.menu import Menu

LEVELS = {1: "not sure", 2: "fairly sure", 3: "sure", 0: "I would rather not say"}
"""In the order shown; 0 says nothing."""


class ConfidenceScreen(ModalScreen[int | None]):
    """Gives 1 to 3; None where the person says nothing, which is what Enter does at first."""

    CSS_PATH = "confidence.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(f"{level}", f"say({level})", words, show=False) for level, words in LEVELS.items()),
        Binding("escape", "say(0)", "Say nothing", id="confidence.nothing"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("How sure are you?", classes="title")
            yield Menu(*(Option(Content(f"{level}  {words}")) for level, words in LEVELS.items()))
            yield Static("It never decides whether you pass, and is for you only. Esc says nothing.", classes="muted")

    def on_mount(self) -> None:
        self.query_one(Menu).highlighted = list(LEVELS).index(0)

    @on(Menu.OptionSelected)
    def _chosen(self, event: Menu.OptionSelected) -> None:
        event.stop()
        self.action_say(list(LEVELS)[event.option_index])

    def action_say(self, level: int) -> None:
        # Pressed twice, the second would close the screen below.
        if self.app.screen is self:
            self.dismiss(level or None)
