"""Standard output and files: data goes out whole and in UTF-8, narration goes to stderr.

Invariant: a file that is written appears complete or not at all, readable by its owner only.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from trainer.errors import InputError

SCHEMA = 1


def data() -> TextIO:
    """Standard output for CSV and JSON: always UTF-8 with LF, whatever the locale.

    A lone surrogate is written as ``\\udc80``, which is how JSON escapes it too.
    """
    reconfigure = getattr(text(), "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def text() -> TextIO:
    """Standard output for a person."""
    if sys.stdout is None:
        raise InputError("Standard output is closed.", "Leave it open, or name a file.")
    return sys.stdout


def narrate(sentence: str) -> None:
    """Say something beside the data."""
    click.echo(sentence, err=True)


def write_object(fields: Mapping[str, Any]) -> None:
    """One JSON object on standard output, with ``"schema": 1`` first."""
    data().write(json.dumps({"schema": SCHEMA, **fields}, ensure_ascii=False, indent=1, default=str) + "\n")


@contextmanager
def new_file(path: Path, *, force: bool) -> Iterator[TextIO]:
    """A file that replaces ``path`` once it is complete; :class:`InputError` where it may not or cannot."""
    target = _target(path, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _target(path: Path, *, force: bool) -> Path:
    """Where the file really goes; a link stays a link."""
    try:
        target = path.resolve()
        exists, regular = target.exists(), target.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        raise _unwritable(path, error) from error
    if exists and not regular:
        raise InputError(f"{path} is not a regular file.", "Name a file with --output.")
    if exists and not force:
        raise InputError(f"{path} exists already.", "Name another file, or replace it with --force.")
    return target


def _unwritable(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{path} cannot be written: {reason}.", "Name another place with --output.")
