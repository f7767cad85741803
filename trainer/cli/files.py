"""CSV files as commands take them: a name, or ``-`` for standard input."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from trainer.errors import InputError
from trainer.service.csv_file import LARGEST_FILE


def from_file_or_stdin(file: str) -> tuple[str, bytes]:
    """What to call it in messages, and its bytes, at most one more than ``LARGEST_FILE``."""
    return ("standard input", _from_stdin()) if file == "-" else (file, _from_file(Path(file)))


def _from_stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("Standard input is closed.", "Name a file, or send one: trainer people import - < staff.csv")
    return sys.stdin.buffer.read(LARGEST_FILE + 1)


def _from_file(path: Path) -> bytes:
    """The file's bytes. A FIFO is refused before it is opened, because opening it could wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(
                f"{path} is not a regular file.", "Name a CSV file, or send it to: trainer people import -"
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read: {reason}.", "Name a CSV file that you may read.") from error
