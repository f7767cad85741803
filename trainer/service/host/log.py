"""What the service says on stderr: one JSON object a line, for the journal.

Invariant: nothing about a person. No uid, login, address, question or argument is ever a field; an error of our own
making is its class and the place in the code, for its words may quote what somebody typed.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

from trainer.clock import stamp, system_clock

SECONDS = 10.0
"""What happens more often than once in so many seconds is counted and said once: a log can be flooded, too."""
_ALWAYS = frozenset({"started", "ready", "stopping", "stopped"})


class Log:
    """Writes events; what repeats itself is counted."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._last: dict[tuple[str, str], float] = {}
        self._unsaid: Counter[tuple[str, str]] = Counter()

    def say(self, event: str, why: str = "", **figures: int) -> None:
        """One event; ``why`` is one of a few words of ours, and figures are counts."""
        now, key = time.monotonic(), (event, why)
        if event not in _ALWAYS and now - self._last.get(key, -SECONDS) < SECONDS:
            self._unsaid[key] += 1
            return
        self._last[key] = now
        said: dict[str, object] = {
            "at": stamp(system_clock()),
            "event": event,
            **({"why": why} if why else {}),
            **figures,
        }
        if more := self._unsaid.pop(key, 0):
            said["also"] = more
        try:
            self._out.write(json.dumps(said) + "\n")
            self._out.flush()
        except (OSError, ValueError):
            # The journal is gone; the service goes on.
            self._out = open_nothing()

    def failed(self, error: BaseException) -> None:
        """A fault of ours: its class and where, never its words."""
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else "unknown"
        self.say("failed", f"{type(error).__name__} at {where}")


def open_nothing() -> TextIO:
    """Somewhere to write to that is never full."""
    return Path("/dev/null").open("w", encoding="utf-8")
