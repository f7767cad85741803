"""Reading a CSV file that an administrator wrote: strict, all or nothing, every problem at once with its line."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from trainer.errors import HistoryError, Problem, RosterError
from trainer.text import safe, unsafe_character

LONGEST_CELL = 500
LARGEST_FILE = 256 * 1024 * 1024


@dataclass(slots=True)
class CsvFile:
    """One file being read; problems gather here."""

    name: str
    known: Sequence[str]
    """The columns there may be."""
    required: Sequence[str]
    """Those that must be there, and filled in each row."""
    error: Callable[[Sequence[Problem]], RosterError | HistoryError] = RosterError
    columns: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, column: str, what: str, remedy: str) -> None:
        """Note one thing that is wrong in a line, from 1, and a column by name."""
        at = self.columns.index(column) + 1 if column in self.columns else 1
        self.problems.append(Problem(file=self.name, line=line, column=at, what=what, remedy=remedy))

    def rows(self, data: bytes, *, ignore_extra: bool) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells by column of each row with as many cells as there are columns.

        UTF-8, with or without a byte order mark; the first line names the columns, in any order and case. Raises
        :class:`RosterError` for what ends the reading.
        """
        rows = csv.reader(io.StringIO(self._decoded(data), newline=""), strict=True)
        self.columns = [cell.strip().casefold() for cell in self._next(rows) or []]
        self._check_header(ignore_extra=ignore_extra)
        self.refuse()
        start = rows.line_num + 1
        while (cells := self._next(rows)) is not None:
            if cells and (values := self._values(start, cells)) is not None:
                yield start, values
            start = rows.line_num + 1

    def refuse(self) -> None:
        """:class:`RosterError` with every problem, if there is one."""
        if self.problems:
            raise self.error(self.problems)

    def check_date(self, line: int, column: str, value: str) -> None:
        """A date is empty or in ISO form."""
        try:
            if value and dt.date.fromisoformat(value).isoformat() != value:
                raise ValueError
        except ValueError:
            self.problem(line, column, f"{safe(value, 40)!r} is no date", "Write it as 2026-11-23")

    def _values(self, line: int, cells: list[str]) -> dict[str, str] | None:
        if len(cells) != len(self.columns):
            what = f"this row has {len(cells)} cells, the header has {len(self.columns)}"
            self.problem(line, self.columns[0], what, "Add or remove commas, or quote a cell that holds one")
            return None
        values = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True) if name in self.known}
        whole = "".join(cells)
        # All cells at one look: hardly a row has anything to say of one of them.
        suspect = len(whole) > LONGEST_CELL or "\n" in whole or "\t" in whole or unsafe_character(whole)
        for name, value in values.items() if suspect else ():
            if (bad := unsafe_character(value)) or "\n" in value or "\t" in value:
                bad = bad or "line break or tab"
                self.problem(line, name, f"{name} holds the control character {bad}", "Remove it")
            if len(value) > LONGEST_CELL:
                self.problem(line, name, f"{name} has {len(value)} characters", f"Keep it to {LONGEST_CELL}")
        for name in self.required:
            if not values[name]:
                self.problem(line, name, f"{name} is empty", f"Every row needs {' and '.join(self.required)}")
        return values

    def _check_header(self, *, ignore_extra: bool) -> None:
        for name in self.required:
            if name not in self.columns:
                named = ",".join(self.known)
                self.problem(1, "", f"there is no column {name}", f"The first line names the columns: {named}")
        for name in sorted({name for name in self.columns if self.columns.count(name) > 1}):
            self.problem(1, name, f"the column {safe(name, 40)} stands twice", "Remove one of them")
        extra = [name for name in self.columns if name not in self.known]
        for name in extra if not ignore_extra else ():
            near = difflib.get_close_matches(name, self.known, n=1)
            hint = f"Did you mean {near[0]}? Otherwise remove it" if near else "Remove it"
            self.problem(1, name, f"unknown column {safe(name, 40) or '(no name)'}", f"{hint}, or use --ignore-extra")

    def _next(self, rows: Iterator[list[str]]) -> list[str] | None:
        try:
            return next(rows, None)
        except csv.Error as error:
            line = getattr(rows, "line_num", 1)
            remedy = "Close each quoted cell, and double a quote inside one"
            raise self.error([Problem(self.name, line, 1, f"not well-formed CSV: {error}", remedy)]) from None

    def _decoded(self, data: bytes) -> str:
        if len(data) > LARGEST_FILE:
            what = f"the file has {len(data):,} bytes"
            raise self.error([Problem(self.name, 1, 1, what, "Split it: at most 256 MB at a time")])
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            remedy = "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
            raise self.error([Problem(self.name, line, column, "this byte is not UTF-8", remedy)]) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")
