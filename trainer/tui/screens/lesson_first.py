"""A critical question was missed: its lesson comes first, then a fresh question."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.check_views import LessonFirst
from trainer.text import plural, safe
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.reading import Reading


class LessonFirstScreen(Screen[bool]):
    """True: open the lesson now. False: later; the attempt waits."""

    CSS_PATH = "lesson_first.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "dismiss(True)",
            "Read the lesson",
            id="first.read",
            tooltip="Read it, then answer a fresh question",
        ),
        Binding(
            "escape",
            "dismiss(False)",
            "Later",
            key_display="Esc",
            id="first.later",
            tooltip="Leave; it waits for you",
        ),
    ]

    def __init__(self, first: LessonFirst) -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        first = self._first
        yield Masthead(first.heading)
        with Reading(id="body"):
            yield Static(Content(f"{plural(first.misses, 'critical question')} to make good"), classes="title")
            yield Static(Content(f"You missed one on this: {safe(first.objective)}"))
            yield Static(
                Content.assemble(
                    "Nothing else makes up for it, but you can make it good now: read ",
                    (f"“{safe(first.title)}”", "bold"),
                    " to its end once more. Then a fresh question follows, and if need be a second one.",
                )
            )
        yield Footer()
