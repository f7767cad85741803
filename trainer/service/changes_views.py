"""What the front ends see of a new version: what its author says, and how each lesson changed.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from trainer.content.difference import Passage


class Became(StrEnum):
    """What became of a lesson."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNKNOWN = "unknown"
    """It may have changed: its text as the person learnt it is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonChange:
    """A lesson that is not what it was."""

    id: str
    title: str
    title_before: str
    """Empty where it is the same, or there was none."""
    became: Became
    passages: tuple[Passage, ...]
    """Of a changed or an added lesson, long stretches without a change left out; empty for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleChanges:
    """What is new in a module for someone who holds an older version."""

    module: str
    title: str
    before: str
    """The version that the person learnt, or attested last."""
    now: str
    said: tuple[str, ...]
    """What the author says of each major version since, the oldest first."""
    objectives: tuple[str, ...]
    """In words; those that are asked of this person, and nothing else is."""
    lessons: tuple[LessonChange, ...]
    questions: int
    """How many are asked."""
    begun: bool
    """Whether some of them, or an earlier check, was begun and goes on."""
    valid_until: dt.date | None
    """Until when the module is held, which answering does not change; None where nothing sets an end."""
