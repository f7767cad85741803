"""Every way in which Trainer writes to its records: what is there before, the command, and what it must have kept.

A new way to write is one more line of ``WRITES``; whatever can go wrong is then tried on it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlite_utils import Database

from tests.support import TINY, Office, StoppedClock, fail_check, pass_check, tiny_course
from trainer.content.codec import canonical
from trainer.records import backup, erased, roster, schema
from trainer.records.entries import Entry, Kind
from trainer.service import identity

ROOT = Path(__file__).parents[2]
STAFF = f"id,login,name,team,manager\n1,{identity.login()},Ana,Sales,\n2,bo,Bobolink,Ops,1\n3,cy,Cy,Ops,2\n"
NOTICE = "ok\n"
"""What acknowledges the notice."""
ANSWERS = NOTICE + "a\n\n\nab\n\n\n" * 25
"""More than a check takes: one letter and two, each confirmed and read; whichever a question asks for is taken."""
THEN = "2026-01-01T00:00:00Z"
READING = NOTICE + "\n" * 6 + "q\n"
VERDICTS = ("Correct", "Not quite", "Partly")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True)
class Write:
    """One way to write."""

    name: str
    command: tuple[str, ...]
    typed: str = ""
    before: Callable[[Path], None] = lambda _: None
    """Makes the state beforehand in a folder."""
    kept: Callable[[Path, Ran], bool]
    """Whether everything that the command told its user was saved is there."""
    again: tuple[int, ...] = (0,)
    """Exit codes of the same command once more, when nothing is in its way."""


def environment(folder: Path) -> Mapping[str, str]:
    """One's own records and cache, and the tiny course."""
    keep = {name: os.environ[name] for name in ("PATH", "LC_ALL") if name in os.environ}
    cache = {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    return {**keep, **cache, "HOME": str(folder), "TRAINER_DB": str(folder / "t.db"), "TRAINER_CONTENT": str(TINY)}


def run(folder: Path, *command: str, typed: str = "", prefix: tuple[str, ...] = ()) -> Ran:
    """Run a command of the product in a process of its own, under ``prefix``."""
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "trainer", *command],
        input=typed.encode(), capture_output=True, check=False, cwd=ROOT, env=environment(folder), timeout=90,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def count(folder: Path, sql: str) -> int:
    """The number that a SELECT gives."""
    with closing(sqlite3.connect(folder / "t.db")) as conn:
        return int(conn.execute(sql).fetchone()[0])


def _prepare(folder: Path, *commands: tuple[str, ...], typed: str = "") -> None:
    for command in commands:
        ran = run(folder, *command, typed=typed)
        assert ran.code == 0, ran


