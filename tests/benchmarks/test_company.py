"""A company with three years behind it: taking over its roster, reporting on everyone, asking about one (DESIGN 10).

``PEOPLE=100000`` is the size that DESIGN speaks of; each run of the checks has a short form.
"""

from __future__ import annotations

import csv
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.benchmarks.company import TRACKS, make, roster
from tests.benchmarks.timing import Pair, in_turns, report, whole_process

PEOPLE = int(os.environ.get("PEOPLE", "100000"))
ROUNDS = 3
_PERSON = "P000777"
_BARE = """
import csv, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute('SELECT * FROM flat')
with open(sys.argv[2], 'w', newline='') as out:
    csv.writer(out, lineterminator='\\n').writerows(rows)
"""

_START = """
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("company")
    database = folder / "company.db"
    begun = time.perf_counter()
    make(database, PEOPLE)
    size = database.stat().st_size / 1e6
    took = time.perf_counter() - begun
    print(f"\n  {PEOPLE:,} people, {TRACKS} tracks, made = {took:.0f} s, {size:,.0f} MB")
    yield database
    # Gigabytes that pytest would keep for three runs.
    database.unlink()


@pytest.fixture(scope="module")
def trainer() -> str:
    return str(Path(sys.executable).with_name("trainer"))


def environment(database: Path) -> dict[str, str]:
    return {**os.environ, "TRAINER_DB": str(database), "HOME": str(database.parent)}


def peak_of(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Seconds, and the most memory that it held, in MB.

    Started by a small process: what is started counts the memory of whoever started it as its own.
    """
    done = subprocess.run([sys.executable, "-c", _START, *command], env=env, check=True, stdout=subprocess.PIPE)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes) / 1024


@pytest.mark.benchmark_ratio
def test_a_roster_is_taken_over(tmp_path: Path, trainer: str) -> None:
    file = tmp_path / "staff.csv"
    file.write_bytes(roster(PEOPLE))
    with file.open(newline="") as text:
        rows = list(csv.reader(text))[1:]
    columns = [(n, bytes(32), r[0], r[0].casefold(), r[1], r[1].casefold(), *r[2:7], r[7]) for n, r in enumerate(rows)]

    def ours() -> float:
        database = tmp_path / f"{time.monotonic_ns()}.db"
        return whole_process([trainer, "people", "import", str(file)], environment(database))

    def limit() -> float:
        with closing(sqlite3.connect(tmp_path / f"{time.monotonic_ns()}.db", isolation_level=None)) as conn:
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute(
                "CREATE TABLE vault (person INTEGER PRIMARY KEY, salt BLOB, id TEXT UNIQUE, id_key TEXT UNIQUE,"
                " login TEXT, login_key TEXT UNIQUE, name TEXT, email TEXT, team TEXT, manager TEXT, roles TEXT,"
                " start_date TEXT)"
            )
            conn.execute("CREATE TABLE person (n INTEGER PRIMARY KEY, ref TEXT UNIQUE)")
            conn.execute(
                "CREATE TABLE event (entry INTEGER, position INTEGER, ref TEXT, change TEXT, day TEXT, team TEXT,"
                " commitment TEXT, said TEXT, PRIMARY KEY (entry, position)) WITHOUT ROWID"
            )
            conn.execute("CREATE INDEX event_by_ref ON event(ref)")
            refs = [os.urandom(32).hex() for _ in columns]
            begun = time.perf_counter()
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(f"INSERT INTO vault VALUES ({', '.join('?' * 12)})", columns)
            conn.executemany("INSERT INTO person VALUES (?, ?)", enumerate(refs))
            conn.executemany(
                "INSERT INTO event VALUES (1, ?, ?, 'joined', '2026-01-01', 'Sales', ?, ?)",
                ((n, ref, ref, ref) for n, ref in enumerate(refs)),
            )
            conn.execute("COMMIT")
            return time.perf_counter() - begun

    report(f"import of {PEOPLE:,} people / executemany", in_turns(ours, limit, ROUNDS), 3)


@pytest.mark.benchmark_ratio
def test_everyone_is_reported(company: Path, trainer: str) -> None:
    folder, env = company.parent, environment(company)
    file, flat = folder / "completion.csv", folder / "flat.db"
    ours_command = [trainer, "report", "completion", "--format", "csv", "--output", str(file), "--force"]
    first = peak_of(ours_command, env)
    rows = _flattened(file, flat)
    bare_command = [sys.executable, "-c", _BARE, str(flat), str(folder / "bare.csv")]
    pairs = [(peak_of(ours_command, env)[0], peak_of(bare_command, env)[0]) for _ in range(ROUNDS)]
    pair = Pair(ours=tuple(p[0] for p in pairs), limit=tuple(p[1] for p in pairs))
    report(f"completion CSV of {rows:,} lines / csv of a bare SELECT", pair, 2)
    print(f"  at most {first[1]:.0f} MB of memory = flat")
    seconds = statistics.median(peak_of([trainer, "report", "teams"], env)[0] for _ in range(ROUNDS))
    print(f"  {'teams':<58} {seconds:6.2f} s = at most 3 s for 100,000 people")


def _flattened(file: Path, flat: Path) -> int:
    """The report's lines in one table, to be selected as they are."""
    flat.unlink(missing_ok=True)
    with file.open(newline="") as text, closing(sqlite3.connect(flat)) as conn:
        lines = csv.reader(text)
        names = next(lines)
        conn.execute(f"CREATE TABLE flat ({', '.join(names)})")
        done = conn.executemany(f"INSERT INTO flat VALUES ({', '.join('?' * len(names))})", lines)
        conn.commit()
        return done.rowcount


@pytest.mark.benchmark_ratio
def test_one_is_asked_about(company: Path, trainer: str) -> None:
    env = environment(company)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    pair = in_turns(
        lambda: _asked([trainer, "check", _PERSON], env),
        lambda: whole_process([sys.executable, "-c", "import click, sqlite3"], env),
        20,
    )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before
    report(f"check of one of {PEOPLE:,} / import click, sqlite3", pair, 2)


def _asked(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Seconds; the answer is an exit code between 0 and 7."""
    begun = time.perf_counter()
    code = subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL).returncode
    assert code in range(8), code
    return time.perf_counter() - begun
