"""``trainer report coverage``: what the course should teach, and where it does."""

from __future__ import annotations

from contextlib import nullcontext

import click

from trainer.cli import context
from trainer.cli.lazy import Command
from trainer.cli.reporting import Chosen, Report, options, write_out
from trainer.clock import stamp, system_clock
from trainer.reports.about import About
from trainer.reports.coverage import CoverageRow
from trainer.reports.forms import Tally
from trainer.service import identity

_REPORT = Report(
    name="coverage",
    row_type=CoverageRow,
    columns=CoverageRow._fields,
    empty="There is nothing to cover.",
    tally=Tally(title="What is covered", by="kind", of="state"),
    notes=("A code or objective counts where a reviewer confirmed it against the text; citations count as written.",),
)


@click.command("coverage", cls=Command, examples=("trainer report coverage", "trainer report coverage --format csv"))
@options(filters=False, as_of=False)
def command(chosen: Chosen) -> None:
    """Report which claims of the course brief, objectives and legal references are taught and assessed.

    It reads the content and no records.
    """
    now = stamp(system_clock())
    about = About(
        report=_REPORT.name,
        title="Coverage of the course brief",
        organisation=context.settings().organisation,
        as_of=now[:10],
        generated_at=now,
        generated_by=f"login:{identity.login()}",
        notes=_REPORT.notes,
    )
    write_out(_REPORT, chosen, about, lambda: nullcontext(iter(context.authoring().coverage())))
