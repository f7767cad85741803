"""Statuses, dates and points in words, the same in every front end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.compliance.status import Status
from trainer.records.attempts import State
from trainer.text import plural

if TYPE_CHECKING:
    from trainer.service.check_views import Result

STATUS = {
    Status.CURRENT: "done",
    Status.EXPIRING: "done, renew soon",
    Status.EXEMPT: "excused",
    Status.NOT_STARTED: "not started",
    Status.IN_PROGRESS: "in progress",
    Status.OVERDUE: "overdue",
    Status.EXPIRED: "expired",
    Status.SUPERSEDED: "new version to learn",
    Status.NOT_REQUIRED: "on offer",
}
ATTEMPT = {State.OPEN: "not finished", State.PASSED: "passed", State.FAILED: "not passed"}

MARKED = (AttemptKind.MODULE_CHECK, AttemptKind.CERTIFICATION)
"""Kinds that a pass mark decides; a test-out goes by the run of its answers."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ended(kind: AttemptKind, state: State) -> str:
    """How an attempt went; practice and refreshers are not passed, they are done."""
    return ATTEMPT[state] if kind in EVIDENCE or state == State.OPEN else "done"


def day(value: dt.date) -> str:
    """``23 Dec 2026``, without the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def until(value: dt.date, today: dt.date) -> str:
    """``today``, ``in 3 days``, ``2 days ago``."""
    days = (value - today).days
    if days == 0:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def by_when(status: Status, due_on: dt.date | None, valid_until: dt.date | None, today: dt.date) -> str:
    """A status with the date that matters for it."""
    if status in (Status.CURRENT, Status.EXPIRING) and valid_until:
        return f"{STATUS[status]}, valid until {day(valid_until)}"
    if due_on and status not in (Status.CURRENT, Status.EXEMPT):
        return f"{STATUS[status]}, due {day(due_on)} ({until(due_on, today)})"
    return STATUS[status]


def partly(result: Result) -> str:
    """What explains a score that right answers alone do not; empty where they do."""
    whole = round(result.percent) == round(100 * result.right / result.total)
    return "" if whole else ", partly right ones counted in part"


def to_pass(pass_mark: float) -> str:
    """What a test asks for: ``80 % to pass, every critical one right``."""
    return f"{points(pass_mark)} % to pass, every critical one right"


def score(result: Result) -> str:
    """``8 of 10 right, 80 % (you need 80 %)``."""
    needed = f" (you need {points(result.pass_mark)} %)" if result.kind in MARKED else ""
    return f"{result.right} of {result.total} right, {points(round(result.percent, 1))} %{partly(result)}{needed}"


def points(value: float) -> str:
    """``2`` or ``1.5``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
