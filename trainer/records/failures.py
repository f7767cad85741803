"""What SQLite and the system raise, as errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trainer.errors import RecordsError

_REMEDIES = {
    sqlite3.SQLITE_FULL: "Free some space on the disk and try again; nothing was half-written.",
    sqlite3.SQLITE_READONLY: "The file or its folder is read-only for you: ask its owner, or name another with --db.",
    sqlite3.SQLITE_BUSY: "Another program holds the records; try again in a moment.",
    sqlite3.SQLITE_CANTOPEN: "Check that the folder exists and that you may write to it, or name another with --db.",
    sqlite3.SQLITE_NOTADB: "The file is no Trainer database: name another with --db.",
    # On a full disk the log's index cannot grow, and that is an input/output error to SQLite.
    sqlite3.SQLITE_IOERR: "The disk is full or fails: free some space and try again; nothing was half-written.",
    sqlite3.SQLITE_CORRUPT: "Keep the file as it is and restore the last backup beside it.",
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into an error that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; extended codes such as READONLY_DIRECTORY share its remedy.
        code = getattr(error, "sqlite_errorcode", None)
        remedy = _REMEDIES.get(code & 0xFF) if isinstance(code, int) else None
        if remedy is None and not isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
            raise
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise RecordsError(
            f"The records at {path} cannot be used: {error}.", remedy or "Run 'trainer doctor'."
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordsError(
            f"The records at {path} cannot be used: {reason}.", "Name another place with --db."
        ) from error
