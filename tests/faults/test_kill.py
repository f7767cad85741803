"""Killed at any moment of a quiz: no acknowledged answer is lost, none is there twice.

The product's own plain mode takes checks, one after another, in a process of its own; it is killed with SIGKILL at a
random moment, a hundred times over one database. "Acknowledged" is what a person saw: the line with the verdict.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import yaml

from tests.support import TINY

KILLS = 100
EARLIEST_SECONDS, LATEST_SECONDS = 0.1, 0.5
ROOT = Path(__file__).parents[2]
_VERDICTS = (b"Correct", b"Not quite", b"Partly")
# The notice, then one answer and one pair of answers, each confirmed and read: whichever a question asks for is taken.
_ANSWERS = b"ok\na\n\n\nab\n\n\n" * 40


def easy_course(folder: Path) -> Path:
    """The tiny course with nothing critical, two options a question and a pass mark of one percent.

    Blind typing passes it nearly always; two failures in a row would end the test with a day's wait.
    """
    content = Path(shutil.copytree(TINY, folder / "content"))
    manifest = content / "modules" / "tiny-test-module" / "module.yaml"
    told = manifest.read_text(encoding="utf-8").replace("critical: true", "critical: false")
    manifest.write_text(re.sub(r"(?m)^pass_mark:.*\n", "", told) + "pass_mark: 1\n", encoding="utf-8")
    path = content / "question_banks" / "tiny-test-module.yaml"
    bank = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in bank["questions"]:
        question.pop("critical", None)
        if question["type"] == "single":
            # The right one first: sorting is stable.
            question["options"] = sorted(question["options"], key=lambda option: not option.get("key"))[:2]
    path.write_text(yaml.safe_dump(bank), encoding="utf-8")
    return content


def session(env: dict[str, str], seconds: float) -> tuple[int, bool]:
    """One process, killed after so many seconds: how many answers it acknowledged, and whether it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "learn", "M90", "--plain", "--check"],
        cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=feed, args=(process,), daemon=True)
    feeder.start()
    killer = threading.Timer(seconds, process.kill)
    killer.start()
    try:
        said = process.stdout.read()
    finally:
        killer.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
        feeder.join(timeout=5)
    return sum(line.startswith(_VERDICTS) for line in said.splitlines()), process.returncode == -signal.SIGKILL


def feed(process: subprocess.Popen[bytes]) -> None:
    """Type far more than is ever read; the process may die at any time."""
    assert process.stdin is not None
    # The pipe breaks when its reader is killed, and again when what is left is flushed.
    with suppress(OSError):
        process.stdin.write(_ANSWERS)
    with suppress(OSError):
        process.stdin.close()


def saved(database: Path) -> int:
    conn = sqlite3.connect(database)
    try:
        return int(conn.execute("SELECT count(*) FROM response").fetchone()[0])
    finally:
        conn.close()


def test_a_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    keep = {name: os.environ[name] for name in ("PATH", "LC_ALL") if name in os.environ}
    env = {**keep, "HOME": str(tmp_path), "TRAINER_DB": str(database), "TRAINER_CONTENT": str(easy_course(tmp_path))}
    session(env, 20)
    rng = random.Random(20260701)
    acknowledged = unseen = kills = 0
    begun = time.monotonic()
    while kills < KILLS:
        before = saved(database)
        seen, killed = session(env, rng.uniform(EARLIEST_SECONDS, LATEST_SECONDS))
        kills += killed
        made = saved(database) - before
        # What was saved but not yet said when the kill came is at most the one answer in flight.
        assert seen <= made <= seen + 1, (seen, made)
        acknowledged += seen
        unseen += made - seen
    conn = sqlite3.connect(database)
    try:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not list(conn.execute("PRAGMA foreign_key_check"))
        gaps = "SELECT attempt FROM response GROUP BY attempt HAVING max(position) <> count(*) OR min(position) <> 1"
        assert not list(conn.execute(gaps))
        answered = "(SELECT count(*) FROM response WHERE attempt = n)"
        ended = f"SELECT count(*) FROM attempt WHERE state <> 'open' AND {answered} <> 10"
        assert conn.execute(ended).fetchone()[0] == 0
        assert conn.execute("SELECT count(*) FROM attempt WHERE state = 'open'").fetchone()[0] <= 1
    finally:
        conn.close()
    took = time.monotonic() - begun
    print(
        f"\n  {kills} kills in {took:.0f} s: {acknowledged} answers acknowledged, 0 lost, 0 doubled, {unseen} in flight"
    )
    assert acknowledged > KILLS, "the kills came too early to prove anything"
