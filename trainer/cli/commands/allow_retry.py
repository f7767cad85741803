"""``trainer allow-retry``: lift the wait after failures."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.text import safe


@click.command(
    "allow-retry",
    cls=Command,
    examples=("trainer allow-retry 1001 M04 --reason 'interrupted by a fire drill'",),
)
@click.argument("person")
@click.argument("module", metavar="MODULE|TRACK")
@click.option("--reason", required=True, help="Why; kept beside the record, and erased with the person.")
def command(person: str, module: str, reason: str) -> None:
    """Let a person try again without the wait of 24 hours.

    At a module's check, or a track's examination. The lessons that two failures send them to are still to be read
    first. Nothing of the failed attempts is deleted.
    """
    with training() as made:
        done = made.compliance.allow_retry(person, module, reason)
    output.text().write(f"{safe(done.person)} {done.what} (entry {done.entry})\n")
