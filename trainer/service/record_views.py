"""What the front ends see of a person's record.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.compliance.status import Status
from trainer.records.attempts import State


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """One attempt in my record."""

    id: str
    module: str
    module_title: str
    version: str
    state: State
    answered: int
    total: int
    percent: float | None
    started_at: str
    finished_at: str
    when: str
    """Its end, or its beginning while it is open, in the settings' time zone: ``2026-11-23 21:40 UTC``."""
    attestation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One line of what a person must hold or holds."""

    track: str
    """Id; empty where nothing requires the module."""
    track_title: str
    module: str
    module_title: str
    status: Status
    due_on: dt.date | None
    completed_at: str
    """Empty where it is not held."""
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """My record: everything that is kept about the person who asks."""

    name: str
    login: str
    id: str
    team: str
    email: str
    manager: str
    start_date: str
    unlisted: bool
    held: tuple[Held, ...]
    attempts: tuple[AttemptLine, ...]
    lessons_read: int
    privacy_contact: str
    """Whom to ask about it; never empty."""
