"""When to refresh: 7, 30, 90 and 180 days after a module was completed.

A fixed ladder: spaced retrieval beats massed (g = 0.74), expanding gaps beat equal ones by nothing (g = 0.03; Latimier
2021), and what awareness training taught was gone between four and six months (Reinheimer 2020). CURRICULUM 3.3.

Invariant: one refresher serves every module that is due, and a rung that was missed is not asked twice over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

LADDER = (7, 30, 90, 180)
"""Days after completion."""


def due_on(completed: Iterable[dt.date], refreshed: Sequence[dt.date], today: dt.date) -> dt.date | None:
    """The day since which a refresher is due; None where none is.

    ``completed`` are the days on which modules were completed, ``refreshed`` those on which refreshers were finished.
    """
    last = max(refreshed, default=dt.date.min)
    rungs = (day + dt.timedelta(days=days) for day in completed for days in LADDER)
    # Finished on the very day of a rung, a refresher has served it.
    return max((rung for rung in rungs if last < rung <= today), default=None)
