"""Hostile places and times: a full disk, a read-only one, a clock that jumps, another version of the program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.test_injection import torn
from tests.faults.writes import ANSWERS, VERDICTS, count, environment, run
from tests.support import NOON, Office, StoppedClock, answer_right, fail_check, on_turn, pass_check, tell, tiny_course
from trainer.errors import RecordsUnsafe
from trainer.records import schema
from trainer.records.store import open_store
from trainer.service import identity

NOBODY = 65533
"""A uid that owns nothing."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "trainer-test", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a tmpfs needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_quiz_on_a_disk_that_fills_up_loses_no_answer_and_goes_on_later(small: Path, tmp_path: Path) -> None:
    assert run(small, "privacy", "notice", "--acknowledge").code == 0
    ballast = small / "ballast"
    told, left, stopped = 0, 200_000, 0
    while left >= 0:
        # Ever less room: somewhere on the way the records no longer fit.
        free = shutil.disk_usage(small).free
        with ballast.open("ab") as file:
            file.write(b"x" * max(0, free - left))
        ran = run(small, "learn", "M90", "--plain", "--check", typed=ANSWERS)
        assert ran.code in (0, 10), ran
        assert "Traceback" not in ran.err
        # Looked at elsewhere: on the full disk nobody can even read.
        copy = elsewhere(small, tmp_path / "copy")
        assert torn(copy) == []
        told += sum(line.startswith(VERDICTS) for line in ran.out.splitlines())
        assert told <= count(copy, "SELECT count(*) FROM response") <= told + 1
        stopped += (ran.code == 10 and "Question" in ran.out) or "not saved" in ran.out
        left -= 20_000
    assert "disk is full" in ran.out + ran.err, ran
    assert stopped, "the disk was never full in the middle of a quiz"
    refused = run(small, "privacy", "erase", f"login:{identity.login()}")
    assert refused.code == 10
    ballast.unlink()
    print(f"\n  {told} answers told as the disk filled up, 0 lost; {stopped} quizzes stopped half-way")
    ran = run(small, "learn", "M90", "--plain", "--check", typed=ANSWERS)
    assert ran.code == 0
    assert "You answered" in ran.out
    assert torn(small) == []


def elsewhere(folder: Path, copy: Path) -> Path:
    """The file and its log, on another disk."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("t.db", "t.db-wal"):
        if (folder / name).exists():
            shutil.copy(folder / name, copy)
    return copy


def as_nobody(folder: Path, *command: str, typed: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command under a uid that owns nothing, which root's rights do not help."""
    if shutil.which("setpriv") is None or os.getuid() != 0:
        pytest.skip("changing the uid needs root and setpriv")
    prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return subprocess.run(
        [*prefix, sys.executable, "-m", "trainer", *command],
        input=typed.encode(), capture_output=True, check=False, cwd="/", timeout=60,
        env={**environment(folder), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip


@pytest.mark.parametrize("mode", [0o400, 0o000])
def test_a_read_only_file_is_a_clear_error_and_stays_as_it_was(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "used"
    folder.mkdir()
    assert run(folder, "privacy", "notice", "--acknowledge").code == 0
    for path in tmp_path.parents:
        if path.is_relative_to(Path(tmp_path.parts[0]) / tmp_path.parts[1]):
            path.chmod(path.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    before = (folder / "t.db").read_bytes()
    os.chown(folder / "t.db", NOBODY, NOBODY)
    (folder / "t.db").chmod(mode)
    for command in (("learn", "M90", "--plain", "--check"), ("people", "list"), ("privacy", "retention")):
        ran = as_nobody(folder, *command, typed=ANSWERS)
        assert ran.returncode == 10, ran
        assert b"Traceback" not in ran.stderr
    assert (folder / "t.db").read_bytes() == before


def test_a_read_only_disk_is_a_clear_error(small: Path) -> None:
    assert run(small, "privacy", "notice", "--acknowledge").code == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    for command in (("learn", "M90", "--plain", "--check"), ("people", "list", "--all"), ("privacy", "retention")):
        ran = run(small, *command, typed=ANSWERS)
        assert ran.code == 10, ran
        assert "Traceback" not in ran.err


def test_a_clock_that_jumps_back_changes_no_order(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(NOON), tiny_course())
    with closing(office.training("ana")) as ana:
        fail_check(ana, office.course)
        attempt = ana.checks.start("M90")
        for _ in range(3):
            asked = on_turn(ana, attempt)
            answer_right(ana, office.course, asked)
        office.clock.forward(days=-400)
        assert ana.checks.start("M90") == attempt
        assert pass_check(ana, office.course) == attempt
        assert ana.evidence.verify().faults == ()
        record = ana.learn.record()
        assert [line.state for line in record.attempts] == ["passed", "failed"]
        ana.privacy.retention()
        assert ana.evidence.verify().faults == ()
    with closing(sqlite3.connect(office.database)) as conn:
        kinds = [row[0] for row in conn.execute("SELECT kind FROM entry ORDER BY seq")]
    assert kinds[-3:] == ["failed_attempt", "passed_attempt", "retention"]


def test_an_older_program_leaves_a_newer_file_alone(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(NOON), tiny_course())
    with closing(office.training("ana")) as ana:
        tell(ana)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    before = office.database.read_bytes()
    with pytest.raises(RecordsUnsafe, match="newer"):
        open_store(office.database, create=True)
    ran = run(tmp_path, "learn", "M90", "--plain", "--check", typed=ANSWERS)
    assert ran.code == 10
    assert "newer Trainer" in ran.err
    assert office.database.read_bytes() == before


def test_a_newer_program_beside_an_older_one_that_has_the_file_open(tmp_path: Path) -> None:
    from tests.faults.writes import _of_the_first_version

    _of_the_first_version(tmp_path)
    with closing(sqlite3.connect(tmp_path / "t.db", isolation_level=None)) as older:
        assert older.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        assert run(tmp_path, "privacy", "notice", "--acknowledge").code == 0
        older.execute("INSERT INTO person VALUES (NULL, 'another', NULL)")
        assert older.execute("SELECT count(*) FROM person").fetchone() == (2,)
    assert count(tmp_path, "PRAGMA user_version") == schema.LATEST
