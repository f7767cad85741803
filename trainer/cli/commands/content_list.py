"""``trainer content list``: what there is to learn and to assign."""

from __future__ import annotations

import dataclasses

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.reports.writers import write_table
from trainer.service.authoring_views import ModuleLine
from trainer.text import safe


@click.command("list", cls=Command, examples=("trainer content list", "trainer content list --format json"))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(form: str) -> None:
    """List the modules and tracks.

    A track is what 'trainer assign' requires of people.
    """
    uses = authoring()
    modules, tracks = uses.modules(), uses.tracks()
    if form == "json":
        held = [{"id": t.id, "title": t.title, "modules": [part.module for part in t.modules]} for t in tracks]
        output.write_object({"modules": [dataclasses.asdict(line) for line in modules], "tracks": held})
        return
    out = output.text()
    write_table(ModuleLine, modules, out)
    for track in tracks:
        parts = ", ".join(part.module for part in track.modules)
        out.write(f"track {safe(track.id)}: {safe(track.title)} ({safe(parts)})\n")
