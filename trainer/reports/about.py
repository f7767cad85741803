"""What every report says of itself: what of, as of when, made when and by whom, with which filters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The head of a report, whatever it is written as."""

    report: str
    """``completion``, ``overdue``, ``history``, ``teams``, ``items`` or ``coverage``."""
    title: str
    """In words."""
    organisation: str
    """Empty where the settings name none."""
    as_of: str
    """ISO date: everything recorded by the end of that day, UTC, is in it."""
    generated_at: str
    """UTC, to the second."""
    generated_by: str
    """Who made it, as commands call them."""
    filters: tuple[tuple[str, str], ...] = ()
    """Name and value of each filter that was set."""
    notes: tuple[str, ...] = ()
    """What a reader must know to read it right, a sentence each."""
