"""How long what was achieved counts.

Whoever renews in good time loses nothing by it: within ``RENEWAL_DAYS`` before the end, the new period begins where the
old one ends. An earlier repetition counts from its own day, or the end of a series of retakes would lie years ahead.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

RENEWAL_DAYS = 90
"""Days before the end from which a repetition is a renewal."""


@lru_cache(65_536)
def day_of(stamped: str) -> dt.date:
    """The day of an ISO date or of a recorded moment."""
    return dt.date.fromisoformat(stamped[:10])


@lru_cache(65_536)
def iso(day: dt.date) -> str:
    """The ISO date of a day."""
    return day.isoformat()


@lru_cache(65_536)
def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, dt.MAXYEAR)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(65_536)
def valid_alone(stamped: str, months: int) -> dt.date:
    """The last day on which something counts that was achieved once, on this ISO day."""
    return add_months(day_of(stamped), months)


def valid_until(days: Iterable[dt.date], months: int) -> dt.date | None:
    """The last day on which something counts that was achieved on these days, the oldest first; None for no day."""
    end: dt.date | None = None
    for day in days:
        if end is not None and day <= end and (end - day).days <= RENEWAL_DAYS:
            end = add_months(end, months)
        else:
            own = add_months(day, months)
            # Nothing that is done early takes away what was held.
            end = own if end is None or own > end else end
    return end
