"""The JSON Schema (draft 2020-12) of a report as JSON, made from the row type, so that the two cannot drift apart."""

from __future__ import annotations

from typing import Any

from trainer.reports.forms.as_json import SCHEMA
from trainer.reports.forms.shape import Column, Kind, columns_of

_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
_TEXT = {"type": "string"}
_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.DAY: {"anyOf": [_DAY, {"const": ""}]},
    Kind.MOMENT: {"anyOf": [_MOMENT, {"const": ""}]},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.TRUTH: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": _TEXT},
}


def schema(report: str, row_type: type) -> dict[str, Any]:
    """The schema of ``write_report`` for rows of this type. Not all validators heed ``format``: hence the patterns."""
    row = _closed({column.name: _cell(column) for column in columns_of(row_type)})
    document = _closed(
        {
            "schema": {"const": SCHEMA},
            "report": {"const": report},
            "title": _TEXT,
            "organisation": _TEXT,
            "as_of": _DAY,
            "generated_at": _MOMENT,
            "generated_by": _TEXT,
            "filters": {"type": "object", "additionalProperties": _TEXT},
            "notes": {"type": "array", "items": _TEXT},
            "rows": {"type": "array", "items": row},
            "row_count": {"type": "integer", "minimum": 0},
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"trainer report {report}", **document}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _cell(column: Column) -> dict[str, Any]:
    found = {"enum": list(column.words)} if column.words else _KINDS.get(column.kind, _TEXT)
    return {"anyOf": [found, {"type": "null"}]} if column.optional else found
