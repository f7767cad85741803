"""A list of lines that bears a page key which comes before it is laid out."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

from textual.widgets import OptionList


class Paged(OptionList):
    """Textual pages by lines that it may not have laid out yet; then there is no page to turn."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        with suppress(KeyError):
            super()._move_page(direction)
