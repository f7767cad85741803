"""Whom a track is asked of: the options that ``assign`` and ``unassign`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trainer.cli.named import NAMED

_Command = TypeVar("_Command", bound=Callable[..., Any])


def whom(command: _Command) -> _Command:
    """Add the options that name people, a team, a role or everyone."""
    options = (
        click.option(
            "--person", "persons", multiple=True, metavar="ID", help="An id or login:NAME; may stand several times."
        ),
        click.option("--team", type=NAMED, default=None, help="Everyone in this team, later joiners too."),
        click.option("--role", type=NAMED, default=None, help="Everyone with this role, later joiners too."),
        click.option("--everyone", is_flag=True, help="Everyone on the roster, later joiners too."),
    )
    for option in reversed(options):
        command = option(command)
    return command
