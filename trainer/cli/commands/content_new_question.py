"""``trainer content new question``: a question to write over."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.service.authoring import AUTHOR


@click.command(
    "question",
    cls=Command,
    examples=("trainer content new question M04", "trainer content new question M04 --type spot --objective M04.O3"),
)
@click.argument("module")
@click.option("--type", "kind", default="single", show_default=True, metavar="TYPE", help="Such as multiple or spot.")
@click.option("--objective", default="", metavar="ID", help="Without it, the module's first.")
@click.option("--author", default=AUTHOR, show_default=True, help="A role, never a person's name.")
@click.option("--dir", "directory", metavar="DIR", help="A folder with 'modules' and 'question_banks'.")
def command(module: str, kind: str, objective: str, author: str, directory: str | None) -> None:
    """Add a question to the end of a module's bank.

    It loads and passes 'content check' as it stands, as a draft (--strict asks for more): write over every word.
    """
    uses = authoring(Path(directory) if directory else None)
    made = uses.new_question(module, kind, objective=objective, author=author)
    output.text().write(f"{made.id}\n{made.files[0]}\n")
    output.narrate("Write over every word of it, then run 'trainer content check'.")
