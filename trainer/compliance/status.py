"""The status of one person for one thing required, as of a date: a pure function of facts and that date.

The words, and the exit codes that scripts branch on, are DESIGN section 6.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache


class Status(StrEnum):
    """One word for each case, the same in code, database, output and docs."""

    CURRENT = "current"
    EXPIRING = "expiring"
    EXEMPT = "exempt"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    NOT_REQUIRED = "not_required"


VALID = frozenset({Status.CURRENT, Status.EXPIRING})
"""Statuses of what is held."""
HELD = VALID | {Status.EXEMPT}
"""Statuses that ask nothing of the person today."""
NEVER_HELD = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.OVERDUE})
"""Statuses of what is required and was never held."""
URGENCY = (
    Status.NOT_REQUIRED,
    Status.EXEMPT,
    Status.CURRENT,
    Status.EXPIRING,
    Status.IN_PROGRESS,
    Status.NOT_STARTED,
    Status.OVERDUE,
    Status.EXPIRED,
    Status.SUPERSEDED,
)
"""From what asks nothing to what asks most urgently; over several tracks the last counts (DESIGN section 6)."""


Holding = tuple[dt.date | None, bool]
"""What a person holds of a thing, at its best: the last day on which it counts, None where nothing sets an end; and
whether a new major version changed something of it that was not attested yet."""


def status(
    as_of: dt.date,
    due_on: dt.date | None,
    holding: Holding | None,
    *,
    started: bool,
    warning_days: int,
    exempt: bool = False,
) -> Status:
    """``due_on`` None means that nothing requires it. Due today is not yet overdue; the last day still counts.

    What is held stays ``current`` for someone who is exempt too: they need no excuse.
    """
    found: Status | None = None
    if holding is not None:
        until, superseded = holding
        found = of_held(as_of, until, warning_days)
        if found in VALID:
            if not superseded:
                return found
            found = Status.SUPERSEDED
    if exempt and due_on is not None:
        return Status.EXEMPT
    if found is not None:
        return found
    if due_on is None:
        return Status.IN_PROGRESS if started else Status.NOT_REQUIRED
    if as_of > due_on:
        return Status.OVERDUE
    return Status.IN_PROGRESS if started else Status.NOT_STARTED


@lru_cache(4096)
def of_held(as_of: dt.date, until: dt.date | None, warning_days: int) -> Status:
    """The status of what is held and was not superseded, of somebody who is not exempt."""
    if until is not None and as_of > until:
        return Status.EXPIRED
    return Status.CURRENT if until is None or (until - as_of).days > warning_days else Status.EXPIRING


def of_track(statuses: Sequence[Status], *, required: bool) -> Status:
    """The status of a whole track, by those of its parts.

    A track of which some part was never held was never held, whatever became of the other parts: the milder codes say
    that somebody once learnt it all. A track that nothing requires is held or it is nothing.
    """
    if not required:
        return worst(statuses) if statuses and VALID.issuperset(statuses) else Status.NOT_REQUIRED
    if Status.EXEMPT in statuses:
        return Status.EXEMPT
    never = NEVER_HELD.intersection(statuses)
    if not never:
        # An attestation would not do where the validity has ended.
        return Status.EXPIRED if Status.EXPIRED in statuses else worst(statuses)
    if Status.OVERDUE in never:
        return Status.OVERDUE
    begun = Status.IN_PROGRESS in never or never != set(statuses)
    return Status.IN_PROGRESS if begun else Status.NOT_STARTED


def worst(statuses: Iterable[Status]) -> Status:
    """The status that asks most urgently; ``not_required`` only where there is nothing else."""
    return max(statuses, key=URGENCY.index, default=Status.NOT_REQUIRED)
