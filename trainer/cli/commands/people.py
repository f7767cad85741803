"""``trainer people``: the roster."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "import": ("people_import", "Take over a roster from a CSV file."),
    "add": ("people_add", "Put one person on the roster."),
    "leave": ("people_leave", "Note that a person has left."),
    "import-history": ("people_import_history", "Bring along what people completed before, from a CSV file."),
    "list": ("people_list", "List the people on the roster."),
}

command = Group(
    "people",
    help="Import and list the people who must learn.",
    table=TABLE,
    examples=("trainer people import staff.csv --dry-run", "trainer people list --format csv"),
)
