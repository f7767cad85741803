"""``trainer people add``: one person, without a file."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command
from trainer.compliance.requirements import Role
from trainer.text import safe


@click.command(
    "add",
    cls=Command,
    examples=("trainer people add 1042 'Ada Example' --login ada --team Sales --start-date 2026-12-01",),
)
@click.argument("person", metavar="ID")
@click.argument("name")
@click.option("--login", default="", help="The account they work under.")
@click.option("--email", default="", help="Their address.")
@click.option("--team", default="", help="Their team.")
@click.option("--manager", default="", metavar="ID", help="The id of the person they report to.")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="One or more.")
@click.option("--start-date", type=DAY, metavar="DATE", help="Their first day.")
def command(
    person: str,
    name: str,
    login: str,
    email: str,
    team: str,
    manager: str,
    roles: tuple[str, ...],
    start_date: dt.date | None,
) -> None:
    """Put one person on the roster.

    Whatever is asked of their team, role or everyone is asked of them too. The very same again changes nothing.
    """
    with training() as made:
        done = made.people.add(
            person, name, login=login, email=email, team=team, manager=manager, roles=roles, start_date=start_date
        )
    output.text().write(f"{'added' if done.added else 'unchanged'} {safe(person)} {safe(name)}\n")
