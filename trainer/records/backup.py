"""Backups: a whole copy in one file, looked over after it was written.

Invariant: a backup appears complete and verified or not at all, readable by its owner only. The signing key and the
erasure list are not in it: a key beside its records in every copy would protect less, and the list must outlive them.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from trainer.errors import InputError, RecordsError
from trainer.records import erased, file_system, keys, ledger, leftovers, merkle, schema, upkeep
from trainer.records.failures import translated
from trainer.records.store import Store

_TELLING = {
    "entry": "seq, leaf",
    "attempt": "id, state",
    "response": "request_id",
    "reading": "person, lesson, major, place, read_at",
    "notice": "person, digest",
}
"""Columns by which a row is known to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds, as far as a copy must agree with it."""

    entries: int
    root: bytes
    """Of the tree over the entries."""
    counts: Mapping[str, int]
    """Table to rows."""


def take(store: Store, target: Path, *, at: str, force: bool) -> Contents:
    """Write a backup to ``target``; :class:`RecordsError` where it is not what the records are."""
    path = _target(store, target, force=force)
    with writable(target):
        for old in leftovers.of_killed_backups(path.parent, path):
            with suppress(OSError):
                old.unlink()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=leftovers.backing_up(path))
        os.close(handle)
    copy = Path(name)
    try:
        wanted = _copy(store, copy)
        if look_over(copy, called=target) != wanted:
            raise RecordsError("The copy is not what the records are.", "Try again; 'trainer doctor' may say more.")
        with writable(target):
            file_system.sync(copy)
            copy.replace(path)
            file_system.sync(path.parent)
    finally:
        with suppress(OSError):
            copy.unlink()
    with store.write():
        upkeep.note(store, upkeep.BACKUP, at)
    return wanted


def look_over(path: Path, *, called: Path, first: int = -1) -> Contents:
    """Check a copy, and say what it holds; :class:`RecordsError` where it is damaged or no backup of ours.

    ``called`` is the file as the person named it. With ``first`` the tree is over so many entries only.
    """
    try:
        return _contents(path, called, first)
    except sqlite3.Error as error:
        raise RecordsError(f"{called} is damaged, or no backup of ours: {error}.", "Use another file.") from error


def _contents(path: Path, called: Path, first: int) -> Contents:
    with closing(sqlite3.connect(f"file:{quote(os.fsencode(path.absolute()))}?mode=ro", uri=True)) as conn:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        if not 0 < version <= schema.LATEST:
            what = "was written by a newer Trainer" if version else "is no backup of Trainer's records"
            raise RecordsError(f"{called} {what}.", "Name another file, or update Trainer.")
        found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"] or conn.execute("PRAGMA foreign_key_check").fetchone():
            raise RecordsError(f"{called} is damaged: {found[0]}.", "Use an older backup.")
        tree = merkle.Growing()
        for (leaf,) in conn.execute("SELECT leaf FROM entry ORDER BY seq LIMIT ?", (first,)):
            for _ in tree.add(leaf):
                pass
        return Contents(entries=tree.size, root=tree.root, counts=_counts(conn))


def newer_than(database: Path, copy: Path) -> bool:
    """Whether the database holds something that the copy lacks."""
    with translated(database), closing(sqlite3.connect(database)) as conn:
        conn.execute("ATTACH CAST(? AS TEXT) AS copy", (os.fsencode(copy),))
        return any(
            conn.execute(f"SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM copy.{table}").fetchone()
            for table, columns in _TELLING.items()
        )


@contextmanager
def writable(target: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into an error that names it."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{target} cannot be written: {reason}.", "Name another place.") from error


def _copy(store: Store, copy: Path) -> Contents:
    """VACUUM INTO from a connection of its own, while this one keeps writers out."""
    with store.write(), translated(copy), closing(sqlite3.connect(store.path)) as other:
        # As bytes: a folder's name need not be UTF-8.
        other.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(copy),))
        size = ledger.sound_size(store)
        return Contents(entries=size, root=ledger.root(store, size), counts=_counts(other))


def _counts(conn: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return {table: int(conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables}


def _own(database: Path) -> tuple[Path, ...]:
    """The records and what belongs to them."""
    path = database.resolve()
    return (path, *leftovers.companions(path), keys.key_path(path), erased.list_path(path))


def _target(store: Store, target: Path, *, force: bool) -> Path:
    with writable(target):
        path = target.resolve()
        if any(path == own or (path.exists() and own.exists() and path.samefile(own)) for own in _own(store.path)):
            raise InputError(
                "That is the database itself, or a file that belongs to it.", "Name another file for the backup."
            )
        if not path.parent.is_dir():
            raise InputError(f"There is no folder {path.parent}.", "Make it first, or name another place.")
        if path.exists() and not path.is_file():
            raise InputError(f"{target} is not a regular file.", "Name another file.")
        if path.exists() and not force:
            raise InputError(f"{target} exists already.", "Name another file, or replace it with --force.")
    return path
