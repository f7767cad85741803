"""``trainer report teams``: counts and shares for each team and track."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.lazy import Command
from trainer.cli.reporting import Chosen, Report, options, show
from trainer.reports.team_chart import chart
from trainer.reports.teams import SHAREABLE_NOTES, TeamRow

_NO_FIGURE = "Nothing may be shown: no team has a figure that tells of five people or more."


@click.command(
    "teams",
    cls=Command,
    examples=("trainer report teams", "trainer report teams --shareable --output teams.html"),
)
@options()
@click.option("--shareable", is_flag=True, help="For readers who may not see names: no figure tells of fewer than 5.")
def command(chosen: Chosen, shareable: bool) -> None:
    """Report how many of each team hold each track.

    It counts who is here. Outstanding is whatever is required and not held today; overdue is the part of it that is
    late, expired or has a new version to attest.
    """
    report = Report(
        name="teams",
        row_type=TeamRow,
        columns=TeamRow._fields,
        empty=_NO_FIGURE if shareable else "Nothing is required of anyone there.",
        notes=SHAREABLE_NOTES if shareable else (),
        drawn=chart,
    )
    more = (("shareable", "yes"),) if shareable else ()
    show(
        report,
        chosen,
        lambda made: made.reports.teams(chosen.filters, chosen.form, chosen.as_of, shareable=shareable),
        more,
    )
    if shareable and chosen.form == "table" and not chosen.schema:
        # The other forms have room for it: why there are gaps.
        for note in SHAREABLE_NOTES:
            output.narrate(note)
