"""``multiple``: several options; a letter, Space or a click marks one or takes its mark away."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.binding import Binding, BindingType

from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import LETTERS, LONGEST, NUMBERS, ListAnswer, tick
from trainer.tui.widgets.hanging import hanging


class Multiple(ListAnswer):
    """As many as the question says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="question.mark", tooltip="Choose or unchoose the line"),
    ]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked, LETTERS[: len(asked.choices)])
        self.marked: set[int] = set()
        """Places of the marked options, from 0."""

    @property
    def hint(self) -> str:
        return f"Mark {NUMBERS[self.asked.choose]}, with letters or Space; Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        return tuple(choice.id for at, choice in enumerate(self.asked.choices) if at in self.marked)

    def missing(self) -> str:
        wanted = self.asked.choose
        if len(self.marked) == wanted:
            return ""
        return f"Choose {NUMBERS[wanted]}; you have chosen {NUMBERS[len(self.marked)]}."

    def on_mount(self) -> None:
        super().on_mount()
        self.list.action_first()

    def pick(self, at: int) -> None:
        self.marked ^= {at}
        self.changed()

    def line(self, at: int) -> Table:
        return hanging(f"{tick(at in self.marked)} {self.labels[at]}  ", safe(self.asked.choices[at].text, LONGEST))
