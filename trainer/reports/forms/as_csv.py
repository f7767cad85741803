"""CSV after RFC 4180, with LF line ends: a header, then a line for each row; None is an empty cell.

Invariant: a cell that a person wrote opens as text in a spreadsheet (``text.csv_cell``), and so does each piece of it
that a reader could take for a cell of its own. ``csv.writer`` with LF line ends leaves a bare CR unquoted, where many
readers begin a new line: rows that hold one go through a second writer, whose own line ends make it quote CR.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, TextIO

from trainer.reports.forms.shape import Kind, columns_of, names_of, picker, plain
from trainer.text import csv_cell

_WRITTEN = frozenset({Kind.TEXT, Kind.LIST})


class _Risky(dict[str, bool]):
    """First character to whether ``csv_cell`` quotes it: asked once a character, for asking costs more than a row."""

    def __missing__(self, first: str) -> bool:
        self[first] = csv_cell(first) != first
        return self[first]


class _EndedByLf:
    """Takes whole lines that end in CR LF, and hands them on ending in LF."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, line: str) -> int:
        """Write one line."""
        return self._out.write(line.removesuffix("\r\n") + "\n")


def write_csv(row_type: type, rows: Iterable[Any], out: TextIO) -> int:
    """Write a header and the rows; returns how many rows."""
    written = tuple(at for at, column in enumerate(columns_of(row_type)) if column.kind in _WRITTEN)
    pick = picker(written, itemgetter)
    names = names_of(row_type)
    plainly = csv.writer(out, lineterminator="\n")
    careful = csv.writer(_EndedByLf(out), lineterminator="\r\n")
    line_of, commas = ",".join(["%s"] * len(names)) + "\n", len(names) - 1
    risky = _Risky()
    fine: tuple[Any, ...] = ()
    count = 0
    plainly.writerow(names)
    for row in plain(row_type, rows):
        count += 1
        # Lines about one person repeat what the person wrote.
        if (texts := pick(row)) != fine and any(text and (risky[text[0]] or "\r" in text) for text in texts):
            careful.writerow(_safe(row, written))
            continue
        fine = texts
        line = line_of % row
        if (
            None in row
            or len(line) == 1
            or line.count(",") != commas
            or line.count("\n") != 1
            or '"' in line
            or "\r" in line
        ):
            plainly.writerow(row)
        else:
            # Nothing in it asks for quotes, so this is what csv writes, in half the time.
            out.write(line)
    return count


def _safe(row: tuple[Any, ...], written: tuple[int, ...]) -> list[Any]:
    cells = list(row)
    for at in written:
        cells[at] = csv_cell(cells[at] or "")
    return cells
