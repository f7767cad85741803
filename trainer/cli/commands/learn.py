"""``trainer learn``: the terminal UI, or with ``--plain`` the same job line by line."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click

from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.errors import InputError, NoTerminal
from trainer.service.training import Training


@click.command(
    "learn",
    cls=Command,
    examples=("trainer learn", "trainer learn M04", "trainer learn M04 --plain", "trainer learn M04 --plain --check"),
)
@click.argument("module", required=False)
@click.option("--plain", is_flag=True, help="One line at a time, with typed answers; no terminal is needed.")
@click.option("--check", is_flag=True, help="With --plain and a MODULE: begin or resume its check at once.")
def command(module: str | None, plain: bool, check: bool) -> int:
    """Learn and be tested: opens the terminal UI.

    MODULE is an id such as M04, or its name; with it you go straight to what is next in it. With --plain you
    read and answer in lines of text, which suits a screen reader or a script. Leaving is no failure: whatever you
    answered is saved, and the exit code is 0, also where piped input ends early.
    """
    if check and not (plain and module):
        raise click.UsageError("--check needs --plain and a MODULE, such as: trainer learn M04 --plain --check")
    plain = plain or wants_plain()
    with training() as made:
        return learn(made, module, plain=plain, check=check)


def wants_plain() -> bool:
    """Whether this terminal can show lines only; :class:`NoTerminal` where there is no terminal at all."""
    # The UI draws on stderr, so all three must be the terminal.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NoTerminal(
            "Trainer's terminal UI needs a terminal.", "Open one, or use 'trainer learn --plain' for lines of text."
        )
    return os.environ.get("TERM") == "dumb"


def learn(made: Training, module: str | None, *, plain: bool, check: bool = False) -> int:
    """Hand the Training API to one of the two front ends."""
    if plain:
        from trainer.cli.plain import Plain
        from trainer.cli.plain_text import Talk

        return Plain(made, Talk(_standard_input(), sys.stdout)).run(module, check=check)
    from trainer.tui.app import run

    return run(made, module=module)


def _standard_input() -> TextIO:
    if sys.stdin is None or sys.stdout is None:
        raise InputError("Standard input or output is closed.", "Leave both open.")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        # A byte that is no text is a wrong answer, not the end of the sitting.
        reconfigure(errors="replace")
    return sys.stdin
