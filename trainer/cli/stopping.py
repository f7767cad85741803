"""Being told to end: what was begun is put away first, as on Ctrl-C, and what was shown is recorded as shown."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def tidily() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP end the program by an exception, so that everything that is open is closed."""
    before = {number: signal.signal(number, _end) for number in _numbers()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _numbers() -> list[int]:
    """Those there are, and that nobody asked to ignore, as nohup does."""
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    return [number for number in known if signal.getsignal(number) is signal.SIG_DFL]


def _end(number: int, _: FrameType | None) -> None:
    # As a shell says of a program that a signal ended.
    raise SystemExit(128 + number)
