"""Reading a people CSV: strict, all or nothing, every problem at once with its line."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
from collections.abc import Iterator, Mapping

from trainer.compliance.requirements import Role
from trainer.errors import Problem, RosterError
from trainer.records.people import BY_LOGIN, RosterRow
from trainer.text import fold, safe, unsafe_character

COLUMNS = ("id", "login", "name", "email", "team", "manager", "roles", "start_date")
REQUIRED = ("id", "name")
LONGEST_CELL = 500
LARGEST_FILE = 256 * 1024 * 1024


class _Reader:
    """One file being read; problems gather here."""

    def __init__(self, name: str, columns: list[str]) -> None:
        self.name = name
        self.columns = columns
        self.problems: list[Problem] = []
        self._ids: dict[str, int] = {}
        self._logins: dict[str, int] = {}

    def problem(self, line: int, column: str, what: str, remedy: str) -> None:
        at = self.columns.index(column) + 1 if column in self.columns else 1
        self.problems.append(Problem(file=self.name, line=line, column=at, what=what, remedy=remedy))

    def row(self, line: int, cells: list[str]) -> RosterRow | None:
        """The row, or None where it has a problem."""
        before = len(self.problems)
        if len(cells) != len(self.columns):
            what = f"this row has {len(cells)} cells, the header has {len(self.columns)}"
            self.problem(line, "id", what, "Add or remove commas, or quote a cell that holds one")
            return None
        values = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True) if name in COLUMNS}
        self._check_text(line, values)
        self._check_identity(line, values)
        roles = tuple(self._roles(line, values.pop("roles", "")))
        self._check_date(line, values.get("start_date", ""))
        return RosterRow(**values, roles=roles) if len(self.problems) == before else None

    def _check_text(self, line: int, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            if (bad := unsafe_character(value)) or "\n" in value or "\t" in value:
                self.problem(
                    line, name, f"{name} holds the control character {bad or 'line break or tab'}", "Remove it"
                )
            if len(value) > LONGEST_CELL:
                self.problem(line, name, f"{name} has {len(value)} characters", f"Keep it to {LONGEST_CELL}")
        for name in REQUIRED:
            if not values[name]:
                self.problem(line, name, f"{name} is empty", f"Every person needs {' and '.join(REQUIRED)}")

    def _check_identity(self, line: int, values: Mapping[str, str]) -> None:
        if values["id"].casefold().startswith(BY_LOGIN):
            self.problem(line, "id", f"an id may not begin with {BY_LOGIN}", "That form names a login in commands")
        for name, seen in (("id", self._ids), ("login", self._logins)):
            key = fold(values.get(name, ""))
            if key and key in seen:
                what = f"the {name} {safe(values[name], 40)} is also on line {seen[key]}"
                self.problem(line, name, what, f"Each {name} may stand once; case and width make no difference")
            elif key:
                seen[key] = line

    def _roles(self, line: int, cell: str) -> Iterator[Role]:
        for word in dict.fromkeys(cell.replace(";", " ").replace(",", " ").casefold().split()):
            if word in set(Role):
                yield Role(word)
            else:
                known = ", ".join(Role)
                self.problem(line, "roles", f"unknown role {safe(word, 40)}", f"The roles are: {known}")

    def _check_date(self, line: int, value: str) -> None:
        try:
            if value and dt.date.fromisoformat(value).isoformat() != value:
                raise ValueError
        except ValueError:
            self.problem(line, "start_date", f"{safe(value, 40)!r} is no date", "Write it as 2026-11-23")


def read(name: str, data: bytes, *, ignore_extra: bool) -> list[RosterRow]:
    """The people in a CSV file; :class:`RosterError` with every problem where anything is wrong.

    UTF-8, with or without a byte order mark; the first line names the columns, in any order and case.
    """
    rows = csv.reader(io.StringIO(_decoded(name, data), newline=""), strict=True)
    header = [cell.strip().casefold() for cell in _next(name, rows) or []]
    reader = _Reader(name, header)
    _check_header(reader, ignore_extra)
    if reader.problems:
        raise RosterError(reader.problems)
    found: list[RosterRow] = []
    start = rows.line_num + 1
    while (cells := _next(name, rows)) is not None:
        if cells and (row := reader.row(start, cells)):
            found.append(row)
        start = rows.line_num + 1
    if reader.problems:
        raise RosterError(reader.problems)
    return found


def _decoded(name: str, data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        what = f"the file has {len(data):,} bytes"
        raise RosterError([Problem(name, 1, 1, what, "Split it: at most 256 MB at a time")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        remedy = "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
        raise RosterError([Problem(name, line, column, "this byte is not UTF-8", remedy)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _next(name: str, rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        line = getattr(rows, "line_num", 1)
        remedy = "Close each quoted cell, and double a quote inside one"
        raise RosterError([Problem(name, line, 1, f"not well-formed CSV: {error}", remedy)]) from None


def _check_header(reader: _Reader, ignore_extra: bool) -> None:
    for name in REQUIRED:
        if name not in reader.columns:
            reader.problem(
                1, "", f"there is no column {name}", f"The first line names the columns: {','.join(COLUMNS)}"
            )
    for name in sorted({name for name in reader.columns if reader.columns.count(name) > 1}):
        reader.problem(1, name, f"the column {safe(name, 40)} stands twice", "Remove one of them")
    extra = [name for name in reader.columns if name not in COLUMNS]
    for name in extra if not ignore_extra else ():
        near = difflib.get_close_matches(name, COLUMNS, n=1)
        hint = f"Did you mean {near[0]}? Otherwise remove it" if near else "Remove it"
        reader.problem(1, name, f"unknown column {safe(name, 40) or '(no name)'}", f"{hint}, or use --ignore-extra")
