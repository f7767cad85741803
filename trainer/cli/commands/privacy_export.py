"""``trainer privacy export``: everything that is kept about one person, for them to take away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.cli.stopping import tidily
from trainer.reports.files import new_file
from trainer.reports.page import Block, write_page
from trainer.service.own_copy import OwnCopy, as_json, cell

_FORMS = ("json", "html")


@click.command(
    "export",
    cls=Command,
    examples=("trainer privacy export --output my-record.html", "trainer privacy export 1002 --format json"),
)
@click.argument("person", required=False)
@click.option("--format", "form", type=click.Choice(_FORMS), help="Default: as the file's name ends, or else JSON.")
@click.option("--output", "target", metavar="FILE", help="Write to a file instead, which only you can read.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(person: str | None, form: str | None, target: str | None, force: bool) -> None:
    """Write out everything that is kept about you.

    JSON for programs, HTML to read and print. With PERSON, who keeps the records hands out someone else's; that is
    recorded, and the person can see it.
    """
    path = Path(target) if target and target != "-" else None
    ending = path.suffix.removeprefix(".").casefold() if path else ""
    chosen = form or (ending if ending in _FORMS else "json")
    if path is None:
        with training() as made:
            _write(made.privacy.export(person or "", chosen), chosen, output.data())
        return
    with tidily(), new_file(path, force=force) as out, training() as made:
        _write(made.privacy.export(person or "", chosen), chosen, out)
    output.narrate(f"Wrote everything that is kept to {path}.")


def _write(copy: OwnCopy, form: str, out: TextIO) -> None:
    if form == "json":
        out.write(json.dumps({"schema": output.SCHEMA, **as_json(copy)}, ensure_ascii=False, indent=1) + "\n")
        return
    said = [
        f"Made {copy.made_at} for {copy.name}. {copy.organisation}",
        f"Not kept: {copy.not_kept}",
        f"Whom to ask, and to have it corrected or erased: {copy.privacy_contact}.",
    ]
    blocks = [
        Block(
            title=section.title,
            said=(f"What for: {section.purpose}.", f"Basis: {section.basis}.", f"How long: {section.period}."),
            heads=list(section.heads.values()),
            rows=[[cell(row.get(name)) for name in section.heads] for row in section.rows],
        )
        for section in copy.sections
    ]
    write_page("Everything that Trainer keeps about you", said, blocks, out)
