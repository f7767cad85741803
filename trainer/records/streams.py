"""Rows ordered by person, handed out person by person, so that several tables are read side by side in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any


class ByPerson:
    """Rows ordered by person, handed out person by person; ``at`` is the column with the person's number."""

    def __init__(self, rows: Iterator[Any], make: Callable[[Any], Any], *, at: int = 0) -> None:
        self._groups = groupby(rows, itemgetter(at))
        self._make = make
        self._ahead = next(self._groups, None)

    def of(self, person: int) -> list[Any]:
        """What there is of this person. People must come in the order of their numbers."""
        # Rows of a former self, such as an attempt left open, come before the next person: they are passed over.
        while self._ahead is not None and self._ahead[0] <= person:
            n, rows = self._ahead
            found = list(map(self._make, rows)) if n == person else []
            self._ahead = next(self._groups, None)
            if n == person:
                return found
        return []
