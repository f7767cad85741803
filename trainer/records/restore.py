"""Putting a backup in the place of the records.

Invariant: the database that is used stays the same file, and changes in one transaction of SQLite's own (its online
backup), so that a kill leaves it whole, old or new, and programs that have it open go on with what it holds then. Where
there is none, no log of an earlier one may lie beside the new file: SQLite would replay it into what was restored. And
nothing is called restored before it was read where it now lies.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from trainer.errors import RecordsError
from trainer.records import backup, file_system, leftovers
from trainer.records import store as records_store
from trainer.records.failures import translated


@contextmanager
def beside(database: Path, source: Path) -> Iterator[Path]:
    """A working copy of a backup in the database's folder, gone afterwards."""
    with translated(database):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=database.parent, prefix=leftovers.restoring(database))
        os.close(handle)
    copy = Path(name)
    try:
        with translated(source):
            shutil.copyfile(source, copy)
        yield copy
    finally:
        for leftover in (copy, *leftovers.companions(copy)):
            with suppress(OSError):
                leftover.unlink()


def put_in_place(copy: Path, database: Path) -> None:
    """Make the database what the copy is, and look it over there; :class:`RecordsError` where it is not.

    Its old bytes go from the log too; a reader is waited for.
    """
    wanted = backup.look_over(copy, called=copy)
    if database.exists():
        _write_over(copy, database)
    else:
        with translated(database):
            file_system.sync(copy)
            copy.replace(database)
            file_system.sync(database.parent)
    # What others have recorded there since then is none of the copy's.
    found = backup.look_over(database, called=database, first=wanted.entries)
    if (found.entries, found.root) != (wanted.entries, wanted.root):
        raise RecordsError(f"What now lies at {database} is not what was restored.", "Try again, from another disk.")


def _write_over(copy: Path, database: Path) -> None:
    with translated(database), closing(sqlite3.connect(copy)) as new, closing(_open(database)) as old:
        deadline = time.monotonic() + records_store.BUSY_SECONDS
        new.backup(old, pages=-1, progress=lambda *_: _give_up_after(deadline), sleep=0.1)
        row = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if row[0]:
        raise RecordsError(
            "It is restored, but a program that reads the records keeps the old bytes.",
            "Close it; they go with the next erasure or retention run.",
        )


def set_aside(database: Path, stamp: str) -> str:
    """Move a damaged database and its logs out of the way, or the logs that one left behind, for who looks into it.

    Returns where; empty where there was nothing to move.
    """
    aside = database.with_name(leftovers.damaged(database) + stamp.replace(":", ""))
    with translated(database):
        there = [path for path in (database, *leftovers.companions(database)) if path.exists()]
        moved = [path.replace(path.with_name(path.name.replace(database.name, aside.name, 1))) for path in there]
        file_system.sync(database.parent)
    return str(moved[0]) if moved else ""


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=records_store.BUSY_SECONDS, isolation_level=None)


def _give_up_after(deadline: float) -> None:
    """Called after each try: SQLite itself would try for ever while another program writes."""
    if time.monotonic() > deadline:
        raise RecordsError("Another program writes to the records; nothing was restored.", "Close it and try again.")
