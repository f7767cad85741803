"""A made-up company with a history: people, tracks, and years of attempts, straight into the tables that reports read.

It says nothing true of anybody, and its ledger does not verify: entries are there because rows refer to them. What is
measured over it is how fast the program answers, not whether the answers are right; that is for other tests.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from trainer.compliance.validity import add_months
from trainer.content.codec import canonical, to_plain
from trainer.content.tracks import Part, Track
from trainer.records import merkle
from trainer.records.store import open_store

YEARS = 3
TRACKS = 12
TODAY = dt.date(2026, 11, 25)
BEGINNING = TODAY - dt.timedelta(days=365 * YEARS)
VALIDITY = (12, 12, 12, 12, 24, 24, 24, 24, 36, 36, 36, 36)
"""Months, track by track."""
_DIGEST = "0123456789abcdef" * 4
_FORM = json.dumps({"items": [{"digest": _DIGEST, "objective": "B01.O1", "question": "B01-Q001"}], "pass_mark": 80.0})


def roster(people: int) -> bytes:
    """A people CSV: 200 teams, a manager for each 20 people, 1 in 20 an auditor or manager."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("id", "login", "name", "email", "team", "manager", "roles", "start_date"))
    dice = random.Random(1)
    for n in range(people):
        start = BEGINNING + dt.timedelta(days=dice.randrange(365 * YEARS - 60))
        manager = f"P{n // 20:06}" if n >= 20 else ""
        role = "manager" if n < people // 20 else ""
        rows.writerow((f"P{n:06}", f"login{n}", f"Person Number {n}", f"p{n}@example.org", f"Team {n % 200}", manager,
                       role, start.isoformat()))  # fmt: skip
    return text.getvalue().encode()


def tracks() -> tuple[Track, ...]:
    """Twelve tracks of one module each."""
    return tuple(
        Track(
            id=f"track-{n:02}",
            title=f"Track {n}",
            modules=(Part(module=f"B{n:02}"),),
            validity_months=VALIDITY[n],
            due_days=30,
        )
        for n in range(TRACKS)
    )


