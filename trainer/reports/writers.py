"""Writing rows as CSV, JSON or a table. A row is a frozen dataclass; its fields are the columns.

CSV cells that a spreadsheet would run as a formula are quoted; JSON stays raw and always parses, also when empty.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any, TextIO

from trainer.text import csv_cell, safe

SCHEMA = 1
_WIDEST = 32
"""Characters of a table's cell before it is cut."""


def write_csv(row_type: type, rows: Iterable[Any], out: TextIO) -> int:
    """Write a header and the rows (RFC 4180, LF line ends); returns how many rows."""
    names = _names(row_type)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([csv_cell(_text(getattr(row, name))) for name in names])
        count += 1
    return count


def write_json(head: dict[str, Any], rows: Iterable[Any], out: TextIO) -> int:
    """Write ``{"schema": 1, ...head, "rows": [...]}``, one row a line; returns how many rows."""
    fields_before = {"schema": SCHEMA, **head}
    out.write(json.dumps(fields_before, ensure_ascii=False)[:-1] + ', "rows": [')
    count = 0
    for row in rows:
        out.write((",\n" if count else "\n") + json.dumps(asdict(row), ensure_ascii=False, default=str))
        count += 1
    out.write("\n]}\n")
    return count


def write_table(row_type: type, rows: Iterable[Any], out: TextIO, columns: Sequence[str] = ()) -> int:
    """Write aligned columns for a person to read; ``columns`` picks and orders them, empty means all."""
    names = list(columns) or _names(row_type)
    lines = [[safe(_text(getattr(row, name)), _WIDEST) for name in names] for row in rows]
    widths = [max([len(name), *(len(line[i]) for line in lines)]) for i, name in enumerate(names)]
    for line in [[name.replace("_", " ") for name in names], *lines]:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        out.write("  ".join(cells).rstrip() + "\n")
    return len(lines)


def _names(row_type: type) -> list[str]:
    return [field.name for field in fields(row_type)]


def _text(value: object) -> str:
    return "" if value is None else str(value)
