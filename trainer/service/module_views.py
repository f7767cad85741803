"""What the front ends see of a module and its lessons.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.content.body import Block, Term
from trainer.service.views import ModuleCard, NextStep


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLine:
    """A lesson in a list."""

    id: str
    title: str
    minutes: int
    read: bool
    asked: bool
    """False for a lesson that nothing asks of this person; they may read it all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """A module's own screen."""

    card: ModuleCard
    version: str
    pass_mark: int
    """Percent."""
    questions: int
    """How many the check asks."""
    objectives: tuple[str, ...]
    """In words; those asked of this person."""
    lessons: tuple[LessonLine, ...]
    beside: tuple[NextStep, ...]
    """What else one may do: test out, practise."""
    last_attempt: str
    """Id of the newest finished attempt; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """A lesson to read."""

    id: str
    module: str
    title: str
    number: int
    """From 1, in the module's order."""
    of: int
    minutes: int
    blocks: tuple[Block, ...]
    glossary: tuple[Term, ...]
    refs: tuple[str, ...]
    law_as_of: dt.date
    place: int
    """Where to come back to, in parts of a block (``views.BLOCK``)."""
    read: bool
    previous: str
    """Id; empty at the first."""
    next: str
    """Id; empty at the last."""
