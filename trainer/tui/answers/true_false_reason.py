"""``true_false_reason``: a verdict on the statement and a reason, each chosen in its own half of one list.

The arrows only move: going from one half to the other would otherwise change what was chosen on the way.
"""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType

from trainer.assessment.types.true_false_reason import VERDICTS
from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import LETTERS, LONGEST, ListAnswer, radio
from trainer.tui.widgets.hanging import hanging

_TF, _12 = ("t", "f"), ("1", "2")
_REASONS = len(VERDICTS) + 2
"""Line of the first reason: after the verdicts and two headings."""


class TrueFalseReason(ListAnswer):
    """True or false, and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Choose", id="question.mark", tooltip="Choose the line"),
    ]

    def __init__(self, asked: Asked) -> None:
        reasons = LETTERS[: len(asked.choices)]
        # From six reasons on, f is one of them.
        self._keys = _12 if set(reasons) & set(_TF) else _TF
        super().__init__(asked, ("", *self._keys, "", *reasons))
        self._verdict: int | None = None
        self._reason: int | None = None

    @property
    def hint(self) -> str:
        true, false = self._keys
        return f"{true} is true, {false} is false, a letter gives the reason; Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        verdict = () if self._verdict is None else (VERDICTS[self._verdict],)
        return verdict if self._reason is None else (*verdict, self.asked.choices[self._reason].id)

    def missing(self) -> str:
        true, false = self._keys
        if self._verdict is None:
            return f"Say whether the statement is true or false: {true} or {false}."
        return "Choose the reason too: a letter, or Space." if self._reason is None else ""

    def on_mount(self) -> None:
        super().on_mount()
        self.list.action_first()

    def pick(self, at: int) -> None:
        if at < _REASONS:
            self._verdict = at - 1
        else:
            self._reason = at - _REASONS
        self.changed()

    def line(self, at: int) -> Table:
        if not self.labels[at]:
            return _heading("because" if at else "The statement is")
        if at < _REASONS:
            return hanging(f"{radio(at - 1 == self._verdict)} {self.labels[at]}  ", VERDICTS[at - 1])
        text = self.asked.choices[at - _REASONS].text
        return hanging(f"{radio(at - _REASONS == self._reason)} {self.labels[at]}  ", safe(text, LONGEST))


def _heading(words: str) -> Table:
    grid = Table.grid()
    grid.add_row(Text(words))
    return grid
