"""The state of a question after item analysis: fit to ask, to look at again, or to take out (CURRICULUM 3.5).

Invariant: too few first attempts never condemn a question, and no state comes without its reasons, in words
that an author can act on. The worst finding decides the state; every finding is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.assessment.statistics import ItemStatistics

FEWEST_SITTINGS = 30
"""First attempts before a question is judged at all; r is then known to about ±0.38 (CURRICULUM 3.5)."""
FEWEST_CHOICES = 100
"""First attempts before an option may be called idle (CURRICULUM 3.5)."""
HARDEST = 0.30
"""Facility below this: the key or the wording may be wrong (CURRICULUM 3.5)."""
EASIEST = 0.95
"""Facility above this, before the training as well as after it: nothing was taught (CURRICULUM 3.5)."""
WEAKEST = 0.20
"""Item-rest correlation below this is weak, below 0 damaging (CURRICULUM 3.5; Moodle: 20 to 29 % is weak)."""
IDLE = 0.05
"""An option chosen by a smaller share does not distract (Tarrant 2009; CURRICULUM 3.4 and 3.5)."""
_ROUNDING = 1e-9
"""A limit reached in exact arithmetic must be reached in floats."""


class ItemState(StrEnum):
    """What item analysis says about a question."""

    INSUFFICIENT = "insufficient"
    """Too few first attempts, or worth 0: nothing can be said."""
    OK = "ok"
    REVIEW = "review"
    """An author should look at it; it may be asked meanwhile."""
    QUARANTINE = "quarantine"
    """Stronger people miss it: out of use until its key is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A state and why."""

    state: ItemState
    reasons: tuple[str, ...]
    """Sentences for the author, the worst first. () for ``ok`` alone."""


def state(item: ItemStatistics, *, key: Collection[str] = (), before: float | None = None) -> Verdict:
    """Judge a question by its statistics, which must come from first attempts only.

    ``key`` holds the ids of the right options; without it, or where options are put in order rather than
    picked, pass () and no option is judged. ``before`` is the facility of a pre-test, 0 to 1; without it an
    easy question passes, as it may just mean that the teaching worked. A figure that is None finds nothing.
    """
    if item.sittings < FEWEST_SITTINGS:
        few = f"{item.sittings} first attempts so far; a question is judged from {FEWEST_SITTINGS} on."
        return Verdict(state=ItemState.INSUFFICIENT, reasons=(few,))
    if item.facility is None:
        return Verdict(state=ItemState.INSUFFICIENT, reasons=("It is worth 0, so its scores say nothing.",))
    against = tuple(_against(item))
    doubts = (*_discrimination(item), *_difficulty(item.facility, before), *_distractors(item, key))
    if against:
        return Verdict(state=ItemState.QUARANTINE, reasons=(*against, *doubts))
    return Verdict(state=ItemState.REVIEW if doubts else ItemState.OK, reasons=doubts)


def _against(item: ItemStatistics) -> Iterator[str]:
    if item.item_rest is not None and _below(item.item_rest, 0):
        yield f"People who do well on the rest tend to miss it ({_correlation(item)}): recheck the key."


def _discrimination(item: ItemStatistics) -> Iterator[str]:
    if item.item_rest is not None and not _below(item.item_rest, 0) and _below(item.item_rest, WEAKEST):
        yield f"It hardly tells strong from weak ({_correlation(item)}; {WEAKEST:.2f} wanted): look at the wording."


def _difficulty(facility: float, before: float | None) -> Iterator[str]:
    if _below(facility, HARDEST):
        yield f"Only {_percent(facility)} right (at least {_percent(HARDEST)} wanted): check the key and the wording."
    if before is not None and _below(EASIEST, facility) and _below(EASIEST, before):
        yield f"{_percent(before)} right before training and {_percent(facility)} after: it tests nothing taught."


def _distractors(item: ItemStatistics, key: Collection[str]) -> Iterator[str]:
    for option in item.options:
        if not key or option.option in key:
            continue
        if item.choices >= FEWEST_CHOICES and _below(option.share, IDLE):
            yield f"Option {option.option} is chosen by {_percent(option.share)}: replace it, or drop it."
        if option.discrimination is not None and _below(0, option.discrimination):
            yield (
                f"Option {option.option}, marked wrong, is chosen by people who do well on the rest "
                f"(r {option.discrimination:.2f}): check that it is wrong."
            )


def _below(value: float, limit: float) -> bool:
    return value < limit - _ROUNDING


def _correlation(item: ItemStatistics) -> str:
    low, high = item.interval or (-1.0, 1.0)
    return f"r {item.item_rest:.2f}, 95 % interval {low:.2f} to {high:.2f}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
