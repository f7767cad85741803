"""One SQLite file, opened the one safe way, and the one way to write to it.

Invariant: an acknowledged write is on the disk (WAL with ``synchronous=FULL``), every write began IMMEDIATE, and a
row goes only into a table that exists: a misspelt name is an error here, where sqlite-utils would create a table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any

from trainer.errors import NoRecords, RecordsError, RecordsUnsafe
from trainer.records import database_file, file_system, schema
from trainer.records.failures import translated
from trainer.records.write_ahead import write_ahead

BUSY_SECONDS = 30.0
_AT_ONCE = 500
"""Rows."""
OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with 3.37."""

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
)
_LOST = RecordsError("Nothing of this group could be saved.", "Try again; if it stays so: 'trainer doctor'.")


class Store:
    """An open database. Not for two threads at once."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self.path = path
        self.log = path.with_name(f"{path.name}-wal")
        """The write-ahead log beside it."""
        self._file = _identity(path)
        self._together = self._looking = False
        self._refused: RecordsError | None = None
        """Why no more can be written in the group under way."""
        self.losses = 0
        """Groups that did not happen; whoever remembers having written something looks whether one was lost since."""
        self._tables = frozenset(r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Group commit: each :meth:`write` inside is all or nothing, and all become durable when this returns.

        Nothing of it may be acknowledged before. Raises :class:`RecordsError` where it could not be committed; then
        none of them happened.
        """
        self._together, self._refused = True, None
        try:
            yield
            if self._refused is _LOST:
                self._refuse_lost()
            with translated(self.path):
                if self._conn.in_transaction:
                    self._conn.execute("COMMIT")
        except BaseException:
            self.losses += 1
            raise
        finally:
            self._together = False
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction: all of it is durable when this returns, or none of it is."""
        if self._together:
            with self._write_in_group():
                yield
            return
        with translated(self.path):
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_stray()
                yield
                self._conn.execute("COMMIT")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads that see one and the same moment."""
        if self._conn.in_transaction:
            yield
            return
        with translated(self.path):
            self._conn.execute("BEGIN")
        self._looking = self._together
        try:
            # Not translated: a reader's own trouble, such as a closed pipe, is no fault of the records.
            yield
        finally:
            self._looking = False
            with translated(self.path):
                self._conn.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a SELECT, one at a time, so that a long report stays small in memory."""
        with translated(self.path):
            # Not from the cursor itself: a generator given up closes it, which fails once the database is closed.
            yield from iter(self._conn.execute(sql, parameters).fetchone, None)

    def tuples(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The same as plain tuples, some hundred fetched at a time: for reports on everyone."""
        return chain.from_iterable(self._some(sql, parameters))

    def _some(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
        with translated(self.path):
            cursor = self._conn.cursor()
            cursor.row_factory = None
            cursor.execute(sql, parameters)
            while some := cursor.fetchmany(_AT_ONCE):
                yield some

    def few(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows of a SELECT that are few, all at once."""
        with translated(self.path):
            return self._conn.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Row | None:
        """The first row of a SELECT, or None."""
        with translated(self.path):
            found: sqlite3.Row | None = self._conn.execute(sql, parameters).fetchone()
            return found

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Add one row inside :meth:`write`; returns its row number."""
        return self._conn.execute(self._insert_sql(table, tuple(row)), tuple(row.values())).lastrowid or 0

    def insert_many(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        """Add many rows of these columns inside :meth:`write`."""
        self._conn.executemany(self._insert_sql(table, columns), rows)

    def change(self, sql: str, parameters: Sequence[Any]) -> int:
        """An UPDATE or DELETE inside :meth:`write`; returns how many rows it touched."""
        return self._conn.execute(sql, parameters).rowcount

    def change_many(self, sql: str, rows: Iterable[Sequence[Any] | Mapping[str, Any]]) -> None:
        """The same UPDATE for many rows inside :meth:`write`."""
        self._conn.executemany(sql, rows)

    def close(self) -> None:
        self._conn.close()

    @contextmanager
    def _write_in_group(self) -> Iterator[None]:
        """One part of a group: taken back alone where it fails, unless the failure took the whole transaction."""
        self._refuse_lost()
        if self._looking:
            raise AssertionError("a snapshot within a group would take back what is written in it")
        with translated(self.path):
            if not self._conn.in_transaction:
                self._begin_group()
            self._conn.execute("SAVEPOINT part")
            try:
                yield
                self._conn.execute("RELEASE part")
            except BaseException:
                # SQLite itself rolls everything back where, say, the disk is full; then the parts before went too.
                self._refused = _LOST
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK TO part")
                    self._conn.execute("RELEASE part")
                    self._refused = None
                raise

    def _begin_group(self) -> None:
        try:
            with translated(self.path):
                self._conn.execute("BEGIN IMMEDIATE")
                self._refuse_stray()
        except RecordsError as error:
            # One wait for whoever holds the records is enough for all of the group.
            self._refused = error
            raise

    def _refuse_lost(self) -> None:
        if self._refused is not None:
            raise RecordsError(self._refused.problem, self._refused.remedy)

    def wait_at_most(self, seconds: float) -> None:
        """For another program that writes, instead of ``BUSY_SECONDS``."""
        self._conn.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")

    def _refuse_stray(self) -> None:
        """What is written into a file that was deleted or replaced meanwhile would be gone with this process."""
        if _identity(self.path) != self._file:
            raise RecordsError(
                f"The records at {self.path} were moved or replaced meanwhile.", "Put them back, or start again."
            )

    def _insert_sql(self, table: str, columns: tuple[str, ...]) -> str:
        if table not in self._tables or not self._conn.in_transaction:
            raise AssertionError(f"no table {table!r}, or no transaction")
        marks = ", ".join("?" * len(columns))
        return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})'


def columns(row: Any) -> dict[str, Any]:
    """A dataclass whose fields are the columns, as a row; ``asdict`` would copy everything beneath it too."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def open_store(path: Path, *, create: bool, file_system_of: Callable[[Path], str] = file_system.kind) -> Store:
    """Open, or where ``create`` make, the database at ``path``, with its schema brought up to date.

    Raises :class:`NoRecords` for a missing file that is not to be created, :class:`RecordsUnsafe` for a network
    file system or an old SQLite, :class:`RecordsError` for a file that is no database or cannot be reached.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise RecordsUnsafe(
            f"SQLite {sqlite3.sqlite_version} is too old to keep the records.",
            "Use a Python with SQLite 3.37 or newer.",
        )
    if not database_file.is_there(path, create=create):
        if not create:
            raise NoRecords(
                f"There are no records at {path} yet.", "Start with 'trainer learn', or name others with --db."
            )
        database_file.make(path)
    database_file.refuse_unsafe(path, file_system_of(path))
    with translated(path):
        conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            conn.row_factory = sqlite3.Row
            _prepare(conn, path)
            return Store(conn, path)
        except BaseException:
            conn.close()
            raise


def _prepare(conn: sqlite3.Connection, path: Path) -> None:
    for pragma in _PRAGMAS:
        conn.execute(pragma)
    version = _version(conn)
    if version > schema.LATEST:
        raise RecordsUnsafe(
            f"{path} was written by a newer Trainer.",
            "Update this one; it will not touch records that it does not know.",
        )
    write_ahead(conn, BUSY_SECONDS)
    if version < schema.LATEST:
        _migrate(conn)


def _version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def _migrate(conn: sqlite3.Connection) -> None:
    """``Migrations.apply`` issues a plain BEGIN, which fails among many first starts; so IMMEDIATE around it."""
    from sqlite_utils import Database

    database = Database(conn, execute_plugins=False, recursive_triggers=False)
    conn.execute("BEGIN IMMEDIATE")
    try:
        schema.migrations().apply(database)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and number of the file; None where there is none."""
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None
