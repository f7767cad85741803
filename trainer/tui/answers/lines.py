"""A list of lines, each with a key that stands before it: what most answers are made of.

Invariant: a line's own key, a click on it, and the highlight with Space do the same.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.table import Table
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.answer import Answer
from trainer.tui.widgets.hanging import hanging

LETTERS = string.ascii_lowercase
DIGITS = "123456789"
LONGEST = 500
"""Characters of a line before it is cut."""
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


def radio(on: bool) -> str:
    """The mark of one among several."""
    return "(•)" if on else "( )"


def tick(on: bool) -> str:
    """The mark of any among several."""
    return "[x]" if on else "[ ]"


class Lines(OptionList, inherit_bindings=False):
    """Lines to choose among. Keys are bound by the answer around them, so that they work wherever the focus is."""

    DEFAULT_CSS = """
    Lines { height: 1fr; min-height: 2; max-width: 96; }
    Lines > .option-list--option-disabled { color: $foreground; text-style: bold; }
    """

    def __init__(self, pick: Callable[[int], None]) -> None:
        super().__init__()
        # Called, not posted: a message would come after an Enter that is already waiting behind the click.
        self._pick = pick

    def show(self, prompts: Sequence[Table], headings: Sequence[int] = ()) -> None:
        """Put up the lines, or say them anew; ``headings`` cannot be chosen."""
        if self.option_count != len(prompts):
            self.add_options(Option(prompt, disabled=at in headings) for at, prompt in enumerate(prompts))
            return
        for at, prompt in enumerate(prompts):
            self.replace_option_prompt_at_index(at, prompt)
        self.scroll_to_highlight()

    def action_select(self) -> None:
        """A click."""
        if self.highlighted is not None:
            self._pick(self.highlighted)


class ListAnswer(Answer):
    """An answer that is made in one list. A type says what choosing a line does, and how a line looks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go('cursor_up')", "Up", show=False),
        Binding("down", "go('cursor_down')", "Down", show=False),
        Binding("home", "go('first')", "First", show=False),
        Binding("end", "go('last')", "Last", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    def __init__(self, asked: Asked, labels: Sequence[str]) -> None:
        super().__init__(asked)
        self.labels = labels
        """The key of each line; empty for a heading."""
        self.list = Lines(self.press)

    @property
    def longest(self) -> Lines:
        """The list that may not show all its lines."""
        return self.list

    def keys(self) -> Widget:
        return self.list

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.tell()

    def on_key(self, event: events.Key) -> None:
        if event.key in self.labels:
            event.stop()
            self.press(self.labels.index(event.key))

    def press(self, at: int) -> None:
        """A line's own key, or a click on it."""
        self.list.highlighted = at
        self.pick(at)

    def pick(self, at: int) -> None:
        """Choose the line."""

    def line(self, at: int) -> Table:
        """The line as it stands: its key, and the choice in its place."""
        return hanging(f"{self.labels[at]}  ", safe(self.asked.choices[at].text, LONGEST))

    def tell(self) -> None:
        """Say every line anew."""
        headings = [at for at, label in enumerate(self.labels) if not label]
        self.list.show([self.line(at) for at in range(len(self.labels))], headings)

    def changed(self) -> None:
        """The answer is another one: show it and say so."""
        self.tell()
        self.post_message(self.Changed(self))

    def action_go(self, where: str) -> None:
        """Move the highlight."""
        _MOVES[where](self.list)

    def action_page(self, pages: int) -> None:
        """Show more lines. The highlight stays, since in some answers it is the choice."""
        self.longest.scroll_relative(y=pages * max(1, self.longest.size.height - 1), animate=False)

    def action_mark(self) -> None:
        """Space: choose the highlighted line."""
        self.list.action_select()


_MOVES: dict[str, Callable[[OptionList], None]] = {
    "cursor_up": OptionList.action_cursor_up,
    "cursor_down": OptionList.action_cursor_down,
    "first": OptionList.action_first,
    "last": OptionList.action_last,
}
