"""``single``: one option, by its letter, a click, or the arrows: the highlighted line is the chosen one."""

from __future__ import annotations

from rich.table import Table

from trainer.service.check_views import Asked
from trainer.text import safe
from trainer.tui.answers.lines import LETTERS, LONGEST, ListAnswer, radio
from trainer.tui.widgets.hanging import hanging


class Single(ListAnswer):
    """One of several."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked, LETTERS[: len(asked.choices)])
        self.chosen: int | None = None
        """Place of the chosen option, from 0; None where none is chosen yet."""

    @property
    def hint(self) -> str:
        return "Choose with a letter or the arrows; Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        return () if self.chosen is None else (self.asked.choices[self.chosen].id,)

    def pick(self, at: int) -> None:
        self.chosen = at
        self.changed()

    def line(self, at: int) -> Table:
        return hanging(f"{radio(at == self.chosen)} {self.labels[at]}  ", safe(self.asked.choices[at].text, LONGEST))

    def action_go(self, where: str) -> None:
        super().action_go(where)
        self.action_mark()
