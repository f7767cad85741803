"""A table for a terminal: aligned columns, each cell one safe line and cut to a width.

All rows are held, for the widths; a table is read by a person, who asks for few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TextIO

from trainer.reports.forms.shape import names_of, picker, shown
from trainer.text import safe

_WIDEST = 32
"""Characters of a cell before it is cut."""


def write_table(row_type: type, rows: Iterable[Any], out: TextIO, columns: Sequence[str] = ()) -> int:
    """Write the header and the rows; ``columns`` picks and orders them, empty means all. Returns how many rows."""
    names = tuple(columns) or names_of(row_type)
    pick = picker(names, attrgetter)
    lines = [[safe(shown(value), _WIDEST) for value in pick(row)] for row in rows]
    widths = [max([len(name), *(len(line[i]) for line in lines)]) for i, name in enumerate(names)]
    for line in [[name.replace("_", " ") for name in names], *lines]:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        out.write("  ".join(cells).rstrip() + "\n")
    return len(lines)
