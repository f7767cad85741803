"""``trainer evidence checkpoint``: a signed statement of the ledger's size and root, to keep elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.service.evidence import read_note


@click.command(
    "checkpoint",
    cls=Command,
    examples=("trainer evidence checkpoint > checkpoint.txt", "trainer evidence checkpoint --since checkpoint.txt"),
)
@click.option("--since", type=click.Path(path_type=Path), help="An older checkpoint to compare with.")
def command(since: Path | None) -> None:
    """Print a signed checkpoint, to be kept by someone who cannot write here.

    With --since it proves that every entry of the older checkpoint still stands unchanged, prints that proof, and exits
    10 where it does not. The comparison reads the stored tree: 'trainer evidence verify' proves the tree itself.
    """
    with training() as made:
        if since is not None:
            found = made.evidence.since(read_note(since))
            said = {"holds": True, "older": found.older, "entries": found.entries, "proof": list(found.proof)}
            output.write_object(said)
            return
        signed = made.evidence.checkpoint()
    output.data().write(signed.text)
    output.narrate(f"Verifier key: {signed.verifier}")
