"""``trainer report items``: how each question fared."""

from __future__ import annotations

import click

from trainer.cli.lazy import Command
from trainer.cli.named import NAMED
from trainer.cli.reporting import Chosen, Report, options, show
from trainer.reports.items import NOTES, ItemRow

_REPORT = Report(
    name="items",
    row_type=ItemRow,
    columns=("question", "objective", "sittings", "right", "facility", "item_rest", "unclear", "state", "why"),
    empty="There are no questions there.",
    notes=NOTES,
)


@click.command("items", cls=Command, examples=("trainer report items --module M04 --output items.html",))
@options(filters=False, as_of=False)
@click.option("--module", type=NAMED, help="Only this module, by id or slug.")
def command(chosen: Chosen, module: str | None) -> None:
    """Report how each question fared over first attempts, with no person in it.

    For authors: which questions are too hard, too easy or unclear. No figure tells of fewer than five people.
    """
    show(_REPORT, chosen, lambda made: made.reports.items(module or "", chosen.form), (("module", module or ""),))
