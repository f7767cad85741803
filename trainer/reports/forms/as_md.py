"""Markdown as GitHub reads it: a heading, the head of the report as a list, and its rows as a table.

Invariant: what a person wrote is text, in any renderer. Punctuation that could mean something has a backslash before
it. Text with an ``@`` is written as code: GitHub looks for addresses after it has taken the backslashes away, and looks
for people to notify too. A cell longer than 3,000 characters is cut, so that a fence of fewer than 80 backticks is
always free, for GitHub sees none beyond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from shutil import copyfileobj
from typing import Any, TextIO

from trainer.reports.about import About
from trainer.reports.forms.chart import Chart, Counting, Tally
from trainer.reports.forms.heads import lines, spool
from trainer.reports.forms.shape import NUMERIC, Column, Kind, columns_of, plain, shown
from trainer.text import safe

_LONGEST = 3000
_MEANING = re.compile(r"[\\`*_{}\[\]()<>#+!|~&:.$^=]")
_BACKTICKS = re.compile(r"`+")


def escaped(value: str) -> str:
    """One line of Markdown that shows this text, after something on its line or as a heading; not in a table."""
    line = safe(value, _LONGEST).strip()
    if "@" not in line:
        return _MEANING.sub(r"\\\g<0>", line)
    taken = {len(run) for run in _BACKTICKS.findall(line)}
    fence = "`" * next(length for length in range(1, _LONGEST) if length not in taken)
    # One space on each side is taken away again, and parts the fence from a backtick of the text.
    return f"{fence} {line} {fence}"


def cell(value: str) -> str:
    """As ``escaped``, in a table, where a pipe ends a cell even inside code, unless a backslash stands before it."""
    text = escaped(value)
    return text.replace("|", "\\|") if text.startswith("`") else text


def write_md(
    about: About, row_type: type, rows: Iterable[Any], out: TextIO, *, chart: Chart | Tally | None = None
) -> int:
    """Write the document; returns how many rows."""
    counting = Counting(chart, row_type)
    columns = columns_of(row_type)
    with spool() as waiting:
        count = _write_rows(row_type, columns, counting.passing(rows), waiting)
        out.write(f"# {escaped(about.title)}\n\n")
        out.writelines(f"- {label}: {escaped(value)}\n" for label, value in lines(about, count))
        out.writelines(f"- Note: {escaped(note)}\n" for note in about.notes)
        drawn = counting.chart()
        if drawn:
            _write_counts(drawn, out)
        out.write("\n## Rows\n\n")
        out.write(_line([cell(column.head) for column in columns]))
        out.write(_line(["---:" if column.kind in NUMERIC else "---" for column in columns]))
        waiting.seek(0)
        copyfileobj(waiting, out)
    return count


def _write_counts(chart: Chart, out: TextIO) -> None:
    out.write(f"\n## {escaped(chart.title)}\n\n")
    out.write(_line(["", *map(cell, chart.series), "all"]))
    out.write(_line(["---", *["---:"] * (len(chart.series) + 1)]))
    out.writelines(_line([cell(label), *map(str, counts), str(sum(counts))]) for label, counts in chart.bars)


def _write_rows(row_type: type, columns: tuple[Column, ...], rows: Iterable[Any], out: TextIO) -> int:
    cells: list[Callable[[str], str]] = [_plain if _made(column) else cell for column in columns]
    count = 0
    for row in plain(row_type, rows):
        out.write(_line([write(shown(value)) for write, value in zip(cells, row, strict=True)]))
        count += 1
    return count


def _made(column: Column) -> bool:
    """Whether no cell of it can hold Markdown. A code could read ``www.example.com``."""
    return column.kind in NUMERIC | {Kind.DAY, Kind.MOMENT, Kind.TRUTH}


def _plain(value: str) -> str:
    return value


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
