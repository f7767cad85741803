"""The ``trainer`` command: what there is, and how whatever happens becomes an exit code.

Invariant: ``trainer --help`` imports click and this room's small modules, nothing else.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import click

from trainer import __version__
from trainer.cli.lazy import Group

_TABLE = {
    "learn": ("learn", "Learn and be tested: opens the terminal UI."),
    "status": ("status", "Say what you must do by when, and what you hold."),
    "demo": ("demo", "Try it all on a throw-away sample company."),
    "people": ("people", "Import and list the people who must learn."),
    "assign": ("assign", "Require a track of people, a team, a role or everyone."),
    "unassign": ("unassign", "Take back what 'trainer assign' asked of people, a team, a role or everyone."),
    "exempt": ("exempt", "Excuse a person from a track until a day."),
    "correct": ("correct", "Correct what an entry counts as, from today on."),
    "allow-retry": ("allow_retry", "Let a person try again without the wait of 24 hours."),
    "check": ("check", "Say in one line, and in the exit code, where a person stands."),
    "report": ("report", "Report who is covered and who is not."),
    "evidence": ("evidence", "Prove that nothing was changed: audit, checkpoints, receipts."),
    "certificate": ("certificate", "Print the certificate of an examination that was passed."),
    "privacy": ("privacy", "See what is kept about people and for how long, and erase it."),
    "backup": ("backup", "Back the records up to a file, and verify it."),
    "restore": ("restore", "Put a backup in the place of the records."),
    "serve": ("serve", "Serve these records to every account of this host."),
    "content": ("content", "Check, read and release lessons and questions."),
    "doctor": ("doctor", "Check this installation, its records and its settings."),
}
_HELP = """Learn to use customer data ethically, be tested, and keep the evidence.

Without a command it opens the terminal UI, as 'trainer learn' does."""


def _start(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        learn = root.get_command(ctx, "learn")
        if learn is not None:
            ctx.exit(ctx.invoke(learn) or 0)


root = Group(
    "trainer",
    help=_HELP,
    callback=click.pass_context(_start),
    invoke_without_command=True,
    table=_TABLE,
    top=True,
    examples=("trainer", "trainer learn M04", "trainer report completion --format csv --output completion.csv"),
)
click.version_option(__version__, message="%(prog)s %(version)s")(root)


class _Ending:
    """Turns whatever ends a command into an exit code; nothing passes it."""

    code = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, click.exceptions.Exit):
            self.code = error.exit_code
        elif error is not None:
            # Not at the top of the module: a command that goes well needs none of it.
            from trainer.cli.failures import report

            self.code = report(error)
        return True


def run(arguments: Sequence[str]) -> int:
    """Run one command line, and return its exit code."""
    ending = _Ending()
    with ending:
        _tolerate_any_name()
        if any("\0" in argument for argument in arguments):
            raise click.UsageError("An argument holds a NUL, which no name does.")
        with root.make_context("trainer", list(arguments)) as ctx:
            ending.code = root.invoke(ctx) or 0
    # Here and not at the interpreter's end, where a full disk or a closed pipe would be a traceback.
    flushing = _Ending()
    with flushing:
        if sys.stdout is not None:
            sys.stdout.flush()
    return ending.code or flushing.code


def _tolerate_any_name() -> None:
    """A name that the locale cannot write is written in escapes."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def main() -> None:
    """The console script."""
    # A start makes tens of thousands of objects that all stay. Looking them through after every 700 new ones, as is
    # the default, takes a tenth of the time to the first screen.
    gc.set_threshold(50_000, 20, 20)
    code = run(sys.argv[1:])
    # Nor are they looked through once more before all memory is given back anyway: a tenth of 'trainer check'.
    gc.freeze()
    sys.exit(code)
