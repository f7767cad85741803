"""``numeric``: a number that is typed, and its unit from a list; the arrows change the unit while one types.

How a number is spelled (``022``, ``22.0``) is left as it was typed: the service reads it.
"""

from __future__ import annotations

import re
from typing import ClassVar

from rich.table import Table
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import ListAnswer, radio
from trainer.tui.widgets.hanging import hanging

_ON_THE_WAY = r"[+-]?[0-9]{0,9}(\.[0-9]{0,6})?"
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
LONGEST_NUMBER = 17
"""A sign, nine digits, a point and six more."""


class NumberInput(Input, inherit_bindings=False):
    """Takes digits, a sign and a point; Enter is left to the answer around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in Input.BINDINGS if not (isinstance(each, Binding) and each.key == "enter")
    ]

    def __init__(self) -> None:
        super().__init__(
            placeholder="digits",
            restrict=_ON_THE_WAY,
            max_length=LONGEST_NUMBER,
            compact=True,
            select_on_focus=False,
        )


class Numeric(ListAnswer):
    """A number and its unit."""

    DEFAULT_CSS = """
    Numeric > #number { height: 1; margin-bottom: 1; padding: 0 2; }
    Numeric Static { width: auto; }
    Numeric NumberInput { width: 21; background: $panel; }
    Numeric > #unit { width: 1fr; padding: 0 2; }
    """

    def __init__(self, asked: Asked) -> None:
        # Nothing stands before a unit: whatever is typed belongs to the number.
        super().__init__(asked, ["unit"] * len(asked.choices))
        self._number = NumberInput()
        self.list.can_focus = False
        self._unit: int | None = None

    @property
    def hint(self) -> str:
        return "Type a number, with a point for decimals, and choose its unit with Up and Down; Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        value = (self._number.value,) if self._number.value else ()
        return value if self._unit is None else (*value, self.asked.choices[self._unit].id)

    def missing(self) -> str:
        if not _WHOLE.fullmatch(self._number.value):
            return "Type the number in digits, with a point where needed, such as 2.5."
        return "Choose the unit too: Up and Down, or a click." if self._unit is None else ""

    def keys(self) -> NumberInput:
        return self._number

    def compose(self) -> ComposeResult:
        with Horizontal(id="number"):
            yield Static(Content("Number  "))
            yield self._number
        yield Static(Content("Unit"), id="unit")
        yield self.list

    def pick(self, at: int) -> None:
        self._unit = at
        self.changed()

    def line(self, at: int) -> Table:
        return hanging(f"{radio(at == self._unit)}  ", safe(self.asked.choices[at].text))

    def action_go(self, where: str) -> None:
        super().action_go(where)
        self.action_mark()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
