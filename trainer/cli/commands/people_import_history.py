"""``trainer people import-history``: what people achieved in an older system."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.files import from_file_or_stdin
from trainer.cli.lazy import Command
from trainer.text import plural


@click.command(
    "import-history",
    cls=Command,
    examples=("trainer people import-history moodle.csv --dry-run", "old-export | trainer people import-history -"),
)
@click.argument("file", metavar="FILE.csv|-")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and change nothing.")
@click.option("--ignore-extra", is_flag=True, help="Skip columns that Trainer does not know.")
def command(file: str, dry_run: bool, ignore_extra: bool) -> None:
    """Bring along what people completed before, from a CSV file.

    Reports mark it as imported. The first line names the columns: id,track,module,completed_on,score. Each row has an
    id of the roster, a track or a module, and a day such as 2025-03-31. It is taken to cover the versions in force now,
    and valid from its own day. All or nothing; the same file again changes nothing. With - it reads standard input.
    """
    name, data = from_file_or_stdin(file)
    with training() as made:
        done = made.people.import_history(name, data, dry_run=dry_run, ignore_extra=ignore_extra)
    output.text().write(f"added {plural(done.added, 'completion')}, unchanged {done.unchanged}\n")
    if dry_run:
        output.narrate("Nothing was saved: this was a dry run.")
