"""``trainer people leave``: somebody has left."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command
from trainer.text import safe


@click.command("leave", cls=Command, examples=("trainer people leave 1042 --on 2026-11-30",))
@click.argument("person", metavar="ID")
@click.option("--on", type=DAY, metavar="DATE", help="Their last day, if it was before today.")
def command(person: str, on: dt.date | None) -> None:
    """Note that a person has left.

    Nothing is asked of them any more, and their login is free. What they did stays until 'trainer privacy retention'
    erases them. An earlier day changes no answer for a day before today.
    """
    with training() as made:
        done = made.people.leave(person, on)
    output.text().write(f"{safe(person)} {'has left' if done.left else 'had left already'}\n")
