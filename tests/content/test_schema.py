"""The JSON Schemas: one for each kind of file, without what only the program may set."""

from __future__ import annotations

import json

import pytest

from trainer.content.questions import TYPES
from trainer.content.schema import Kind, json_schema


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_schema(kind: Kind) -> None:
    schema = json_schema(kind)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    text = json.dumps(schema)
    assert not any(f'"{name}": {{' in text for name in ("digest", "blocks", "glossary"))


def test_the_schema_of_a_bank_tells_the_types_apart() -> None:
    questions = json_schema(Kind.BANK)["properties"]["questions"]["items"]
    assert questions["discriminator"]["mapping"].keys() == set(TYPES)


def test_the_schema_knows_words_and_bounds() -> None:
    schema = json_schema(Kind.BANK)
    assert schema["$defs"]["Level"]["enum"] == ["remember", "understand", "apply", "analyse", "evaluate"]
    assert schema["$defs"]["Multiple"]["properties"]["choose"]["maximum"] == 8
    assert json_schema(Kind.MODULE)["properties"]["lessons"]["items"]["type"] == "string"
