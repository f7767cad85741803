"""``trainer report completion``: one line for each thing that a person must hold or has taken."""

from __future__ import annotations

import click

from trainer.cli.lazy import Command
from trainer.cli.reporting import Chosen, Report, options, show
from trainer.reports.completion import CompletionRow
from trainer.reports.forms import Tally

_REPORT = Report(
    name="completion",
    row_type=CompletionRow,
    columns=("person", "name", "team", "track", "module", "status", "due_on", "completed_at", "valid_until", "score"),
    empty="Nothing is required of anyone there, and nobody there has taken anything.",
    tally=Tally(title="Status by team", by="team", of="status"),
    notes=("One line for each part of a track; the line without a module is the track's examination.",),
)


@click.command(
    "completion",
    cls=Command,
    examples=(
        "trainer report completion --team Sales",
        "trainer report completion --as-of 2026-06-30 --output completion.xlsx",
    ),
)
@options()
def command(chosen: Chosen) -> None:
    """Report who has completed what, and who must still.

    Whoever is required to learn appears, started or not, here or gone; who has left stands as on their last day. The
    table shows the main columns, the other forms all of them. In CSV, a cell that a spreadsheet would run as a formula
    begins with an apostrophe, and a file beside it says what it is of.
    """
    show(_REPORT, chosen, lambda made: made.reports.completion(chosen.filters, chosen.form, chosen.as_of))
