"""What saving an answer durably costs beside one bare durable commit (DESIGN section 10)."""

from __future__ import annotations

import sqlite3
import time
import uuid
from pathlib import Path

import pytest

from tests.benchmarks.timing import Pair, report
from tests.support import Office, StoppedClock, keys_of, tiny_course

ANSWERS = 60


@pytest.mark.benchmark_ratio
def test_an_answer_against_a_bare_commit(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    training = office.training()
    training.learn.begin()
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    bare.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a TEXT)")
    ours: list[float] = []
    limit: list[float] = []
    while len(ours) < ANSWERS:
        attempt = training.checks.start("M90")
        while (asked := training.checks.question(attempt)) is not None:
            chosen = keys_of(office.course)[asked.question]
            begun = time.perf_counter()
            training.checks.answer(attempt, asked.question, chosen, uuid.uuid4().hex)
            between = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO t VALUES ('an answer')")
            bare.execute("COMMIT")
            ours.append(between - begun)
            limit.append(time.perf_counter() - between)
    middle = ANSWERS // 2
    report(
        "an answer saved and explained / a bare WAL+FULL commit", Pair(sorted(ours)[middle], sorted(limit)[middle]), 1.5
    )
