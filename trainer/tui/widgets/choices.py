"""Options to choose among: a letter or an arrow selects, Enter confirms, until then the choice can change.

Invariant: a click or a letter only ever changes the choice; nothing is sent before Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.service.check_views import Choice
from trainer.text import safe
from trainer.tui.widgets.hanging import hanging
from trainer.tui.words import LETTERS

_LONGEST = 500


class Choices(OptionList):
    """One list for one right answer (the highlighted line is chosen) and for several (Space or a letter marks)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer", id="question.confirm", tooltip="Send the answer"),
        Binding("space", "mark", "Mark", id="question.mark", tooltip="Choose or unchoose the line"),
    ]

    @dataclass
    class Changed(Message):
        """The choice changed."""

        chosen: tuple[str, ...]

    @dataclass
    class Confirmed(Message):
        """Enter was pressed on this choice, which may be empty."""

        chosen: tuple[str, ...]

    def __init__(self, choices: tuple[Choice, ...], choose: int) -> None:
        super().__init__()
        self._choices = choices
        self._several = choose > 1
        self._marked: set[int] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the chosen options, in shown order."""
        return tuple(choice.id for at, choice in enumerate(self._choices) if at in self._marked)

    def on_mount(self) -> None:
        self.add_options(Option(self._prompt(at), id=choice.id) for at, choice in enumerate(self._choices))

    def on_key(self, event: events.Key) -> None:
        at = LETTERS.find(event.key) if len(event.key) == 1 else -1
        if 0 <= at < len(self._choices):
            event.stop()
            self.highlighted = at
            self._choose(at)

    def action_cursor_down(self) -> None:
        super().action_cursor_down()
        self._follow_highlight()

    def action_cursor_up(self) -> None:
        super().action_cursor_up()
        self._follow_highlight()

    def action_select(self) -> None:
        """A click."""
        if self.highlighted is not None:
            self._choose(self.highlighted)

    def action_mark(self) -> None:
        self.action_select()

    def action_confirm(self) -> None:
        self.post_message(self.Confirmed(self.chosen))

    def _follow_highlight(self) -> None:
        if not self._several and self.highlighted is not None:
            self._choose(self.highlighted)

    def _choose(self, at: int) -> None:
        if self._several:
            self._marked ^= {at}
        else:
            self._marked = {at}
        for each in range(len(self._choices)):
            self.replace_option_prompt_at_index(each, self._prompt(each))
        self.post_message(self.Changed(self.chosen))

    def _prompt(self, at: int) -> Table:
        mark = ("[x]" if at in self._marked else "[ ]") if self._several else ("(•)" if at in self._marked else "( )")
        return hanging(f"{mark} {LETTERS[at]}  ", safe(self._choices[at].text, _LONGEST))
