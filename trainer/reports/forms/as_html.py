"""HTML: one self-contained page, to read in a browser and to print, with the chart above the rows.

A cell longer than 4,000 characters is cut; no row and no column is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from shutil import copyfileobj
from typing import Any, TextIO

from trainer.reports.about import About
from trainer.reports.forms.chart import Chart, Counting, Tally
from trainer.reports.forms.heads import lines, spool
from trainer.reports.forms.shape import NUMERIC, Column, columns_of, plain, shown
from trainer.reports.forms.svg import STYLE, draw
from trainer.reports.page import text, write_end, write_start

_STYLE = (
    """
body { max-width: none; } table { font-size: .8rem; } caption { text-align: left; font-weight: bold; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dt { color: var(--quiet); } dd { margin: 0; }
figure { margin: 1rem 0; } .n { text-align: right; } .wide { overflow-x: auto; }
@page { size: landscape; margin: 12mm; }
@media print { table { font-size: 7pt; } th, td { padding: 1pt 3pt; } .wide { overflow: visible; }
  figure { break-inside: avoid; } }
"""
    + STYLE
)


def write_html(
    about: About, row_type: type, rows: Iterable[Any], out: TextIO, *, chart: Chart | Tally | None = None
) -> int:
    """Write the page; returns how many rows."""
    counting = Counting(chart, row_type)
    with spool() as waiting:
        count = _write_rows(row_type, counting.passing(rows), waiting)
        write_start(about.title, out, style=_STYLE)
        said = "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>\n" for label, value in lines(about, count))
        out.write(f"<dl>\n{said}</dl>\n")
        out.writelines(f'<p class="why">{text(note)}</p>\n' for note in about.notes)
        drawn = counting.chart()
        if drawn:
            _write_chart(drawn, out)
        _write_head(about, row_type, out)
        waiting.seek(0)
        copyfileobj(waiting, out)
    out.write("</tbody>\n</table>\n</div>\n" + ("" if count else "<p>Nothing.</p>\n"))
    write_end(out)
    return count


def _write_chart(chart: Chart, out: TextIO) -> None:
    out.write(f"<h2>{text(chart.title)}</h2>\n<figure>\n{draw(chart)}\n<table>\n")
    out.write(f"<caption>{text(chart.title)}, in numbers</caption>\n")
    heads = "".join(f'<th scope="col">{text(head)}</th>' for head in (*chart.series, "all"))
    out.write(f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n")
    for label, counts in chart.bars:
        numbers = "".join(f'<td class="n">{count}</td>' for count in (*counts, sum(counts)))
        out.write(f'<tr><th scope="row">{text(label)}</th>{numbers}</tr>\n')
    out.write("</tbody>\n</table>\n</figure>\n")


def _write_head(about: About, row_type: type, out: TextIO) -> None:
    heads = "".join(f'<th scope="col">{text(column.head)}</th>' for column in columns_of(row_type))
    # A region that scrolls has to be reachable by keyboard, and so to have a name.
    out.write('<h2>Rows</h2>\n<div class="wide" role="region" aria-label="Rows" tabindex="0">\n')
    out.write(f"<table>\n<caption>{text(about.title)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")


def _write_rows(row_type: type, rows: Iterable[Any], out: TextIO) -> int:
    cells = [_cell(at, column) for at, column in enumerate(columns_of(row_type))]
    count = 0
    for row in plain(row_type, rows):
        written = "".join([cell(shown(value)) for cell, value in zip(cells, row, strict=True)])
        out.write(f"<tr>{written}</tr>\n")
        count += 1
    return count


def _cell(at: int, column: Column) -> Callable[[str], str]:
    """The first column names the row, so that a cell read aloud is read with it."""
    if at == 0:
        return lambda value: f'<th scope="row">{text(value)}</th>'
    if column.kind in NUMERIC:
        return lambda value: f'<td class="n">{text(value)}</td>'
    return lambda value: f"<td>{text(value)}</td>"
