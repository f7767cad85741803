"""``trainer content release``: one version, one digest, for ever."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command


@click.command("release", cls=Command, examples=("trainer content release M04",))
@click.argument("module")
@click.option("--dir", "directory", metavar="DIR", help="A folder with 'modules' and 'question_banks'.")
def command(module: str, directory: str | None) -> None:
    """Release a module's version into content.lock.

    Its digest is fixed under its version: later changes need a new version in module.yaml. Releasing the same
    again changes nothing. Where an earlier version was approved, 'approved_by' is emptied: approve the new one.
    """
    done = authoring(Path(directory) if directory else None).release(module)
    output.text().write(f"released {done.module} {done.version} {done.digest}\n")
    if done.outdated:
        output.narrate("The approval was of an earlier version. Run 'trainer content approve' for this one.")
