"""A service that is killed or stopped while a crowd answers: nothing that was acknowledged is lost or there twice.

In little, so that each run has it; ``tests/benchmarks/test_host.py`` does it with a thousand clients.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.crowd import Seen, crowd
from tests.benchmarks.hosts import not_saved, paths, told
from tests.support import keys_of, tiny_course

PEOPLE, ANSWERS, ROUNDS = 40, 20, 6
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="kill-", dir="/tmp"))
    told(made, PEOPLE)
    yield made
    shutil.rmtree(made)


def started(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.benchmarks.hosts", "ours", str(folder), str(PEOPLE)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str], number: signal.Signals) -> int:
    process.send_signal(number)
    assert process.stdout is not None
    process.stdout.close()
    return process.wait(30)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 0)])
def test_a_service_that_ends_in_the_middle_loses_and_doubles_nothing(
    folder: Path, number: signal.Signals, code: int
) -> None:
    async def with_ends() -> Seen:
        process = await asyncio.to_thread(started, folder)
        crowded = asyncio.create_task(crowd(paths(folder, PEOPLE), keys_of(tiny_course()), ANSWERS, 0.15))
        rng = random.Random(20261125)
        for _ in range(ROUNDS):
            await asyncio.sleep(rng.uniform(0.2, 0.5))
            assert not crowded.done(), "it was over before the last end"
            assert await asyncio.to_thread(ended, process, number) == code
            process = await asyncio.to_thread(started, folder)
        seen, _ = await crowded
        await asyncio.to_thread(ended, process, number)
        return seen

    seen = asyncio.run(with_ends())
    assert seen.cut_off > PEOPLE
    assert not seen.failed
    assert len(seen.acknowledged) == PEOPLE * ANSWERS
    assert not_saved(folder, seen) == []
