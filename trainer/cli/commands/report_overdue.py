"""``trainer report overdue``: who is late with what, for whatever mail or calendar there is."""

from __future__ import annotations

import click

from trainer.cli.lazy import Command
from trainer.cli.reporting import Chosen, Report, options, show
from trainer.reports.forms import FORMS, Tally
from trainer.reports.overdue import OverdueRow

_REPORT = Report(
    name="overdue",
    row_type=OverdueRow,
    columns=("person", "name", "team", "manager", "track", "status", "act_by", "days_late"),
    empty="Nobody there is late with anything.",
    tally=Tally(title="Late by team", by="team", of="status"),
)


@click.command(
    "overdue",
    cls=Command,
    examples=("trainer report overdue --team Sales", "trainer report overdue --within 14 --output due.ics"),
)
@options(forms=(*FORMS, "ics"))
@click.option("--within", type=click.IntRange(0, 3650), default=0, metavar="DAYS", help="And what is due soon.")
def command(chosen: Chosen, within: int) -> None:
    """Report who is late with what: overdue, expired, or a new version to attest.

    Trainer sends nothing to anyone. The CSV has the addresses that a mail merge needs, the ICS file a day's event for
    each line, to be taken into a calendar.
    """
    more = (("within", f"{within} days"),) if within else ()
    show(_REPORT, chosen, lambda made: made.reports.overdue(chosen.filters, chosen.form, chosen.as_of, within), more)
