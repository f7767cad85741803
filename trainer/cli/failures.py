"""What a failure says, and the exit code it ends in: one or two sentences on stderr, never a traceback unasked."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from trainer.errors import ExitCode, TrainerError
from trainer.text import safe, safe_block

DEBUG = "TRAINER_DEBUG"
PIPE_CLOSED = 141
"""What a shell reports of a program whose reader went away (128 + SIGPIPE), as for ``cat`` or ``git``."""
_LONGEST = 2000


def report(error: BaseException) -> int:
    """Say what went wrong, and return the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    if isinstance(error, BrokenPipeError):
        _let_go_of_stdout()
        return PIPE_CLOSED
    if os.environ.get(DEBUG) == "1":
        _show_traceback(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        if sys.stderr is not None and sys.stderr.isatty():
            # The terminal has just written ^C.
            _say("")
        _say("Interrupted. Whatever was saved stays saved.")
        return ExitCode.INTERRUPTED
    if isinstance(error, click.ClickException):
        _show_usage(error)
        return ExitCode.BAD_INPUT
    if isinstance(error, TrainerError):
        for problem in getattr(error, "problems", ()):
            _say(str(problem))
        _say(str(error))
        return int(error.exit_code)
    return _unexpected(error)


def _unexpected(error: BaseException) -> int:
    if isinstance(error, OSError):
        # Most likely standard output itself, on a full disk; it would fail again at the interpreter's end.
        _let_go_of_stdout()
        what = f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
        _say(f"The system refused: {what}. Mend that and try again.")
    else:
        what = f"{type(error).__name__} {error}".strip()
        _say(f"Trainer itself failed ({what}). Run it again with {DEBUG}=1 and report what it shows.")
    return ExitCode.OUR_FAULT


def _show_usage(error: click.ClickException) -> None:
    """As click shows it, made safe: the message repeats what was typed."""
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _say(error.format_message())
        return
    if ctx is not None:
        _say(f"{ctx.get_usage()}\nTry '{ctx.command_path} --help'.")
    _say(f"Error: {error.format_message()}")


def _show_traceback(error: BaseException) -> None:
    import traceback

    _say("".join(traceback.format_exception(error)))


def _say(text: str) -> None:
    """On stderr, if there is any; a failure to say it changes nothing about the exit code."""
    with suppress(OSError):
        lines = safe_block(text).split("\n")
        click.echo("\n".join(safe(line, _LONGEST) for line in lines), err=True)


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush cannot fail too."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
