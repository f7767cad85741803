"""What a module teaches, whole, for terminals in which it does not fit beside the lessons."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trainer.tui import words
from trainer.tui.widgets.reading import Reading


class AimsScreen(ModalScreen[None]):
    """The summary and the objectives."""

    CSS_PATH = "aims.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,enter,q", "dismiss", "Close", key_display="Esc", id="aims.close"),
    ]

    def __init__(self, summary: str, objectives: Content) -> None:
        super().__init__()
        self._summary, self._objectives = summary, objectives

    def compose(self) -> ComposeResult:
        with Reading(id="box"):
            yield Static(words.block(self._summary))
            yield Static(self._objectives)
            yield Static("Esc closes this.", classes="muted")
