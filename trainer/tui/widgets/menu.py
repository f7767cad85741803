"""A list of places to go; Enter, or a click, goes there, and the footer says so."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Menu(OptionList):
    """An option list that keeps its highlight when its lines are told anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="menu.open", tooltip="Do what the highlighted line says"),
    ]

    def show(self, options: Iterable[Option | None]) -> None:
        """Replace the lines, keep the place, take the focus."""
        at = self.highlighted or 0
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(at, self.option_count - 1)
        self.focus()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        # Textual pages by lines that it may not have laid out yet; then there is no page to turn.
        with suppress(KeyError):
            super()._move_page(direction)
