"""The status of one person for one thing required, as of a date: a pure function of facts and that date.

The words, and the exit codes that scripts branch on, are DESIGN section 6.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


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


HELD = frozenset({Status.CURRENT, Status.EXPIRING, Status.EXEMPT})
"""Statuses that ask nothing of the person today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The best completion that a person has of a thing."""

    completed_on: dt.date
    valid_until: dt.date | None
    """The last day on which it counts; None where nothing sets an end."""
    major: int
    """The major version that was completed."""


def status(
    as_of: dt.date,
    *,
    due_on: dt.date | None,
    holding: Holding | None,
    started: bool,
    major_in_force: int,
    warning_days: int,
) -> Status:
    """``due_on`` None means that nothing requires it. Due today is not yet overdue; the last day still counts."""
    if holding is not None:
        return _held(as_of, holding, major_in_force, warning_days)
    if due_on is None:
        return Status.IN_PROGRESS if started else Status.NOT_REQUIRED
    if as_of > due_on:
        return Status.OVERDUE
    return Status.IN_PROGRESS if started else Status.NOT_STARTED


def _held(as_of: dt.date, holding: Holding, major_in_force: int, warning_days: int) -> Status:
    if holding.major < major_in_force:
        return Status.SUPERSEDED
    if holding.valid_until is None:
        return Status.CURRENT
    if as_of > holding.valid_until:
        return Status.EXPIRED
    warned_from = holding.valid_until - dt.timedelta(days=warning_days)
    return Status.EXPIRING if as_of >= warned_from else Status.CURRENT
