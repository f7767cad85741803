"""``trainer unassign``: a track is no longer required."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.asking import whom
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.service.asked import Asked
from trainer.text import plural, safe


@click.command(
    "unassign",
    cls=Command,
    examples=("trainer unassign marketing --team Marketing", "trainer unassign all-staff --person 1001"),
)
@click.argument("track")
@whom
def command(track: str, persons: tuple[str, ...], team: str | None, role: str | None, everyone: bool) -> None:
    """Take back what 'trainer assign' asked of people, a team, a role or everyone.

    Name the same as then; its due date does not matter. What they did stays, and so does every answer for an earlier
    day. Taking back again changes nothing.
    """
    asked = [Asked(person=person, team=team or "", role=role or "", everyone=everyone) for person in persons or ("",)]
    with training() as made:
        done = made.compliance.unassign(track, *asked)
    if not done.rules:
        output.text().write("that had been taken back already\n")
        return
    who = plural(done.people, "person", "people")
    output.text().write(f"{safe(track)} is no longer required of {who} today\n")
