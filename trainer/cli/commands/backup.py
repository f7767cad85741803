"""``trainer backup``: the records in one verified file."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.text import plural


@click.command("backup", cls=Command, examples=("trainer backup /safe/place/trainer-backup.db",))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(file: Path, force: bool) -> None:
    """Back the records up to a file, and verify it.

    It may run while people learn. The signing key and the erasure list are not in it: keep a copy of the key in
    another place, and delete old backups when people who are in them have been erased.
    """
    with training() as made:
        done = made.keeping.backup(file, force=force)
    entries, rows = plural(done.entries, "entry", "entries"), plural(done.rows, "row")
    output.text().write(f"Backed up and verified: {entries}, {rows}, root {done.root}.\n")
    if done.key:
        output.narrate(f"The signing key is not in it: keep a copy of {done.key} apart from it.")
