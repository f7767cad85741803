"""``match``: each numbered line gets one of the lettered ones below it.

Invariant: a letter stands at one line at most; given to another, it leaves the first.
"""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trainer.assessment.types.match import SIGN
from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import DIGITS, LETTERS, LONGEST, Lines, ListAnswer
from trainer.tui.widgets.hanging import hanging


class Match(ListAnswer):
    """A letter for every line."""

    DEFAULT_CSS = """
    Match > #lefts { height: auto; max-height: 50%; margin-bottom: 1; }
    Match > #rights > .option-list--option-highlighted { background: transparent; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Letter before", show=False, id="match.before"),
        Binding("right", "turn(1)", "Next letter", id="match.next", tooltip="Give the line the next free letter"),
        Binding("backspace,delete", "clear", "Clear", id="match.clear", tooltip="Take the line's letter away"),
    ]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked, DIGITS[: len(asked.lefts)])
        self.list.id = "lefts"
        self._rights = Lines(self._give)
        self._rights.id = "rights"
        # The focus stays above, where the keys work; a click here needs none.
        self._rights.can_focus = False
        self._letters = LETTERS[: len(asked.choices)]
        self._given: dict[int, int] = {}
        """Line to what was given to it, both from 0."""

    @property
    def hint(self) -> str:
        return "Choose a line: number or arrows. A letter matches it and goes on. Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        lefts, rights = self.asked.lefts, self.asked.choices
        return tuple(f"{lefts[at].id}{SIGN}{rights[to].id}" for at, to in sorted(self._given.items()))

    @property
    def longest(self) -> Lines:
        return self._rights

    def missing(self) -> str:
        left = [label for at, label in enumerate(self.labels) if at not in self._given]
        if not left:
            return ""
        if len(left) == 1:
            return f"Line {left[0]} has no letter yet."
        return f"Lines {', '.join(left[:-1])} and {left[-1]} have no letter yet."

    def compose(self) -> ComposeResult:
        yield self.list
        yield self._rights

    def on_mount(self) -> None:
        super().on_mount()
        self.list.action_first()

    def on_key(self, event: events.Key) -> None:
        if event.key in self._letters:
            event.stop()
            self._give(self._letters.index(event.key))
        else:
            super().on_key(event)

    def line(self, at: int) -> Table:
        to = self._given.get(at)
        letter = "_" if to is None else self._letters[to]
        return hanging(f"{self.labels[at]} → {letter}  ", safe(self.asked.lefts[at].text, LONGEST))

    def tell(self) -> None:
        super().tell()
        line_of = {to: f"← {self.labels[at]}" for at, to in self._given.items()}
        self._rights.show(
            [
                hanging(f"{letter} {line_of.get(to, '   ')}  ", safe(right.text, LONGEST))
                for to, (letter, right) in enumerate(zip(self._letters, self.asked.choices, strict=True))
            ]
        )

    def action_turn(self, step: int) -> None:
        """Give the line the next letter that no other line has."""
        at = self.list.highlighted or 0
        taken = {to for line, to in self._given.items() if line != at}
        free = [to for to in range(len(self._letters)) if to not in taken]
        now = self._given.get(at)
        place = free.index(now) + step if now is not None else min(step, 0)
        self._set(at, free[place % len(free)])

    def action_clear(self) -> None:
        if self._given.pop(self.list.highlighted or 0, None) is not None:
            self.changed()

    def _give(self, to: int) -> None:
        at = self.list.highlighted or 0
        self._set(at, to)
        self.list.highlighted = min(at + 1, len(self.labels) - 1)

    def _set(self, at: int, to: int) -> None:
        self._given = {line: other for line, other in self._given.items() if other != to and line != at} | {at: to}
        self._rights.highlighted = to
        self.changed()
