"""``trainer correct``: say in a new entry what an earlier one is to count as."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command


@click.command(
    "correct",
    cls=Command,
    examples=(
        "trainer correct 412 --withdraw --reason 'answered by a colleague'",
        "trainer correct 97 --until 2027-06-30 --reason 'leave was prolonged'",
    ),
)
@click.argument("entry", metavar="ENTRY")
@click.option("--reason", required=True, help="Why; kept beside the record, and erased with the person.")
@click.option("--withdraw", is_flag=True, help="It counts no longer: an assignment, exemption or completion.")
@click.option("--due", type=DAY, metavar="DATE", help="The due date of an assignment.")
@click.option("--until", type=DAY, metavar="DATE", help="The last day of an exemption.")
@click.option("--completed-on", type=DAY, metavar="DATE", help="The day of an imported completion.")
def command(
    entry: str,
    reason: str,
    withdraw: bool,
    due: dt.date | None,
    until: dt.date | None,
    completed_on: dt.date | None,
) -> None:
    """Correct what an entry counts as, from today on.

    ENTRY is its number or id. The entry itself stays as it is, and so does every answer for an earlier day.
    """
    with training() as made:
        done = made.compliance.correct(
            entry, reason, withdraw=withdraw, due_on=due, until=until, completed_on=completed_on
        )
    output.text().write(f"corrected by entry {done.entry}: {done.what}\n")
