"""One thing that the audit found wrong."""

from __future__ import annotations

import sys
from dataclasses import dataclass

NO_ENTRY = sys.maxsize
"""The number of what concerns no one entry: it is named after those that do."""
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What reading an altered row may raise."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Ordered by the entry that it concerns."""

    seq: int
    """The entry's number."""
    where: str
    """Such as ``entry 12 (completion)``."""
    what: str
    """Such as ``was altered``."""

    def __str__(self) -> str:
        return f"{self.where} {self.what}"