def _staffed(folder: Path) -> None:
    (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
    more = STAFF.replace("2,bo,Bobolink,Ops,1", "4,di,Di,Ops,1")
    (folder / "more.csv").write_text(more, encoding="utf-8")
    _prepare(folder, ("people", "import", str(folder / "staff.csv")), ("privacy", "notice", "--acknowledge"))


def _assigned(folder: Path) -> None:
    """And asked for a track, with something to bring along from an older system."""
    _staffed(folder)
    (folder / "past.csv").write_text("id,track,completed_on\n2,tiny,2025-05-05\n3,tiny,2025-05-06\n", encoding="utf-8")
    _prepare(folder, ("assign", "tiny", "--everyone"))


def _learnt(folder: Path) -> None:
    """Answers that were given two years ago, so that their time is over."""
    then = dt.datetime(2024, 7, 1, 12, 0, tzinfo=dt.UTC)
    office = Office(folder / "t.db", StoppedClock(then), tiny_course())
    with closing(office.training(identity.login())) as training:
        training.people.import_csv("staff.csv", STAFF.encode())
        pass_check(training, office.course)
    with closing(office.training("bo")) as training:
        fail_check(training, office.course)


def _backed_up(folder: Path) -> None:
    _learnt(folder)
    _prepare(folder, ("backup", str(folder / "b.db")), ("privacy", "erase", "2"))


def _of_the_first_version(folder: Path) -> None:
    """Records as the first migration made them, with an entry in them."""
    payload = canonical({"people": 0, "digest": roster.digest_of([])})
    entry = Entry(
        seq=1, id="first", kind=Kind.ROSTER, person_ref=None, payload=payload, recorded_at=THEN, actor_ref=None
    )
    database = Database(folder / "t.db", execute_plugins=False)
    database.conn.execute("PRAGMA journal_mode = WAL")
    schema.migrations().apply(database, stop_before="m002_ledger_privacy")
    database.table("entry").insert({**asdict(entry), "leaf": entry.leaf})
    database.conn.commit()
    database.close()


def _answers_kept(folder: Path, ran: Ran) -> bool:
    said = sum(line.startswith(VERDICTS) for line in ran.out.splitlines())
    # An answer in flight may be there although nobody was told; one that was told must be.
    return not said or said <= count(folder, "SELECT count(*) FROM response")


def _either(folder: Path, ran: Ran, told: str, sql: str) -> bool:
    """What was told is there; what was not told is there whole or not at all."""
    return told not in ran.out + ran.err or count(folder, sql) == 1


def _erased(folder: Path, ran: Ran) -> bool:
    if count(folder, "SELECT count(*) FROM vault WHERE id = '2'"):
        # Wholly there, and no list erases them unasked without the doctor saying so.
        listed = bool(erased.listed(folder / "t.db"))
        return "Erased" not in ran.out and listed == ("was begun and did not happen" in run(folder, "doctor").out)
    if "Erased" not in ran.out:
        return bool(erased.listed(folder / "t.db"))
    left = b"".join(path.read_bytes() for path in folder.glob("t.db*"))
    return b"Bobolink" not in left and count(folder, "SELECT count(*) FROM entry WHERE kind = 'erasure'") == 1


def _backup_whole(folder: Path, ran: Ran) -> bool:
    """There and verified, or not there."""
    path = folder / "b.db"
    if path.exists():
        return backup.look_over(path, called=path).entries > 0
    return "Backed up" not in ran.out


def _restored(folder: Path, ran: Ran) -> bool:
    """As it was, or as the backup is; and who was erased is in neither."""
    told = count(folder, "SELECT count(*) FROM entry WHERE kind = 'restore'")
    gone = count(folder, "SELECT count(*) FROM vault WHERE id = '2'") == 0
    return gone and (told == 1 or "Restored" not in ran.out)


_ADDED = "SELECT count(*) FROM vault WHERE id = '4'"
_IMPORTED = "SELECT count(*) FROM certification WHERE attestation = 'imported'"
_READ = "SELECT count(*) FROM reading WHERE lesson = 'M90.L1' AND read_at IS NOT NULL"

WRITES = (
    Write(
        name="first start",
        command=("privacy", "notice", "--acknowledge"),
        kept=lambda folder, ran: _either(folder, ran, "Noted that", "SELECT count(*) FROM notice"),
    ),
    Write(
        name="migration",
        before=_of_the_first_version,
        command=("status",),
        kept=lambda folder, _: count(folder, "SELECT count(*) FROM entry WHERE id = 'first'") == 1,
    ),
    Write(
        name="import",
        before=_staffed,
        command=("people", "import", "more.csv", "--sync"),
        kept=lambda folder, ran: _either(folder, ran, "added 1", _ADDED),
    ),
    Write(
        name="assign",
        before=_staffed,
        command=("assign", "tiny", "--everyone"),
        kept=lambda folder, ran: ran.code != 0 or count(folder, "SELECT count(*) FROM assignment") == 1,
    ),
    Write(
        name="exempt",
        before=_assigned,
        command=("exempt", "2", "tiny", "--reason", "on loan", "--until", "2999-01-01"),
        # The entry, its row and its reason are there together or not at all; once more makes another of each.
        kept=lambda folder, ran: (
            ran.code != 0 or count(folder, "SELECT count(*) FROM exemption JOIN reason USING (entry)") >= 1
        ),
    ),
    Write(
        name="history",
        before=_assigned,
        command=("people", "import-history", "past.csv"),
        kept=lambda folder, ran: count(folder, _IMPORTED) in ((2,) if ran.code == 0 else (0, 2)),
    ),
    Write(
        name="lesson",
        before=_staffed,
        command=("learn", "M90", "--plain"),
        typed=READING,
        kept=lambda folder, ran: _either(folder, ran, "Lesson 2 of 2", _READ) or "could not be saved" in ran.out,
    ),
    Write(
        name="check",
        before=_staffed,
        command=("learn", "M90", "--plain", "--check"),
        typed=ANSWERS,
        kept=_answers_kept,
    ),
    Write(
        name="checkpoint",
        before=_staffed,
        command=("evidence", "checkpoint"),
        kept=lambda folder, ran: _either(folder, ran, "trainer/", "SELECT count(*) FROM checkpoint"),
    ),
    Write(
        name="report",
        before=_staffed,
        command=("people", "list"),
        kept=lambda folder, ran: ran.code != 0 or count(folder, "SELECT count(*) FROM seen") >= 1,
    ),
    Write(name="erase", before=_learnt, command=("privacy", "erase", "2"), kept=_erased, again=(0, 8)),
    Write(
        name="retention",
        before=_learnt,
        command=("privacy", "retention"),
        kept=lambda folder, ran: ran.code != 0 or count(folder, "SELECT sum(n) FROM item_count") == 2 * 10,
    ),
    Write(name="backup", before=_learnt, command=("backup", "b.db", "--force"), kept=_backup_whole),
    Write(name="restore", before=_backed_up, command=("restore", "b.db", "--force"), kept=_restored),
)


def placed(write: Write, folder: Path) -> tuple[str, ...]:
    """The command with its files in the folder."""
    return tuple(str(folder / word) if word in ("more.csv", "past.csv", "b.db") else word for word in write.command)


def fresh(template: Path, folder: Path) -> Path:
    """The state beforehand, once more."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder
