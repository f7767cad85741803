"""The floor under answering: what is answered faster than anyone can read was not read.

Held in the memory of the host service alone. When a question was shown, and how long somebody took, is recorded nowhere
and said to nobody (DESIGN section 4: no per-question timing); whoever is too fast is told how long to wait, and waits.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from trainer.errors import TooSoon
from trainer.text import plural

if TYPE_CHECKING:
    from trainer.service.check_views import Asked

LONGEST_SECONDS = 20.0
"""However long a question is: much of it may have been read before, as a passage or in an earlier attempt."""
_REMEMBERED = 20_000
"""Questions that were shown last; of one that was forgotten since, the longest wait begins anew."""

Shown = tuple[str, str, int]
"""Attempt, question and, in a scenario, the scene's number."""


def words_of(asked: Asked) -> int:
    """Words to read before answering; of a scenario that is under way, those of the scene that is new."""
    new = asked.scene if asked.path else f"{asked.stem} {asked.scene}"
    texts = [new, *(c.text for c in asked.choices), *(c.text for c in asked.lefts), *(p.text for p in asked.passage)]
    return sum(len(text.split()) for text in texts)


class Pace(Protocol):
    """Notes when something was shown, and refuses what comes too soon after."""

    def show(self, shown: Shown, words: int) -> None:
        """A question of so many words is shown, perhaps not for the first time."""

    def refuse_too_soon(self, shown: Shown) -> None:
        """Raise :class:`TooSoon` where nobody can have read it yet."""


class AnyPace:
    """No floor: one's own records, where it would protect nothing."""

    def show(self, shown: Shown, words: int) -> None:
        """Nothing to note."""

    def refuse_too_soon(self, shown: Shown) -> None:
        """Nothing is too soon."""


class ReadingPace:
    """At most so many words a minute. ``now`` is in seconds, from any beginning, and never goes back."""

    def __init__(self, words_a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._speed = words_a_minute / 60
        self._now = now
        self._from: OrderedDict[Shown, tuple[float, float]] = OrderedDict()

    def show(self, shown: Shown, words: int) -> None:
        """The first time counts: looking again costs nothing."""
        if shown in self._from:
            return
        self._from[shown] = (self._now(), min(words / self._speed, LONGEST_SECONDS))
        self._forget()

    def _forget(self) -> None:
        while len(self._from) > _REMEMBERED:
            self._from.popitem(last=False)

    def refuse_too_soon(self, shown: Shown) -> None:
        """What this process never showed was shown before it began, or not at all: that waits longest, from now on."""
        since, seconds = self._from.setdefault(shown, (self._now(), LONGEST_SECONDS))
        self._forget()
        left = since + seconds - self._now()
        if left > 0:
            wait = plural(max(1, round(left + 0.5)), "second")
            raise TooSoon("That is faster than anyone can read it.", f"Answer again in {wait}.")
