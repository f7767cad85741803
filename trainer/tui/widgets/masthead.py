"""The line at the top of every screen: where the person is, and who they are."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from trainer.text import safe


class Masthead(Static):
    """``where`` on the left, ``who`` on the right; both may be untrusted text, and are shown as they stand."""

    def __init__(self, where: str, who: str = "") -> None:
        super().__init__(_line(where, who))

    def say(self, where: str) -> None:
        """Say where the person is now."""
        self.update(_line(where, ""))


def _line(where: str, who: str) -> Table:
    # One widget with two columns, not three widgets: every screen has it, and the first frame waits for it.
    line = Table.grid(expand=True, padding=0)
    line.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    line.add_column(justify="right", no_wrap=True)
    line.add_row(Text.assemble(("Trainer", "bold"), "  ", safe(where)), Text(safe(who, 60), style="dim"))
    return line
