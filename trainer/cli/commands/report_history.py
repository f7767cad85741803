"""``trainer report history``: every attempt."""

from __future__ import annotations

import click

from trainer.cli.lazy import Command
from trainer.cli.reporting import Chosen, Report, options, show
from trainer.reports.forms import Tally
from trainer.reports.history import HistoryRow

_REPORT = Report(
    name="history",
    row_type=HistoryRow,
    columns=("person", "name", "kind", "module", "track", "version", "finished_at", "state", "score", "pass_mark"),
    empty="Nobody there has tried anything yet.",
    tally=Tally(title="Attempts by kind", by="kind", of="state"),
)


@click.command("history", cls=Command, examples=("trainer report history --track all-staff --output history.csv",))
@options()
def command(chosen: Chosen) -> None:
    """Report every attempt at what counts, failures too.

    Module checks, test-outs and examinations, and completions that were imported from an older system. A retake adds a
    line and changes none.
    """
    show(_REPORT, chosen, lambda made: made.reports.history(chosen.filters, chosen.form, chosen.as_of))
