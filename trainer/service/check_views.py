"""What the front ends see of a check: frozen data, ready to show, without an answer key that has not been earned.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.service.module_views import LessonLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option as it is offered."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """The question whose turn it is, options in their shown order, without keys."""

    attempt: str
    module: str
    module_title: str
    question: str
    position: int
    """From 1."""
    total: int
    type: str
    stem: str
    choices: tuple[Choice, ...]
    choose: int
    """How many to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An option after the answer."""

    id: str
    text: str
    why: str
    key: bool
    chosen: bool


class Verdict(StrEnum):
    """How an answer did, in a word that needs no colour."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What is said once an answer is saved."""

    attempt: str
    question: str
    position: int
    total: int
    stem: str
    verdict: Verdict
    choices: tuple[Explained, ...]
    refs: tuple[str, ...]
    last: bool
    """True where this answer ended the attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One objective on the result."""

    id: str
    text: str
    critical: bool
    points: float
    asked: int
    met: bool
    lesson: str
    """Title of the first lesson that teaches it; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a finished attempt."""

    attempt: str
    module: str
    module_title: str
    passed: bool
    percent: float
    pass_mark: int
    right: int
    total: int
    missed_critical: int
    objectives: tuple[ObjectiveLine, ...]
    completed: bool
    """The module counts as completed; False after a pass while lessons are unread."""
    lessons_left: tuple[LessonLine, ...]
    finished_at: str
