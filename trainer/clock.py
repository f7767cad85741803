"""The one clock. Whoever records a time is handed a clock; nobody else asks the machine.

Times are UTC, to the second, written ``2026-11-23T20:51:15Z``. Order is the sequence number, never the
clock, so a clock that jumps back loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def system_clock() -> dt.datetime:
    """Now, in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def stamp(moment: dt.datetime) -> str:
    """A moment as it is recorded."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(stamped: str) -> dt.datetime:
    """The moment that ``stamp`` wrote."""
    return dt.datetime.strptime(stamped, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)


def day(stamped: str) -> dt.date:
    """The UTC day of a recorded moment."""
    return dt.date.fromisoformat(stamped[:10])
