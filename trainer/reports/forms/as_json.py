"""JSON: one document that always parses, also when empty, with its rows one a line. Text is raw, as it is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from trainer.reports.about import About
from trainer.reports.forms.shape import names_of

SCHEMA = 1
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str).encode


def head(about: About) -> dict[str, Any]:
    """What stands before the rows; ``as_json`` and ``schema`` agree on it by a test."""
    return {
        "report": about.report,
        "title": about.title,
        "organisation": about.organisation,
        "as_of": about.as_of,
        "generated_at": about.generated_at,
        "generated_by": about.generated_by,
        "filters": dict(about.filters),
        "notes": list(about.notes),
    }


def write_report(about: About, row_type: type, rows: Iterable[Any], out: TextIO) -> int:
    """Write a report as ``schema.schema`` describes it; returns how many rows. :class:`ValueError` for NaN."""
    count = _write(head(about), rows, out, _as_dict(row_type))
    out.write(f',\n"row_count": {count}}}\n')
    return count


def write_json(before: Mapping[str, Any], rows: Iterable[Any], out: TextIO) -> int:
    """Write ``{"schema": 1, ...before, "rows": [...]}`` for a list that is no report; returns how many rows."""
    count = _write(before, rows, out, lambda row: _as_dict(type(row))(row))
    out.write("}\n")
    return count


def _write(before: Mapping[str, Any], rows: Iterable[Any], out: TextIO, as_dict: Callable[[Any], object]) -> int:
    out.write(_encode({"schema": SCHEMA, **before})[:-1] + ', "rows": [')
    count = 0
    for row in rows:
        out.write((",\n" if count else "\n") + _encode(as_dict(row)))
        count += 1
    out.write("\n]")
    return count


def _as_dict(row_type: type) -> Callable[[Any], dict[str, Any]]:
    if not hasattr(row_type, "_fields"):
        return asdict
    names = names_of(row_type)
    return lambda row: dict(zip(names, row, strict=True))
