"""What a rule of the checker works on, and what it says.

Invariant: a finding has a place, a severity and a remedy; errors sort before warnings, then by place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.content.body import LessonText
from trainer.content.library import Loaded
from trainer.content.models import Course, Lesson, Module
from trainer.content.places import Places
from trainer.content.questions import Question
from trainer.content.shared import Shared
from trainer.content.source import sentence
from trainer.content.yamltree import Step


class Severity(StrEnum):
    """Whether ``content check`` fails on it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend."""

    severity: Severity
    file: str
    line: int
    column: int
    rule: str
    """A word for the rule, such as ``stale-law``."""
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.what}. {self.remedy} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Checked:
    """The course under check, and the day on which it is."""

    loaded: Loaded
    today: dt.date

    @property
    def course(self) -> Course:
        return self.loaded.course

    @property
    def places(self) -> Places:
        return self.loaded.places

    @property
    def shared(self) -> Shared:
        return self.loaded.shared

    def lessons(self) -> Iterator[Lesson]:
        return (lesson for module in self.course.modules for lesson in module.lessons)

    def texts(self) -> Iterator[tuple[Lesson, LessonText]]:
        """Every lesson with what it says."""
        for module in self.course.modules:
            for lesson in module.lessons:
                yield lesson, self.course.bodies[module.id].texts[lesson.id]

    def questions(self) -> Iterator[Question]:
        """Every question that can still be asked."""
        return (q for body in self.course.bodies.values() for q in body.questions if not q.retired)

    def dated(self) -> Iterator[Module | Lesson | Question]:
        """Everything that carries ``law_as_of``."""
        yield from self.course.modules
        yield from self.lessons()
        yield from self.questions()

    def error(self, rule: str, at: tuple[str, *tuple[Step, ...]], what: str, remedy: str) -> Finding:
        """An error at the part of the thing with that id, such as ``("M04-Q001", "stem")``."""
        return self._finding(Severity.ERROR, rule, at, what, remedy)

    def warning(self, rule: str, at: tuple[str, *tuple[Step, ...]], what: str, remedy: str) -> Finding:
        return self._finding(Severity.WARNING, rule, at, what, remedy)

    def _finding(
        self, severity: Severity, rule: str, at: tuple[str, *tuple[Step, ...]], what: str, remedy: str
    ) -> Finding:
        place = self.places.of(at[0], *at[1:])
        return Finding(severity, place.file, place.line, place.column, rule, what, sentence(remedy))
