"""How much of the service one person may take, so that there is enough for everyone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from trainer.service.wire import messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits in force; the defaults are many times what a person at a terminal needs."""

    line: int = messages.LONGEST_LINE
    admin_line: int = messages.LONGEST_FROM_ADMIN
    greeting_seconds: float = 5.0
    """Within which a new connection says its first line."""
    line_seconds: float = 30.0
    """Within which a line that was begun is ended."""
    reading_seconds: float = 60.0
    """Within which whoever is sent something takes some of it."""
    rows_seconds: float = 600.0
    """Within which whoever asked for rows has them all: until then they keep a thread from others."""
    a_person: int = 16
    """Connections of one uid."""
    connections: int = 8192
    """Of everyone."""
    calls_a_second: float = 50.0
    """Of one uid, on all its connections together, once ``burst`` is used up; what comes faster waits."""
    burst: int = 200
    unsent: int = 1024 * 1024
    """Bytes that may wait for one reader before rows wait for it too."""


class Bucket:
    """A token bucket: ``burst`` calls at once, then so many a second."""

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._left = float(burst)
        self._at = now()

    def wait(self) -> float:
        """Take one; seconds to wait before it may be used, 0 where there was one."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        self._left -= 1
        return 0.0 if self._left >= 0 else -self._left / self._rate
