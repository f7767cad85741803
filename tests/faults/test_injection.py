"""A failing system call at every place of every write: nothing acknowledged is lost, nothing doubled, nothing torn.

strace makes the N-th call of a kind fail with EIO or ENOSPC, once or from then on for ever, or kills the process at it.
A usual run tries a sample; ``INJECTIONS=all`` in the environment tries every place.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from tests.faults.writes import WRITES, Ran, Write, fresh, placed, run
from trainer.records import audit, schema
from trainer.records.store import open_store

CALLS = (
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "link",
    "linkat",
    "unlink",
    "openat",
)
"""Which of the like-named two is called depends on the machine."""
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGKILL")
EVERY = os.environ.get("INJECTIONS") == "all"
A_PATH = 8
"""Places tried on each way of writing in a usual run."""
ALLOWED = (0, 1, 2, 9, 10)


@cache
def strace() -> str:
    """The tool, or empty where it is absent or may not trace."""
    found = shutil.which("strace") or ""
    if found and subprocess.run([found, "-qq", "-o", os.devnull, "true"], check=False, capture_output=True).returncode:
        return ""
    return found


pytestmark = pytest.mark.skipif(not strace(), reason="strace is absent or may not trace here")


def filters(folder: Path, call: str) -> tuple[str, ...]:
    """Python opens hundreds of files and talks on streams; only the records' files count. Other calls are theirs."""
    if call not in ("openat", "write"):
        return ("--seccomp-bpf",)
    names = ("t.db", "t.db-wal", "t.db-shm", "t.db.key", "t.db.erased", "t.db-journal", "b.db", ".")
    return tuple(word for name in names for word in ("-P", str(folder / name)))


def traced(folder: Path, call: str, *more: str) -> tuple[str, ...]:
    return (strace(), "-f", "-qq", *filters(folder, call), "-e", f"trace=?{call}", *more)


def calls(write: Write, folder: Path, call: str) -> int:
    """How often an undisturbed run makes this call."""
    log = folder / "strace.log"
    ran = run(folder, *placed(write, folder), typed=write.typed, prefix=traced(folder, call, "-o", str(log)))
    assert ran.code == 0, ran
    return sum(f"{call}(" in line for line in log.read_text(errors="replace").splitlines())


def places(write: Write, template: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """``(call, what strace is to inject)``: every place, or a sample of them."""
    every = []
    for call in CALLS:
        for n in range(1, calls(write, fresh(template, folder), call) + 1):
            every += [(call, f"{fault}:when={n}") for fault in FAULTS]
            every += [(call, f"{fault}:when={n}+") for fault in FAULTS if fault.startswith("error")]
    yield from every if EVERY or len(every) < A_PATH else random.Random(len(every)).sample(every, A_PATH)


def torn(folder: Path) -> list[str]:
    """What is wrong with the records after a fault; a file that is not there yet is not wrong."""
    path = folder / "t.db"
    if not path.exists() or not path.stat().st_size:
        return []
    with closing(sqlite3.connect(path)) as conn:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [str(tuple(row)) for row in conn.execute("PRAGMA foreign_key_check")]
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if tables != tables_of(version):
            found.append(f"half migrated: version {version} has {sorted(tables)}")
    return found + (doubled(path) if version == schema.LATEST and not found else [])


def doubled(path: Path) -> list[str]:
    """Entries, answers and results against each other."""
    with closing(sqlite3.connect(path)) as conn:
        gaps = "SELECT attempt FROM response GROUP BY attempt HAVING max(position) <> count(*) OR min(position) <> 1"
        found = [f"a gap in the answers of attempt {row[0]}" for row in conn.execute(gaps)]
    store = open_store(path, create=False)
    try:
        faults = [str(fault) for fault in audit.audit(store, None).faults]
    finally:
        store.close()
    return found + [fault for fault in faults if "signing key is not there" not in fault]


@cache
def tables_of(version: int) -> frozenset[str]:
    """The tables of each whole version."""
    from sqlite_utils import Database

    database = Database(memory=True, execute_plugins=False)
    steps = (
        "m001_people_evidence_learning",
        "m002_ledger_privacy",
        "m003_assessment",
        "m004_compliance",
        "m005_authoring",
    )
    if version == len(steps):
        schema.migrations().apply(database)
    elif version:
        schema.migrations().apply(database, stop_before=steps[version])
    tables = frozenset(database.table_names())
    database.close()
    return tables


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.name)
def test_a_fault_at_any_call_loses_doubles_and_tears_nothing(write: Write, tmp_path: Path) -> None:
    template, folder = tmp_path / "template", tmp_path / "used"
    template.mkdir()
    write.before(template)
    # The compiled content is made once, so that what is counted is the records' own.
    run(fresh(template, folder), "status")
    begun, tried = time.monotonic(), Counter[str]()
    for call, fault in places(write, template, folder):
        fresh(template, folder)
        inject = traced(folder, call, "-e", f"inject=?{call}:{fault}", "-o", os.devnull)
        ran = run(folder, *placed(write, folder), typed=write.typed, prefix=inject)
        tried[fault.split(":")[0]] += 1
        check(write, folder, ran, f"{call} {fault}")
    took, total = time.monotonic() - begun, sum(tried.values())
    print(f"\n  {write.name}: {total} faults {dict(tried)} in {took:.0f} s: 0 lost, 0 doubled, 0 torn")
    assert tried


def check(write: Write, folder: Path, ran: Ran, where: str) -> None:
    """Whole, nothing told and lost, a clean end, and it works the next time."""
    killed = "SIGKILL" in where
    assert killed or ran.code in ALLOWED, (where, ran)
    assert "Traceback" not in ran.err, (where, ran)
    assert torn(folder) == [], (where, ran)
    if (folder / "t.db").exists() and (folder / "t.db").stat().st_size:
        assert write.kept(folder, ran), (where, ran)
    again = run(folder, *placed(write, folder), typed=write.typed)
    assert again.code in write.again, (where, ran, again)
    assert torn(folder) == [], (where, ran, again)
    assert write.kept(folder, again), (where, ran, again)


def test_the_tool_itself_makes_calls_fail(tmp_path: Path) -> None:
    inject = (strace(), "-f", "-qq", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "-o", os.devnull)
    code = "import os, sys; os.fsync(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY))"
    done = subprocess.run([*inject, sys.executable, "-c", code, str(tmp_path / "f")], check=False, capture_output=True)
    assert b"Input/output error" in done.stderr
