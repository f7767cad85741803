"""``trainer people import``: a people CSV, all or nothing."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.files import from_file_or_stdin
from trainer.cli.lazy import Command
from trainer.service.people import Imported
from trainer.text import safe


@click.command(
    "import",
    cls=Command,
    examples=("trainer people import staff.csv --dry-run", "export-staff | trainer people import - --sync"),
)
@click.argument("file", metavar="FILE.csv|-")
@click.option("--sync", is_flag=True, help="Mark people who are missing from the file as left.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--ignore-extra", is_flag=True, help="Skip columns that Trainer does not know.")
def command(file: str, sync: bool, dry_run: bool, ignore_extra: bool) -> None:
    """Take over a roster from a CSV file.

    The first line names the columns: id,login,name,email,team,manager,roles,start_date. Only id and name must be
    there. The import is all or nothing, and importing the same file again changes nothing. With - it reads
    standard input.
    """
    name, data = from_file_or_stdin(file)
    with training() as made:
        done = made.people.import_csv(name, data, sync=sync, dry_run=dry_run, ignore_extra=ignore_extra)
    _say(done, dry_run=dry_run)


def _say(done: Imported, *, dry_run: bool) -> None:
    out = output.text()
    for what, person, name in done.changes if dry_run else ():
        out.write(f"{what}: {safe(person)} {safe(name)}\n")
    out.write(f"added {done.added}, changed {done.changed}, unchanged {done.unchanged}, left {done.left}\n")
    if dry_run:
        output.narrate("Nothing was saved: this was a dry run.")
