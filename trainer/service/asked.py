"""Of whom a track is asked, and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is to hold a track, and by when; exactly one of the first four is set."""

    person: str = ""
    """An id, or ``login:NAME``."""
    team: str = ""
    role: str = ""
    everyone: bool = False
    due_on: dt.date | None = None
    due_days: int | None = None
    """Days from the later of start date and assignment; None, with no ``due_on`` either, takes the track's own."""
