"""JSON Schema of each content file, for an author's editor, from the same types that the loader validates with.

Invariant: what the schema refuses the loader refuses; the loader's own rules (one key, unique ids …) come on top.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from trainer.content.shapes import Shape, Shapes


class Kind(StrEnum):
    """The files that have a schema."""

    BANK = "bank"
    MODULE = "module"
    LESSON = "lesson"
    TRACKS = "tracks"
    FACTS = "facts"


_BY_PROGRAM = ("digest", "blocks", "glossary")
"""Fields of the loaded types that no file may hold."""


def json_schema(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of file (of a lesson: of its front matter)."""
    shapes = Shapes()
    shape: dict[Kind, Shape[Any]] = {
        Kind.BANK: shapes.bank,
        Kind.MODULE: shapes.module,
        Kind.LESSON: shapes.lesson,
        Kind.TRACKS: shapes.tracks,
        Kind.FACTS: shapes.facts,
    }
    schema = shape[kind].adapter.json_schema(mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        for name in _BY_PROGRAM:
            part.get("properties", {}).pop(name, None)
    used = str(schema)
    schema["$defs"] = {n: d for n, d in schema.get("$defs", {}).items() if f"#/$defs/{n}'" in used}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
