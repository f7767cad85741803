"""Text that hangs: whatever runs over a line begins under its first word, not under the mark before it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text


def hanging(mark: str, text: str | Text, *, style: str = "") -> Table:
    """``mark`` once, in its own column, and ``text`` beside it. Both are shown as they stand, without markup.

    A ``Text`` has styles of its own, and ``style`` is not looked at.
    """
    grid = Table.grid(padding=0)
    grid.add_column(width=len(mark), no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(mark), text if isinstance(text, Text) else Text(text, style=style))
    return grid
