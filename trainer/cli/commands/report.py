"""``trainer report``: what stands in the records, for those who may see it."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "completion": ("report_completion", "Report who has completed what, and who must still."),
    "overdue": ("report_overdue", "Report who is late with what: overdue, expired, or a new version to attest."),
    "history": ("report_history", "Report every attempt at what counts, failures too."),
    "items": ("report_items", "Report how each question fared over first attempts, with no person in it."),
    "coverage": (
        "report_coverage",
        "Report which claims of the course brief, objectives and legal references are taught and assessed.",
    ),
    "teams": ("report_teams", "Report how many of each team hold each track."),
}

command = Group(
    "report",
    help="Report who is covered and who is not.",
    table=TABLE,
    examples=("trainer report completion --team Sales",),
)
