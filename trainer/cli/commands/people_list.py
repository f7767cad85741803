"""``trainer people list``: who is on the roster."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.cli.stopping import tidily
from trainer.reports.writers import write_csv, write_json, write_table
from trainer.service.people import PersonRow

_COLUMNS = ("id", "name", "team", "login", "roles", "start_date", "left_on")


@click.command(
    "list", cls=Command, examples=("trainer people list", "trainer people list --all --format csv > people.csv")
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--all", "everyone", is_flag=True, help="Leavers too, and those who learn without being on the roster.")
def command(form: str, everyone: bool) -> None:
    """List the people on the roster.

    The table shows the main columns; CSV and JSON have all of them.
    """
    with tidily(), training() as made, made.people.everyone(unlisted=everyone, left=everyone) as rows:
        if form == "csv":
            write_csv(PersonRow, rows, output.data())
        elif form == "json":
            write_json({}, rows, output.data())
        elif not write_table(PersonRow, rows, output.text(), _COLUMNS):
            output.narrate("Nobody is on the roster yet. Add people with 'trainer people import FILE.csv'.")
