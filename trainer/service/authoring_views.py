"""What an author is shown: modules, lessons and questions, without keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.content.body import Block
from trainer.content.models import Lesson, Objective
from trainer.service.check_views import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleLine:
    """One module in a list."""

    id: str
    slug: str
    title: str
    version: str
    minutes: int
    lessons: int
    questions: int
    """Without retired ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownModule:
    """A module without its questions."""

    id: str
    title: str
    summary: str
    version: str
    pass_mark: int
    law_as_of: dt.date
    approved_by: str
    """Empty until someone did."""
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLesson:
    """A lesson as a learner reads it."""

    id: str
    title: str
    minutes: int
    law_as_of: dt.date
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question as a learner sees it before answering, options in the file's order."""

    id: str
    module: str
    objective: str
    """In words."""
    asked: Asked
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedLine:
    """What a release wrote into content.lock."""

    module: str
    version: str
    digest: str
    outdated: bool
    """An approval was for what was released before, and was taken out of module.yaml."""
