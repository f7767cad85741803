"""``trainer privacy inventory``: every column that is kept, what for and how long."""

from __future__ import annotations

from itertools import groupby

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.reports.writers import write_csv, write_json
from trainer.service.inventory import Column


@click.command(
    "inventory",
    cls=Command,
    examples=("trainer privacy inventory", "trainer privacy inventory --format csv > inventory.csv"),
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """List every column that is kept, with purpose, basis and period.

    It is written from the same place as the notice, and needs no records. It can serve as a page of your record of
    processing activities (GDPR Article 30).
    """
    with training() as made:
        columns = made.privacy.inventory()
    if form == "csv":
        write_csv(Column, columns, output.data())
    elif form == "json":
        write_json({}, columns, output.data())
    else:
        _say(columns)


def _say(columns: tuple[Column, ...]) -> None:
    out = output.text()
    for table, group in groupby(columns, lambda column: (column.table, column.purpose)):
        rows = list(group)
        first = rows[0]
        out.write(f"{table[0]} (about {'people' if first.about == 'person' else 'nobody'})\n")
        out.write(f"  purpose  {first.purpose}\n  basis    {first.basis}\n  period   {first.period}\n")
        width = max(len(row.column) for row in rows)
        out.writelines(f"    {row.column:<{width}}  {row.what}\n" for row in rows)
        out.write("\n")
