"""``trainer content new module``: a module to write over."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.service.authoring import AUTHOR


@click.command(
    "module",
    cls=Command,
    examples=("trainer content new module our-rules", 'trainer content new module our-rules --title "Our rules"'),
)
@click.argument("slug")
@click.option("--id", "name", default="", metavar="ID", help="Such as M50; without it the next free one from there.")
@click.option("--title", default="", help="Without it, the slug.")
@click.option("--author", default=AUTHOR, show_default=True, help="A role, never a person's name.")
@click.option("--dir", "directory", metavar="DIR", help="A folder with 'modules' and 'question_banks'.")
def command(slug: str, name: str, title: str, author: str, directory: str | None) -> None:
    """Write a new module: its manifest, one lesson and a bank of six questions.

    They load and pass 'content check' as they stand, as drafts (--strict asks for more): write over every word.
    DIR is made where there is none. Without DIR they go to the company's overlay where the settings name one, and
    else to the content in use.
    """
    folder = Path(directory) if directory else None
    if folder is not None:
        for part in ("modules", "question_banks"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    uses = authoring(folder)
    made = uses.new_module(slug, name=name, title=title, author=author)
    out = output.text()
    out.write(f"{made.id}\n")
    for path in made.files:
        out.write(f"{path}\n")
    output.narrate("Write over every word of it, then run 'trainer content check'.")
