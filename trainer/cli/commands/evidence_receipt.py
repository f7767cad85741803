"""``trainer evidence receipt``: one entry with its proof, to check offline."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command


@click.command("receipt", cls=Command, examples=("trainer evidence receipt 17 > receipt.txt",))
@click.argument("entry", metavar="ENTRY")
def command(entry: str) -> None:
    """Print the receipt of an entry, by its number or id.

    Whoever has it and the verifier key can check it with 'trainer evidence verify FILE --key KEY', without the records.
    """
    with training() as made:
        signed = made.evidence.receipt(entry)
    output.data().write(signed.text)
    output.narrate(f"Verifier key: {signed.verifier}")
