"""``trainer report completion``: one line for each thing that a person must hold or has taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.reports.completion import CompletionRow, Filters
from trainer.reports.writers import write_csv, write_json, write_table
from trainer.text import plural

_COLUMNS = ("person", "name", "team", "track", "module", "status", "due_on", "completed_at", "valid_until", "score")
_FORMS = ("table", "csv", "json")


@click.command(
    "completion",
    cls=Command,
    examples=(
        "trainer report completion --team Sales",
        "trainer report completion --format csv --output completion.csv",
    ),
)
@click.option("--team", default="", help="Only people of this team.")
@click.option("--track", default="", help="Only this track, such as all-staff.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Default: as the file's name ends, or else a table.")
@click.option("--output", "target", metavar="FILE", help="Write to a file instead, which only you can read.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(team: str, track: str, form: str | None, target: str | None, force: bool) -> None:
    """Report who has completed what, and who must still.

    Whoever is required to learn appears, started or not. The table shows the main columns; CSV and JSON have
    all of them. In CSV, a cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    path = Path(target) if target and target != "-" else None
    chosen = form or _form_of(path)
    with training() as made, made.reports.completion(Filters(team=team, track=track), chosen) as rows:
        if path is None:
            count = _write(chosen, rows, output.text() if chosen == "table" else output.data())
        else:
            with output.new_file(path, force=force) as out:
                count = _write(chosen, rows, out)
    if path is not None:
        output.narrate(f"Wrote {plural(count, 'line')} to {path}.")
    elif not count:
        output.narrate("Nothing is required of anyone there, and nobody there has taken anything.")


def _form_of(path: Path | None) -> str:
    form = path.suffix.removeprefix(".").casefold() if path else "table"
    return form if form in _FORMS else "table"


def _write(form: str, rows: Iterator[CompletionRow], out: TextIO) -> int:
    if form == "csv":
        return write_csv(CompletionRow, rows, out)
    if form == "json":
        return write_json({"report": "completion"}, rows, out)
    return write_table(CompletionRow, rows, out, _COLUMNS)
