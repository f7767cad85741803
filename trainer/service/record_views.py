"""What the front ends see of a person's record.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.assessment.kinds import AttemptKind
from trainer.compliance.status import Status
from trainer.records.attempts import State


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """One attempt in my record."""

    id: str
    kind: AttemptKind
    module: str
    """Empty for an examination or a refresher."""
    track: str
    """Of an examination; empty for the others."""
    heading: str
    """What it was about, in words."""
    version: str
    state: State
    said: str
    """The state in words: ``passed``; of practice and refreshers ``done``, for nobody passes them."""
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
    """Empty for the track's examination."""
    module_title: str
    status: Status
    due_on: dt.date | None
    completed_at: str
    """Empty where it is not held."""
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    """One exemption of the person."""

    track: str
    track_title: str
    until: dt.date
    """The last day on which it counts, as corrected."""
    withdrawn: bool
    """It counts no longer."""
    reason: str
    by: str
    """Name of who approved it; empty where they were erased since."""
    when: str
    """As ``AttemptLine.when``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction of what was recorded about the person."""

    said: str
    """Such as ``completion of M04: was on 2025-03-01``, or ``assignment of gate: counts no longer``."""
    reason: str
    """Empty where none was given."""
    by: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One time that somebody looked at the record, or took it away."""

    when: str
    """In the settings' time zone."""
    by: str
    """Name of who did; empty where they were erased since."""
    what: str
    """Such as ``completion report (csv)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of thing that is kept."""

    title: str
    purpose: str
    period: str
    ends_on: dt.date | None
    """The day on which the oldest of it goes; None where no day is set yet."""


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
    excused: tuple[Excused, ...]
    """The newest first."""
    corrected: tuple[Corrected, ...]
    """The newest first."""
    seen: tuple[Seen, ...]
    """Who looked at it or exported it, the newest first."""
    told: str
    """When the privacy notice was acknowledged, as ``AttemptLine.when``; empty where it was not yet."""
    kept: tuple[Kept, ...]
    """What is kept, what for and how long."""
    privacy_contact: str
    """Whom to ask about it; never empty."""
