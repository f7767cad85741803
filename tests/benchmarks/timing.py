"""Timing whole processes in pairs, so that a busy machine slows both sides of a ratio alike."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Pair:
    """What two things took that were run in turns, in seconds, round by round."""

    ours: tuple[float, ...]
    limit: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The middle one of the rounds' ratios: both sides of a round meet the same machine."""
        return statistics.median(ours / limit for ours, limit in zip(self.ours, self.limit, strict=True))


def in_turns(ours: Callable[[], float], limit: Callable[[], float], rounds: int) -> Pair:
    """Run both ``rounds`` times in turns, after one warm-up each."""
    ours()
    limit()
    times = [(ours(), limit()) for _ in range(rounds)]
    return Pair(ours=tuple(t[0] for t in times), limit=tuple(t[1] for t in times))


def whole_process(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Seconds from start to exit."""
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def until_shown(command: Sequence[str], env: Mapping[str, str], text: bytes) -> float:
    """Seconds from start until ``text`` has come out of a terminal of 80 columns and 24 rows."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], list(command), dict(env))
    try:
        return _wait_for(terminal, text, begun)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _wait_for(terminal: int, text: bytes, begun: float) -> float:
    seen = b""
    while time.perf_counter() - begun < PATIENCE_SECONDS:
        if select.select([terminal], [], [], 0.05)[0]:
            seen += os.read(terminal, 65536)
            if text in seen:
                return time.perf_counter() - begun
    raise TimeoutError(f"{text!r} never came; the end was {seen[-500:]!r}")


def report(what: str, pair: Pair, at_most: float) -> None:
    """One line of the table that each run prints; nothing fails on a timing."""
    ours, limit = (1000 * statistics.median(side) for side in (pair.ours, pair.limit))
    print(f"\n  {what:<58} {ours:6.1f} / {limit:6.1f} ms = {pair.ratio:4.2f}x, at most {at_most}x")
