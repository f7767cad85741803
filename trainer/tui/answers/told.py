"""A text above the lines to choose among: a scenario's scenes, a notice with its phrases.

Invariant: the focus stays in the lines; where the text is longer than its place, two keys of the answer turn its pages.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

PAGES: list[BindingType] = [
    Binding("pagedown", "turn(1)", "Read on", id="question.on", tooltip="Read on in the text above the options"),
    Binding("pageup", "turn(-1)", "Read back", id="question.back", show=False),
]
"""For an answer with such a text; its ``action_turn`` turns it."""


class Told(VerticalScroll, can_focus=False):
    """The text; at most half of the answer's place, so that some lines to choose among always show."""

    DEFAULT_CSS = """
    Told { height: auto; max-height: 50%; margin-bottom: 1; padding: 0 2; }
    Told > Static { height: auto; max-width: 92; }
    """

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(self._text)

    def on_resize(self) -> None:
        # Only once it is laid out is it known whether there are pages to turn.
        self.call_after_refresh(self.refresh_bindings)

    @property
    def is_long(self) -> bool:
        """Whether some of it does not show."""
        return self.max_scroll_y > 0

    def turn(self, pages: int) -> None:
        """Turn pages, down or, below 0, up; a line of what was read stays."""
        step = max(1, self.scrollable_content_region.height - 1)
        self.scroll_relative(y=pages * step, animate=False)

    def reach(self, before: Content, *, top: bool = False) -> None:
        """Bring to sight what comes after the first part of the text; to the ``top``, or with some of it above."""
        static = self.query_one(Static)
        line = max(0, before.get_height({}, max(1, static.content_region.width)) - 1)
        above = 0 if top else self.scrollable_content_region.height // 3
        self.scroll_to(y=line - above, animate=False)
