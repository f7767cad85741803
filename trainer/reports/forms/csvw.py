"""What a CSV file cannot say of itself, for a file beside it: W3C "Metadata Vocabulary for Tabular Data" (2015).

For ``completion.csv`` the name of that file is ``completion.csv-metadata.json``, where the same recommendation has
readers look for it. ``dc:``, ``rdfs:`` and ``schema:`` are prefixes that it defines itself.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from trainer.reports.about import About
from trainer.reports.forms.shape import Column, Kind, columns_of
from trainer.text import plural

SUFFIX = "-metadata.json"
_APOSTROPHE = "A cell that a spreadsheet would run as a formula begins with an apostrophe that is no part of the text."
_DATATYPES: dict[Kind, str | dict[str, str]] = {
    Kind.DAY: "date",
    Kind.MOMENT: "dateTime",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.TRUTH: {"base": "boolean", "format": "True|False"},
}


def csv_metadata(about: About, row_type: type, file_name: str, rows: int) -> dict[str, Any]:
    """The document to write beside the CSV file ``file_name`` (no folder in it), which has ``rows`` rows."""
    facts = {"as of": about.as_of, "rows": str(rows)} | {f"filter {name}": value for name, value in about.filters}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(file_name, errors="replace"),
        "dc:title": about.title,
        "dc:identifier": about.report,
        "dc:publisher": about.organisation,
        "dc:creator": about.generated_by,
        "dc:created": about.generated_at,
        "dc:temporal": about.as_of,
        "dc:extent": plural(rows, "row"),
        "rdfs:comment": [*about.notes, _APOSTROPHE],
        "schema:additionalProperty": [
            {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": value}
            for name, value in facts.items()
        ],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"], "doubleQuote": True},
        "tableSchema": {"columns": [_described(column) for column in columns_of(row_type)]},
    }


def _described(column: Column) -> dict[str, Any]:
    datatype = _DATATYPES.get(column.kind, "string")
    if column.words:
        datatype = {"base": "string", "format": "|".join(re.escape(word) for word in column.words)}
    described = {"name": column.name, "titles": column.name, "datatype": datatype}
    never_empty = column.kind in {Kind.WHOLE, Kind.NUMBER, Kind.TRUTH, Kind.WORD} and not column.optional
    return described | ({"required": True} if never_empty else {})
