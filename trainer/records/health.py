"""Looking at a database file without changing it, for the doctor."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from trainer.errors import RecordsError
from trainer.records import erased, file_system, schema
from trainer.records.store import OLDEST_SQLITE, Store

SQLITE = sqlite3.sqlite_version
OLDEST = ".".join(str(part) for part in OLDEST_SQLITE)
_MOST = 10
"""Faults that are reported; a damaged file may have thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What an SQLite file says of itself."""

    faults: tuple[str, ...]
    """What the integrity check found; empty where all is well."""
    version: int
    """Migrations applied; -1 where it could not be read."""
    upkeep: Mapping[str, str] = field(default_factory=dict)
    """What was done last or is unfinished, and since when; see ``records.upkeep``."""
    newest: str = ""
    """When the newest entry was recorded; empty where there is none."""
    pending: tuple[str, ...] = ()
    """Whose erasure was begun and did not happen, as commands call them; see ``records.erased``."""
    latest: int = schema.LATEST
    """Migrations that this program knows."""


def sqlite_is_new_enough() -> bool:
    """Whether this SQLite has what the schema uses."""
    return sqlite3.sqlite_version_info >= OLDEST_SQLITE


def examine(path: Path) -> Health:
    """Check the file read-only; whatever keeps it from being read is a fault too."""
    version = -1
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as conn:
            version = int(conn.execute("PRAGMA user_version").fetchone()[0])
            found = [str(row[0]) for row in conn.execute(f"PRAGMA quick_check({_MOST})")]
            broken = sum(1 for _ in conn.execute("PRAGMA foreign_key_check"))
            known = conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'upkeep'").fetchone()
            done = dict(conn.execute("SELECT what, at FROM upkeep")) if known else {}
            waiting = _pending(conn, path) if known else ()
            newest = _newest(conn) if known else ""
    except (sqlite3.Error, RecordsError) as error:
        return Health(faults=(str(error),), version=version)
    faults = [fault for fault in found if fault != "ok"]
    if broken:
        faults.append(f"{broken} rows point at rows that are missing")
    return Health(faults=tuple(faults), version=version, upkeep=done, newest=newest, pending=waiting)


def _newest(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT recorded_at FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _pending(conn: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    conn.row_factory = sqlite3.Row
    return tuple(sorted(set(erased.pending(Store(conn, path), erased.listed(path)).values())))


def place(path: Path) -> tuple[str, bool]:
    """The kind of file system that a path lies on, and whether records may be kept there."""
    kind = file_system.kind(path)
    return kind, not file_system.is_network(kind)
