"""Files that are written for a person to keep.

Invariant: a file that is written appears complete or not at all, readable by its owner only.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from trainer.errors import InputError
from trainer.records.belonging import belongs_to_records


@contextmanager
def new_file(path: Path, *, force: bool) -> Iterator[TextIO]:
    """A text file that replaces ``path`` once it is complete; :class:`InputError` where it may not or cannot.

    UTF-8 with LF. A lone surrogate is written as ``\\udc80``, which is how JSON escapes it too.
    """
    with new_binary_file(path, force=force) as raw:
        out = TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield out
            out.flush()
        finally:
            # The file below is closed by whoever opened it, and after a failure nothing more may go into it.
            with suppress(OSError):
                out.detach()


@contextmanager
def new_binary_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """As ``new_file``, for bytes."""
    target = _target(path, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
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
    if exists and belongs_to_records(target):
        raise InputError(f"{path} belongs to records, and nothing replaces those.", "Name another file.")
    if exists and not force:
        raise InputError(f"{path} exists already.", "Name another file, or replace it with --force.")
    return target


def _unwritable(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{path} cannot be written: {reason}.", "Name another place with --output.")
