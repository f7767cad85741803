"""The write-ahead log, which is part of the file and outlives a connection.

Invariant: of several first starts each ends with it on, or with an error that says why it cannot be.
"""

from __future__ import annotations

import sqlite3
import time

from trainer.errors import RecordsUnsafe

_SHORT = 0.01
"""Seconds between two tries of what SQLite does not wait for by itself."""


def write_ahead(conn: sqlite3.Connection, patience: float) -> None:
    """Turn it on where it is off; ``patience`` in seconds is for others who do the same.

    Asked each time and not only of a new file: a copy by VACUUM INTO, such as a backup, has lost it.

    Of several first starts one makes the change, and SQLite fails the others at once, whatever their timeout.
    """
    deadline = time.monotonic() + patience
    while conn.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            changed = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_SHORT)
            continue
        if changed != "wal":
            raise RecordsUnsafe("This place cannot hold a write-ahead log.", "Name a place on a local disk with --db.")
