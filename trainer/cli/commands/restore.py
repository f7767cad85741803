"""``trainer restore``: a backup in the place of the records."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.text import plural


@click.command("restore", cls=Command, examples=("trainer restore /safe/place/trainer-backup.db",))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace records that are newer than the backup, or damaged.")
def command(file: Path, force: bool) -> None:
    """Put a backup in the place of the records.

    It refuses to replace records that hold something newer. Whoever was erased after the backup was made stays
    erased. Damaged records are moved aside. Afterwards run 'trainer evidence verify' and 'trainer privacy retention'.
    """
    with training() as made:
        done = made.keeping.restore(file, force=force)
    output.text().write(f"Restored {plural(done.entries, 'entry', 'entries')}; one more says so.\n")
    if done.erased:
        output.narrate(f"{plural(done.erased, 'person', 'people')} in it had been erased since, and still are.")
    if done.aside:
        output.narrate(f"What lay there before is in {done.aside}; delete it when nobody needs it.")
