"""``trainer content report``: each bank on one page, in words."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.cli.plain_text import Paper


@click.command("report", cls=Command, examples=("trainer content report", "trainer content report M04"))
@click.argument("module", required=False, metavar="[MODULE]")
@click.option("--dir", "directory", metavar="DIR", help="A folder with 'modules' and 'question_banks'.")
def command(module: str | None, directory: str | None) -> None:
    """Describe each question bank on one page, in words.

    Coverage, pools, keys, levels, reading grade, law, review and findings, each with its limit. How questions fare
    with people is in 'trainer report items'.
    """
    paper = Paper(output.text())
    for number, page in enumerate(authoring(Path(directory) if directory else None).bank_pages(module or "")):
        if number:
            paper.say()
        for line in page:
            paper.say(line)
