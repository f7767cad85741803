"""``trainer assign``: a track becomes required."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import output
from trainer.cli.asking import whom
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command
from trainer.service.asked import Asked
from trainer.text import plural, safe


@click.command(
    "assign",
    cls=Command,
    examples=(
        "trainer assign all-staff --everyone",
        "trainer assign marketing --team Marketing --due 2027-01-31",
        "trainer assign all-staff --person 1001 --person login:ada --due-days 14",
    ),
)
@click.argument("track")
@whom
@click.option("--due", type=DAY, metavar="DATE", help="By this day, such as 2027-01-31.")
@click.option("--due-days", type=click.IntRange(0, 3650), metavar="N", help="Days from start date or assignment.")
def command(
    track: str,
    persons: tuple[str, ...],
    team: str | None,
    role: str | None,
    everyone: bool,
    due: dt.date | None,
    due_days: int | None,
) -> None:
    """Require a track of people, a team, a role or everyone.

    Without --due and --due-days the track's own number of days counts. Assigning the same again changes nothing.
    """
    asked = [
        Asked(person=person, team=team or "", role=role or "", everyone=everyone, due_on=due, due_days=due_days)
        for person in persons or ("",)
    ]
    with training() as made:
        done = made.compliance.assign(track, *asked)
        passed = due is not None and due < made.compliance.today()
    who = plural(done.people, "person", "people")
    said = f"{safe(track)} is required of {who} today" if done.new else f"that stood already, for {who} today"
    output.text().write(f"{said}{'' if persons else '; later joiners too'}\n")
    if passed:
        output.narrate("That date has passed: whoever does not hold it is overdue at once.")
