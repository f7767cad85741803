"""``trainer exempt``: excuse a person from a track for a time."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command
from trainer.text import safe


@click.command(
    "exempt",
    cls=Command,
    examples=("trainer exempt 1001 marketing --reason 'on loan to Finance' --until 2027-03-31",),
)
@click.argument("person")
@click.argument("track")
@click.option("--reason", required=True, help="Why; kept beside the record, and erased with the person.")
@click.option("--until", required=True, type=DAY, metavar="DATE", help="The last day on which it counts.")
def command(person: str, track: str, reason: str, until: dt.date) -> None:
    """Excuse a person from a track until a day.

    You are the one who approves it. It can be ended or moved with 'trainer correct'.
    """
    with training() as made:
        done = made.compliance.exempt(person, track, until, reason)
    output.text().write(f"{safe(done.person)} is {done.what} (entry {done.entry})\n")
