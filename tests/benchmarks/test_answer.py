"""From key to feedback, the answer saved durably, beside the same screen that saves nothing (DESIGN section 10)."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest

from tests.benchmarks.timing import Pair, report
from tests.support import Office, StoppedClock, keys_of, on_turn, tell, tiny_course
from trainer.service.training import Training
from trainer.tui import navigation
from trainer.tui.answers.answer import Answer
from trainer.tui.app import TrainerApp
from trainer.tui.screens.feedback import FeedbackScreen
from trainer.tui.screens.question import QuestionScreen

ROUNDS = 10


def bare_commit(database: Path) -> float:
    """Seconds for one WAL+FULL commit, the middle of many."""
    conn = sqlite3.connect(database, isolation_level=None)
    conn.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a TEXT)")
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        conn.execute("INSERT INTO t VALUES ('an answer')")
        times.append(time.perf_counter() - begun)
    conn.close()
    return sorted(times)[25]


async def key_to_feedback(training: Training, rounds: int) -> list[float]:
    """Seconds from each Enter on a question to the screen that explains the answer."""
    app = TrainerApp(training)
    times: list[float] = []
    async with app.run_test(size=(80, 24)) as pilot:
        navigation.open_check(app, "M90")
        await pilot.pause(0.2)
        while len(times) < rounds and isinstance(app.screen, QuestionScreen):
            choices = app.screen.query_one(Answer)
            await pilot.press(*("ab" if choices.asked.choose > 1 else "a"))
            begun = time.perf_counter()
            # Not pilot.press, which waits until everything has settled: that would hide what saving costs.
            choices.action_confirm()
            while not isinstance(app.screen, FeedbackScreen) or not app.screen.query(".option"):
                await asyncio.sleep(0)
            times.append(time.perf_counter() - begun)
            await pilot.press("enter")
            await pilot.pause(0.1)
    return times


@pytest.mark.benchmark_ratio
async def test_key_to_feedback_against_the_screen_that_saves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    training = office.training()
    tell(training)
    ours = await key_to_feedback(training, ROUNDS)
    attempt = training.checks.start("M90")
    shown = on_turn(training, attempt)
    told = training.checks.answer(attempt, shown.question, keys_of(office.course)[shown.question], "told")
    monkeypatch.setattr(training.checks, "question", lambda _attempt: shown)
    monkeypatch.setattr(training.checks, "answer", lambda *_answer: told)
    without = await key_to_feedback(training, ROUNDS)
    commit = bare_commit(tmp_path / "bare.db")
    limit = tuple(seconds + commit for seconds in without)
    report("key to feedback, saved / the screen without saving + commit", Pair(tuple(ours), limit), 1.5)
