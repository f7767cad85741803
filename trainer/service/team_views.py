"""What a manager sees of the people who report to them: status and dates, and nothing about how anyone did.

Invariant: there is no field here for a score, an attempt, an answer or the reason of an exemption.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.compliance.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people have one status."""

    status: Status
    people: int
    """At least 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTrack:
    """One track that is required of somebody in the team."""

    id: str
    title: str
    counts: tuple[Count, ...]
    """Of those of whom it is required, the most urgent status first."""

    @property
    def people(self) -> int:
        """Of how many it is required."""
        return sum(count.people for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTrack:
    """Where one person stands in one track that is required of them."""

    id: str
    title: str
    status: Status
    due_on: dt.date
    valid_until: dt.date | None
    """The last day on which it is held, or of the exemption; None where it was never held."""
    act_by: dt.date | None
    """The day by which something is, or was, to be done; None where nothing is, and for a new version to learn."""
    days_late: int
    """Days since then; 0 where it is yet to come, or has no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """One person who reports to whoever asks."""

    handle: str
    """What a command calls them."""
    name: str
    team: str
    """Empty where the roster names none."""
    manager: str
    """Name of the person whom they report to."""
    direct: bool
    """Whether that is whoever asks."""
    status: Status
    """Of all their tracks the one that asks most urgently; ``not_required`` where nothing is asked of them."""
    late: bool
    """Whether a track of theirs is overdue, expired, or has a new version to learn."""
    days_late: int
    """The most days by which a track of theirs is late; 0 for a new version alone, which has no day."""
    act_by: dt.date | None
    """The earliest of their tracks; None where there is none."""
    tracks: tuple[MemberTrack, ...]
    """Those required of them, the most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everyone who reports to whoever asks, directly or through others, as of today."""

    handle: str
    """What a command calls whoever asks: the id that stands in the roster's ``manager`` column."""
    listed: bool
    """Whether the roster knows whoever asks; nobody can report to someone whom it does not know."""
    today: dt.date
    tracks: tuple[TeamTrack, ...]
    """The one with the most people who are late first; empty where nothing is required of anyone."""
    people: tuple[TeamMember, ...]
    """The latest first, then by the day to act by, then by name; without leavers and without whoever asks."""
