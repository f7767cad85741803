"""Putting a backup in the place of the records.

Invariant: the database that is used stays the same file, and changes in one transaction of SQLite's own (its online
backup), so that a kill leaves it whole, old or new, and programs that have it open go on with what it holds then.
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
from trainer.records import file_system
from trainer.records import store as records_store
from trainer.records.store import translated


@contextmanager
def beside(database: Path, source: Path) -> Iterator[Path]:
    """A working copy of a backup in the database's folder, gone afterwards."""
    with translated(database):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=database.parent, prefix=f".{database.name}-restore-")
        os.close(handle)
    copy = Path(name)
    try:
        with translated(source):
            shutil.copyfile(source, copy)
        yield copy
    finally:
        for leftover in (copy, *_companions(copy)):
            with suppress(OSError):
                leftover.unlink()


def put_in_place(copy: Path, database: Path) -> None:
    """Make the database what the copy is. Its old bytes go from the log too; a reader is waited for."""
    if not database.exists():
        with translated(database):
            file_system.sync(copy)
            copy.replace(database)
            file_system.sync(database.parent)
        return
    with translated(database), closing(sqlite3.connect(copy)) as new, closing(_open(database)) as old:
        deadline = time.monotonic() + records_store.BUSY_SECONDS
        new.backup(old, pages=-1, progress=lambda *_: _give_up_after(deadline), sleep=0.1)
        row = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if row[0]:
        raise RecordsError(
            "It is restored, but a program that reads the records keeps the old bytes.",
            "Close it; they go with the next erasure or retention run.",
        )


def set_aside(database: Path, stamp: str) -> Path:
    """Move a damaged database and its log out of the way, for whoever wants to look into it."""
    aside = database.with_name(f"{database.name}.damaged-{stamp.replace(':', '')}")
    with translated(database):
        for path in (database, *_companions(database)):
            if path.exists():
                path.replace(path.with_name(path.name.replace(database.name, aside.name, 1)))
    return aside


def leftovers(database: Path) -> list[Path]:
    """Copies of the records beside them: damaged ones that were moved aside, and what a killed restore left."""
    found = [*database.parent.glob(f"{database.name}.damaged-*"), *database.parent.glob(f".{database.name}-restore-*")]
    return sorted(path for path in found if not path.name.endswith(("-wal", "-shm")))


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=records_store.BUSY_SECONDS, isolation_level=None)


def _give_up_after(deadline: float) -> None:
    """Called after each try: SQLite itself would try for ever while another program writes."""
    if time.monotonic() > deadline:
        raise RecordsError("Another program writes to the records; nothing was restored.", "Close it and try again.")


def _companions(path: Path) -> tuple[Path, Path]:
    """The write-ahead log and its index."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
