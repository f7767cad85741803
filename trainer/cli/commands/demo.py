"""``trainer demo``: everything, on records that are gone afterwards."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

import click

from trainer.cli import context, output
from trainer.cli.commands.learn import learn, wants_plain
from trainer.cli.lazy import Command


@click.command("demo", cls=Command, examples=("trainer demo", "trainer demo --plain"))
@click.option("--plain", is_flag=True, help="One line at a time, with typed answers; no terminal is needed.")
def command(plain: bool) -> int:
    """Try it all on a throw-away sample company.

    You are one of its twelve invented people. Its records live in a temporary folder and are deleted when you
    leave; your own are not touched.
    """
    plain = plain or wants_plain()
    from trainer.cli.demo_company import Demo

    chosen = context.settings()
    course = context.course(chosen)
    end_tidily()
    with tempfile.TemporaryDirectory(prefix="trainer-demo-") as folder:
        demo = Demo(Path(folder), course, chosen)
        demo.people_it()
        output.narrate("This is a demo: an invented company, in records that are deleted when you leave.")
        made = demo.training()
        try:
            return learn(made, None, plain=plain)
        finally:
            made.close()


def end_tidily() -> None:
    """A signal to end deletes the folder too; the UI has its own handlers while it runs."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda received, _frame: sys.exit(128 + received))
