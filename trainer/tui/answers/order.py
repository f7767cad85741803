"""``order``: lines to be put in order: take one up, move it, put it down.

Invariant: while a line is taken up, Enter puts it down and answers nothing; and the order as it was offered is an
answer only once Enter was pressed twice.
"""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.binding import Binding, BindingType

from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import DIGITS, LONGEST, ListAnswer
from trainer.tui.widgets.hanging import hanging


class Order(ListAnswer):
    """Every line once, the first one first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer", id="question.confirm", tooltip="Send the answer"),
        Binding("enter", "drop", "Put down", id="order.drop", tooltip="Leave the line where it is now"),
        Binding("space", "mark", "Take, put down", id="question.mark", tooltip="Take the line up, or put it down"),
        Binding("escape", "put_back", "Put back", id="order.back", tooltip="Put the line back where it was"),
    ]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked, DIGITS[: len(asked.choices)])
        self._offered = list(range(len(asked.choices)))
        self._order = list(self._offered)
        self._before = list(self._offered)
        """The order before a line was taken up."""
        self._held: int | None = None
        """Where the line is that was taken up; None where none is."""
        self._entered = 0

    @property
    def hint(self) -> str:
        return "Space takes a line up or puts it down, arrows move it; or type two numbers: from, to. Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        return tuple(self.asked.choices[each].id for each in self._order)

    def missing(self) -> str:
        if self._order != self._offered or self._entered > 1:
            return ""
        return "Press Enter again to answer with the order as it stands, or move a line first."

    def on_mount(self) -> None:
        super().on_mount()
        self.list.action_first()

    def pick(self, at: int) -> None:
        """Take the line up; with one taken up, put that one here."""
        if self._held is None:
            self._held, self._before = at, list(self._order)
        else:
            self._move(at)
            self._held = None
        self._show()

    def line(self, at: int) -> Table:
        text = safe(self.asked.choices[self._order[at]].text, LONGEST)
        if at == self._held:
            return hanging(f"↕ {self.labels[at]}  ", f"{text}  (taken up)", style="bold underline")
        return hanging(f"  {self.labels[at]}  ", text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("confirm", "drop", "put_back"):
            return (self._held is None) == (action == "confirm")
        return super().check_action(action, parameters)

    def action_go(self, where: str) -> None:
        if self._held is None:
            super().action_go(where)
            return
        last = len(self._order) - 1
        steps = {"cursor_up": self._held - 1, "cursor_down": self._held + 1, "first": 0, "last": last}
        self._move(min(max(steps.get(where, self._held), 0), last))
        self._show()

    def action_confirm(self) -> None:
        self._entered += 1
        super().action_confirm()

    def action_drop(self) -> None:
        self.action_mark()

    def action_put_back(self) -> None:
        """Escape: as if the line had never been taken up."""
        if self._held is not None:
            self.press(self._before.index(self._order[self._held]))

    def _move(self, to: int) -> None:
        """Move the line that was taken up."""
        if self._held is not None and to != self._held:
            self._order.insert(to, self._order.pop(self._held))
            self._held = to
            self.post_message(self.Changed(self))

    def _show(self) -> None:
        if self._held is not None:
            self.list.highlighted = self._held
        self.tell()
        self.refresh_bindings()
