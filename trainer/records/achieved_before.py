"""Completions and certifications as they were kept before their results stood beside them, carried over.

Their entries say how well the person did and who vouches for it; the rows say it from now on too, so that a report on
everyone reads one table in the order of the people.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

_OLD = """SELECT old.*, entry.payload, entry.person_ref, person.ref FROM {table} AS old
  LEFT JOIN entry ON entry.seq = old.entry LEFT JOIN person ON person.n = old.person ORDER BY old.person, old.entry"""
_JOINED = """SELECT payload, recorded_at FROM entry WHERE kind = 'roster' AND payload LIKE '%"same"%' ORDER BY seq"""
_ATTEMPT = "SELECT form, percent, attestation FROM attempt WHERE n = ?"


def carry_over(conn: sqlite3.Connection) -> None:
    """Fill the new tables from the old ones, and drop these; part of a migration."""
    joined = _joined(conn)
    made = (
        ("completion", ("entry", "person", "module", "version", "digest", "attempt", "left_out", "completed_at"), ()),
        ("certification", ("entry", "person", "track", "digest", "attempt", "completed_at"), ("{}",)),
    )
    for table, kept, more in made:
        marks = ", ".join("?" * (len(kept) + 4 + len(more)))
        conn.executemany(f"INSERT INTO {table} VALUES ({marks})", _rows(conn, f"{table}_3", kept, more, joined))
        conn.execute(f"DROP TABLE {table}_3")


def _rows(
    conn: sqlite3.Connection, table: str, kept: tuple[str, ...], more: tuple[str, ...], joined: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    for row in conn.execute(_OLD.format(table=table)).fetchall():
        form, percent, attestation = conn.execute(_ATTEMPT, (row["attempt"],)).fetchone()
        own = row["person_ref"] == row["ref"]
        since = row["completed_at"][:10] if own else max(row["completed_at"][:10], joined.get(row["person_ref"], ""))
        # As the entry says it: rounded to two places.
        result = (round(percent or 0.0, 2), json.loads(form)["pass_mark"], attestation)
        yield (*(row[name] for name in kept), since, *result, *more)


def _joined(conn: sqlite3.Connection) -> dict[str, str]:
    """The day on which the roster said whose each former self's record is."""
    return {
        ref: row["recorded_at"][:10]
        for row in conn.execute(_JOINED)
        for ref in json.loads(row["payload"]).get("same", {})
    }
