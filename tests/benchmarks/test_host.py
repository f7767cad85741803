"""A thousand clients of the host service at once, beside a service that only inserts (DESIGN section 10).

Both take the same lines over the same sockets. Flat out, everybody answers as soon as asked, which no person does: it
shows what the machine can take. Paced, each thinks a second on average, many times faster than people, and what counts
is how long they wait. The third run is paced too, and its service is killed ten times.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.benchmarks.crowd import Seen, crowd
from tests.benchmarks.hosts import not_saved, paths, told
from tests.support import keys_of, tiny_course

PEOPLE = int(os.environ.get("CLIENTS", "1000"))
ANSWERS = 20
SHORT = PEOPLE < 1000
"""As each run of the checks has it."""
THINK_SECONDS = 0.2 if SHORT else 1.0
KILLS = 2 if SHORT else 10
ROOT = Path(__file__).parents[2]


@dataclass
class Service:
    """A service in a process of its own, which can be killed and comes back."""

    kind: str
    folder: Path
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.hosts", self.kind, str(self.folder), str(PEOPLE)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def memory(self) -> int:
        """Resident bytes that are its own (proc_pid_smaps(5))."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        return 1024 * sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, for a socket's path holds 107 bytes; with everyone told, so that they may begin."""
    made = Path(tempfile.mkdtemp(prefix="crowd-", dir="/tmp"))
    told(made, PEOPLE)
    yield made
    shutil.rmtree(made)


@contextmanager
def service(kind: str, folder: Path) -> Iterator[Service]:
    running = Service(kind, folder)
    try:
        yield running
    finally:
        running.kill()


async def sent(folder: Path, think: float) -> tuple[Seen, float]:
    return await crowd(paths(folder, PEOPLE), keys_of(tiny_course()), ANSWERS, think)


def say(what: str, seen: Seen, seconds: float) -> None:
    waits = sorted(1000 * each for each in seen.seconds)
    p99 = waits[len(waits) * 99 // 100]
    middle = waits[len(waits) // 2]
    print(
        f"\n  {what:<32} {len(waits)} answers in {seconds:5.2f} s = {len(waits) / seconds:6.0f} a second;"
        f" waited {middle:.1f} ms, p99 = {p99:.1f} ms; {len(seen.failed)} failed"
    )


@pytest.mark.benchmark_ratio
@pytest.mark.parametrize(("how", "think"), [("flat out", 0.0), ("paced", THINK_SECONDS)])
def test_a_crowd_against_bare_inserts(folder: Path, how: str, think: float) -> None:
    with service("bare", folder):
        limit, at_most = asyncio.run(sent(folder, think))
    with service("ours", folder):
        seen, seconds = asyncio.run(sent(folder, think))
    say(f"bare inserts, {how}", limit, at_most)
    say(f"host service, {how}", seen, seconds)
    print(f"  {PEOPLE} clients, {how}: service / bare inserts = {seconds / at_most:4.2f}x, at most 2x")
    assert not seen.failed
    assert len(seen.acknowledged) == PEOPLE * ANSWERS
    assert not not_saved(folder, seen)


@pytest.mark.benchmark_ratio
def test_ten_kills_lose_no_answer_that_was_acknowledged(folder: Path) -> None:
    async def with_kills(running: Service) -> tuple[Seen, float]:
        crowded = asyncio.create_task(sent(folder, THINK_SECONDS))
        rng = random.Random(20261125)
        for _ in range(KILLS):
            await asyncio.sleep(rng.uniform(0.5, 2.0))
            assert not crowded.done(), "it was over before the last kill"
            await asyncio.to_thread(running.kill)
            await asyncio.to_thread(running.start)
        return await crowded

    with service("ours", folder) as running:
        seen, seconds = asyncio.run(with_kills(running))
    say(f"{KILLS} kills, {seen.cut_off} cut off", seen, seconds)
    lost = not_saved(folder, seen)
    print(f"  acknowledged and not saved = {len(lost)}, at most 0")
    assert not seen.failed
    assert len(seen.acknowledged) == PEOPLE * ANSWERS
    assert not lost


@pytest.mark.benchmark_ratio
def test_memory_idle_and_for_each_client(folder: Path) -> None:
    async def come(count: int) -> list[asyncio.StreamWriter]:
        met = []
        for path in paths(folder, count):
            reader, writer = await asyncio.open_unix_connection(str(path))
            writer.write(b'{"hello":{"protocol":1,"program":"x"}}\n{"id":1,"call":"learn.home","given":{}}\n')
            await reader.readline()
            await reader.readline()
            met.append(writer)
        return met

    async def measured(running: Service) -> tuple[int, int]:
        before = running.memory()
        met = await come(PEOPLE)
        after = running.memory()
        for writer in met:
            writer.close()
        return before, after

    with service("ours", folder) as running:
        time.sleep(0.5)
        idle, crowded = asyncio.run(measured(running))
    print(f"\n  idle service = {idle / 2**20:.1f} MB, and {(crowded - idle) / PEOPLE / 1024:.1f} kB for each client")
