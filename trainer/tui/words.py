"""The service's words as a screen shows them: a mark and a colour beside the word, never in its place."""

from __future__ import annotations

import datetime as dt
import string

from textual.content import Content

from trainer.compliance.status import Status
from trainer.service import words
from trainer.service.views import ModuleCard
from trainer.service.words import day, points, score, until
from trainer.text import safe, safe_block

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
LETTERS = string.ascii_lowercase

__all__ = ["LETTERS", "bar", "block", "by_when", "day", "plain", "points", "score", "status", "until"]


def plain(text: str) -> Content:
    """One line of untrusted text: no markup in it acts, no control character passes."""
    return Content(safe(text))


def block(text: str) -> Content:
    """Several lines of untrusted text."""
    return Content(safe_block(text))


def status(value: Status) -> Content:
    """A status as mark and word."""
    mark, style = _MARKS[value]
    return Content.assemble((f"{mark} {words.STATUS[value]}", style))


def bar(done: float, total: int, width: int = 10) -> Content:
    """A bar that is full at ``total``; say the numbers beside it."""
    full = round(width * done / total) if total else 0
    return Content.assemble(("━" * full, "$primary"), ("─" * (width - full), "$foreground 40%"))


def by_when(card: ModuleCard, today: dt.date) -> Content:
    """A module's status with the date that matters for it."""
    mark, style = _MARKS[card.status]
    return Content.assemble((f"{mark} {words.by_when(card.status, card.due_on, card.valid_until, today)}", style))
