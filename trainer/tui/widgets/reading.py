"""Text to read: scrolls by line, page and end, with the keys of a pager."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Reading(VerticalScroll, can_focus=True):
    """A scrolling text. Arrows, Page Up, Page Down, Home and End come with the toolkit; these are beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "page_down", "Page down", show=False, id="reading.down", tooltip="Read on"),
        Binding("b", "page_up", "Page up", show=False, id="reading.up", tooltip="A page back"),
        Binding("j", "scroll_down", "Line down", show=False, id="reading.line_down"),
        Binding("k", "scroll_up", "Line up", show=False, id="reading.line_up"),
    ]
