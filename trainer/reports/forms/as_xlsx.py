"""XLSX: a sheet ``Summary``, then the rows under a frozen header with filters, on as many sheets as they need.

Invariant: text is written as text, never as a formula, a link or a number, and stays text when its cell is edited.
Equal reports are equal files, byte for byte. A text beyond a cell's 32,767 characters is cut; the few characters that
XML cannot carry become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from trainer.clock import moment
from trainer.reports.about import About
from trainer.reports.forms.chart import Chart, Counting, Tally
from trainer.reports.forms.heads import lines
from trainer.reports.forms.shape import columns_of, plain, shown
from trainer.text import csv_cell, safe

MOST_ROWS = 1_048_575
"""Of one sheet, without its header."""
_LONGEST = 32_767
_EXACT = 10**15
"""Whole numbers from here on would lose digits as numbers: Excel keeps fifteen."""
_BREAK = re.compile("\r\n?")
"""XML would turn these into LF, unless they were escaped in a way that not every reader knows."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 200
"""Rows from which the width of a column is taken."""
_NARROWEST, _WIDEST = 8, 48
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(
    about: About, row_type: type, rows: Iterable[Any], out: BinaryIO, *, chart: Chart | Tally | None = None
) -> int:
    """Write the workbook; returns how many rows. They wait in a private folder, which goes whatever happens."""
    counting = Counting(chart, row_type)
    with TemporaryDirectory(prefix="trainer-") as folder:
        made = Path(folder) / "book.xlsx"
        # The library has no type information; imported by name, it is plainly untyped.
        book = import_module("xlsxwriter").Workbook(str(made), {**_OPTIONS, "tmpdir": folder})
        try:
            writing = _Writing(book)
            summary = book.add_worksheet("Summary")
            count = writing.rows(row_type, counting.passing(rows))
            _summarise(writing, summary, about, count, counting.chart())
            book.use_zip64()
            _close(book)
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
        # Not straight into ``out``: the archive would write on to a full disk or a closed pipe after it has failed.
        with made.open("rb") as whole:
            copyfileobj(whole, out)
    return count


def _close(book: Any) -> None:
    """Write the file; what the system refuses is an OSError again, which the library wraps in an error of its own."""
    try:
        book.close()
    except import_module("xlsxwriter.exceptions").FileCreateError as error:
        raise OSError(str(error)) from error


class _Writing:
    """Cells of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.bold = book.add_format({"bold": True})
        self._quoted = book.add_format({"quote_prefix": True})
        self._plain = book.add_format()

    def properties(self, about: About) -> None:
        """What the file says of itself; the library allows each 255 characters."""
        made = moment(about.generated_at).replace(tzinfo=None)
        company, author = safe(about.organisation), safe(about.generated_by)
        self._book.set_properties({"title": safe(about.title), "author": author, "company": company, "created": made})

    def cell(self, sheet: Any, row: int, column: int, value: object) -> None:
        """One cell, by what it holds; None stays empty."""
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, float) or (isinstance(value, int) and abs(value) < _EXACT):
            sheet.write_number(row, column, value)
        elif value is not None:
            self.text(sheet, row, column, shown(value))

    def text(self, sheet: Any, row: int, column: int, value: str, style: Any = None) -> None:
        """One cell of text; an empty one stays empty."""
        if not value:
            return
        text = _fitting(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub("\n", value)))
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes such a text for markup of its own and would write it unescaped. In two parts it cannot.
            sheet.write_rich_string(row, column, text[0], self._plain, text[1:])
        elif csv_cell(text) != text:
            # Without the mark, a spreadsheet would run the formula as soon as somebody edits the cell.
            sheet.write_string(row, column, text, self._quoted)
        else:
            sheet.write_string(row, column, text, style)

    def rows(self, row_type: type, rows: Iterable[Any]) -> int:
        """All rows, on as many sheets as they need; one sheet where there are none."""
        waiting = iter(plain(row_type, rows))
        count = self._sheet("Rows", row_type, islice(waiting, MOST_ROWS))
        for number, first in enumerate(waiting, 2):
            count += self._sheet(f"Rows {number}", row_type, chain([first], islice(waiting, MOST_ROWS - 1)))
        return count

    def _sheet(self, name: str, row_type: type, rows: Iterable[tuple[Any, ...]]) -> int:
        sheet = self._book.add_worksheet(name)
        columns = columns_of(row_type)
        widths = [len(column.head) + 3 for column in columns]
        for at, column in enumerate(columns):
            self.text(sheet, 0, at, column.head, self.bold)
        number = 0
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                self.cell(sheet, number, at, value)
            if number <= _SAMPLE:
                widths = [max(width, len(shown(value)) + 1) for width, value in zip(widths, row, strict=True)]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return number


def _summarise(writing: _Writing, sheet: Any, about: About, count: int, chart: Chart | None) -> None:
    writing.properties(about)
    writing.text(sheet, 0, 0, about.title, writing.bold)
    at = 2
    for label, said in lines(about, count):
        writing.text(sheet, at, 0, label)
        writing.cell(sheet, at, 1, count if label == "Rows" else said)
        at += 1
    for note in about.notes:
        writing.text(sheet, at, 0, "Note")
        writing.text(sheet, at, 1, note)
        at += 1
    if chart:
        writing.text(sheet, at + 1, 0, chart.title, writing.bold)
        for column, head in enumerate(("", *chart.series, "all")):
            writing.text(sheet, at + 2, column, head, writing.bold)
        for row, (label, counts) in enumerate(chart.bars, at + 3):
            for column, value in enumerate((label, *counts, sum(counts))):
                writing.cell(sheet, row, column, value)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 20, 16)
    sheet.fit_to_pages(1, 0)


def _fitting(text: str) -> str:
    """Cut to what a cell holds, which is counted in UTF-16 units."""
    if len(text) <= _LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"
