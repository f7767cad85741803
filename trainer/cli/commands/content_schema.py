"""``trainer content schema``: what an editor needs to check a content file while it is written."""

from __future__ import annotations

import json

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command


@click.command("schema", cls=Command, examples=("trainer content schema bank > bank.schema.json",))
@click.argument("kind", type=click.Choice(["bank", "module", "lesson", "tracks", "facts"]))
def command(kind: str) -> None:
    """Print the JSON Schema of a content file.

    Of a lesson it describes the front matter.
    """
    output.data().write(json.dumps(authoring().schema(kind), ensure_ascii=False, indent=2) + "\n")
