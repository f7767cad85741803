"""Statuses, dates, bars and letters as every screen says them: a word always, a mark and a colour only beside it."""

from __future__ import annotations

import datetime as dt
import string

from textual.content import Content

from trainer.compliance.status import Status
from trainer.service.views import ModuleCard
from trainer.text import plural, safe, safe_block

_MARKS = {
    Status.CURRENT: ("✓", "$text-success"),
    Status.EXPIRING: ("✓", "$text-warning"),
    Status.EXEMPT: ("–", "$text-muted"),
    Status.NOT_STARTED: ("○", ""),
    Status.IN_PROGRESS: ("◐", "$text-primary"),
    Status.OVERDUE: ("!", "$text-error"),
    Status.EXPIRED: ("!", "$text-error"),
    Status.SUPERSEDED: ("↻", "$text-warning"),
    Status.NOT_REQUIRED: ("·", "$text-muted"),
}
_WORDS = {
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
LETTERS = string.ascii_lowercase


def plain(text: str) -> Content:
    """One line of untrusted text: no markup in it acts, no control character passes."""
    return Content(safe(text))


def block(text: str) -> Content:
    """Several lines of untrusted text."""
    return Content(safe_block(text))


def status(value: Status) -> Content:
    """A status as mark and word."""
    mark, style = _MARKS[value]
    return Content.assemble((f"{mark} {_WORDS[value]}", style))


def day(value: dt.date) -> str:
    """``23 Dec 2026``, without the locale."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{value.day} {months[value.month - 1]} {value.year}"


def until(value: dt.date, today: dt.date) -> str:
    """``today``, ``in 3 days``, ``2 days ago``."""
    days = (value - today).days
    if days == 0:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def bar(done: float, total: int, width: int = 10) -> Content:
    """A bar that is full at ``total``; say the numbers beside it."""
    full = round(width * done / total) if total else 0
    return Content.assemble(("━" * full, "$primary"), ("─" * (width - full), "$foreground 40%"))


def by_when(card: ModuleCard, today: dt.date) -> Content:
    """A module's status with the date that matters for it."""
    said = status(card.status)
    if card.status in (Status.CURRENT, Status.EXPIRING) and card.valid_until:
        return Content.assemble(said, f" until {day(card.valid_until)}")
    if card.due_on and card.status not in (Status.CURRENT, Status.EXEMPT):
        return Content.assemble(said, f", by {day(card.due_on)} ({until(card.due_on, today)})")
    return said


def points(value: float) -> str:
    """``2`` or ``1.5``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
