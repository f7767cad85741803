"""``trainer privacy notice``: what a learner is told."""

from __future__ import annotations

import dataclasses
import sys

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.cli.plain_notice import show
from trainer.cli.plain_text import Paper


@click.command(
    "notice", cls=Command, examples=("trainer privacy notice", "trainer privacy notice --acknowledge > /dev/null")
)
@click.option("--acknowledge", is_flag=True, help="Note that you have seen it; it says nothing of agreeing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(acknowledge: bool, form: str) -> None:
    """Say what is kept about you, why, and how long.

    It is shown before anything is recorded about a learner, and written from the same place as 'privacy inventory'.
    """
    with training() as made:
        said = made.privacy.notice()
        if form == "json":
            output.write_object(dataclasses.asdict(said))
        else:
            show(said, Paper(output.text()))
        if acknowledge:
            sys.stdout.flush()
            made.privacy.acknowledge(said.digest)
            output.narrate("Noted that you have seen it.")
