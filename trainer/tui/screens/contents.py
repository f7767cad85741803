"""A lesson's contents: choose a section to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from trainer.tui import words
from trainer.tui.widgets.menu import Menu


class ContentsScreen(ModalScreen[int | None]):
    """Gives the number of the chosen heading, from 0; None where none was chosen."""

    CSS_PATH = "contents.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,c", "dismiss", "Back", id="contents.back")]

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = headings

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("In this lesson", classes="title")
            yield Menu(*(Option(words.plain(heading)) for heading in self._headings))

    @on(Menu.OptionSelected)
    def _go(self, event: Menu.OptionSelected) -> None:
        if self.app.screen is self:
            self.dismiss(event.option_index)
