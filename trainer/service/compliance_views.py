"""What compliance answers: frozen data, the same in process and over the socket."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What an assignment did."""

    new: bool
    """False where the very same stood already, all of it."""
    people: int
    """How many people it asks today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """What taking an assignment back did."""

    rules: int
    """How many assignments count no longer; 0 where they had been taken back before."""
    people: int
    """How many people nothing asks for the track any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An entry that was made."""

    entry: int
    """Its number."""
    person: str
    """Whom it is about, as commands call them; empty where about no one person."""
    what: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A module that somebody answers for."""

    entry: int
    """The number of the entry."""
    new: bool
    """False where the same person had approved the same content before."""
    module: str
    version: str
    digest: str
