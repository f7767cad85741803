"""``trainer people``: the roster."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "import": ("people_import", "Take over a roster from a CSV file."),
    "list": ("people_list", "List the people on the roster."),
}

command = Group(
    "people",
    help="Import and list the people who must learn.",
    table=TABLE,
    examples=("trainer people import staff.csv --dry-run", "trainer people list --format csv"),
)
