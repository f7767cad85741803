"""``trainer report``: what stands in the records, for those who may see it."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {"completion": ("report_completion", "Report who has completed what, and who must still.")}

command = Group(
    "report",
    help="Report who is covered and who is not.",
    table=TABLE,
    examples=("trainer report completion --team Sales",),
)