def make(database: Path, people: int) -> None:
    """Fill a database that has no records yet."""
    open_store(database, create=True).close()
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        _Writer(conn, people).write()
        conn.execute("COMMIT")
        conn.execute("ANALYZE")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Writer:
    def __init__(self, conn: sqlite3.Connection, people: int) -> None:
        self.conn = conn
        self.people = people
        self.dice = random.Random(2)
        self.entries = 0
        self.attempts = 0

    def write(self) -> None:
        self._rules()
        start = {n: self._person_start(n) for n in range(1, self.people + 1)}
        self._roster(start)
        self.conn.executemany(
            "INSERT INTO attempt VALUES (?, ?, ?, 'module_check', ?, '1.0', ?, ?, ?, ?, 'attested', ?, ?, '', '')",
            self._attempts(start),
        )
        self._tree()

    def _tree(self) -> None:
        """So that whoever reports can append the entry of the report."""
        tree, leaf = merkle.Growing(), bytes(32)
        self.conn.execute("DELETE FROM node")
        nodes = (made for _ in range(self.entries) for made in tree.add(leaf))
        self.conn.executemany("INSERT INTO node VALUES (?, ?, ?)", nodes)
        self.conn.execute("UPDATE head SET size = ?", (self.entries,))

    def _entry(self, kind: str, at: str, payload: str = "{}") -> int:
        self.entries += 1
        row = (self.entries, f"{self.entries:032x}", kind, None, payload, at, None, bytes(32))
        self.conn.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return self.entries

    def _rules(self) -> None:
        at = f"{BEGINNING}T08:00:00Z"
        for track in tracks():
            body = to_plain(track)
            seq = self._entry("track", at, canonical({"name": track.id, "digest": _DIGEST, **body}))
            self._in_force("track", track.id, body, seq)
            module = track.modules[0].module
            seq = self._entry("content", at, canonical({"name": module, "digest": _DIGEST, "version": "1.0"}))
            self._in_force("content", module, {"version": "1.0"}, seq)
            seq = self._entry("assignment", at)
            row = (seq, track.id, "everyone", None, "", None, None, BEGINNING.isoformat())
            self.conn.execute("INSERT INTO assignment VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _in_force(self, kind: str, name: str, body: Any, seq: int) -> None:
        row = (kind, name, _DIGEST, canonical(body), seq)
        self.conn.execute("INSERT INTO in_force VALUES (?, ?, ?, ?, ?)", row)

    def _person_start(self, _: int) -> dt.date:
        return BEGINNING + dt.timedelta(days=self.dice.randrange(365 * YEARS - 60))

    def _roster(self, start: dict[int, dt.date]) -> None:
        entry = self._entry("roster", f"{BEGINNING}T09:00:00Z")
        salt = bytes(32)
        self.conn.executemany(
            "INSERT INTO person VALUES (?, ?, NULL)", ((n, f"{n:064x}") for n in range(1, self.people + 1))
        )
        self.conn.executemany(
            "INSERT INTO vault VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0)", self._vault(start, salt)
        )
        self.conn.executemany(
            "INSERT INTO roster_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, 1)", self._events(entry, start)
        )
        left = self._entry("roster", f"{TODAY - dt.timedelta(days=100)}T09:00:00Z")
        day = (TODAY - dt.timedelta(days=100)).isoformat()
        self.conn.executemany(
            "INSERT INTO roster_event VALUES (?, ?, ?, 'left', ?, ?, '', '', '', ?, 1)",
            (
                (left, at, f"{n:064x}", day, f"Team {n % 200}", start[n].isoformat())
                for at, n in enumerate(range(20, self.people + 1, 20), start=1)
            ),
        )

    def _vault(self, start: dict[int, dt.date], salt: bytes) -> Iterator[tuple[Any, ...]]:
        gone = (TODAY - dt.timedelta(days=100)).isoformat()
        for n in range(1, self.people + 1):
            left = gone if n % 20 == 0 else None
            login = None if left else f"login{n}"
            yield (n, salt, f"P{n:06}", f"p{n:06}", login, login, f"Person Number {n}", f"p{n}@example.org",
                   f"Team {n % 200}", f"P{n // 20:06}" if n >= 20 else "", start[n].isoformat(), left)  # fmt: skip

    def _events(self, entry: int, start: dict[int, dt.date]) -> Iterator[tuple[Any, ...]]:
        for n in range(1, self.people + 1):
            day = start[n].isoformat()
            yield entry, n, f"{n:064x}", "joined", day, f"Team {n % 200}", "", "", day

    def _attempts(self, start: dict[int, dt.date]) -> Iterator[tuple[Any, ...]]:
        """Each attempt; what it completed goes in beside it."""
        done: list[tuple[Any, ...]] = []
        held: list[tuple[Any, ...]] = []
        for n in range(1, self.people + 1):
            for track in range(TRACKS):
                for day, percent in self._sittings(start[n], VALIDITY[track]):
                    self.attempts += 1
                    passed = percent >= 80
                    state = "passed" if passed else "failed"
                    begun, ended = f"{day}T09:30:00Z", f"{day}T09:50:00Z"
                    module = f"B{track:02}"
                    yield (self.attempts, f"{self.attempts:032x}", n, module, _DIGEST, _FORM, state, percent,
                           begun, ended)  # fmt: skip
                    if passed:
                        self.entries += 1
                        done.append((self.entries, f"{self.entries:032x}", ended))
                        held.append((self.entries, n, module, self.attempts, ended, day.isoformat(), percent))
            if len(done) > 20_000:
                self._flush(done, held)
        self._flush(done, held)

    def _flush(self, done: list[tuple[Any, ...]], held: list[tuple[Any, ...]]) -> None:
        self.conn.executemany("INSERT INTO entry VALUES (?, ?, 'completion', NULL, '{}', ?, NULL, zeroblob(32))", done)
        self.conn.executemany(
            f"INSERT INTO completion VALUES (?, ?, ?, '1.0', '{_DIGEST}', ?, '[]', ?, ?, ?, 80.0, 'attested')", held
        )
        done.clear()
        held.clear()

    def _sittings(self, start: dt.date, months: int) -> Iterator[tuple[dt.date, float]]:
        """Days and percents: most pass at once, some after a failure, some late, a few never; then year by year."""
        dice = self.dice
        if dice.random() < 0.03:
            return
        day = start + dt.timedelta(days=dice.randrange(1, 45))
        while day < TODAY:
            if dice.random() < 0.1:
                yield day, 60.0
                day += dt.timedelta(days=2)
            if day >= TODAY:
                return
            yield day, 80.0 + dice.randrange(21)
            day = add_months(day, months) - dt.timedelta(days=dice.randrange(-10, 40))
