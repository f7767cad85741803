"""What a rule works on: the loaded course, its files as they are written, and the day.

Invariant: a rule reads here and nowhere else, so that every rule judges the same course.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from trainer.content.body import LessonText
from trainer.content.checker.prose import Passage, passages
from trainer.content.library import Loaded
from trainer.content.models import Course, Lesson, Module
from trainer.content.places import Places
from trainer.content.questions import Question
from trainer.content.shared import Shared

_ENOUGH_WORDS = 20
"""Words that find a passage in its file."""


@dataclass(frozen=True)
class Checked:
    """The course under check, and the day on which it is."""

    loaded: Loaded
    today: dt.date
    _sources: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _found: dict[str, tuple[list[str], dict[str, list[int]]]] = field(default_factory=dict, repr=False)
    _lines: dict[str, list[int]] = field(default_factory=dict, repr=False)

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

    @cached_property
    def passages(self) -> Mapping[str, tuple[Passage, ...]]:
        """Lesson id to its sentences, headings apart: what a reader reads in one breath."""
        return {lesson.id: passages(text) for lesson, text in self.texts()}

    def questions(self) -> Iterator[Question]:
        """Every question that can still be asked."""
        return (q for body in self.course.bodies.values() for q in body.questions if not q.retired)

    def banks(self) -> Iterator[tuple[Module, tuple[Question, ...]]]:
        """Each module with the questions that can still be asked."""
        for module in self.course.modules:
            yield module, tuple(q for q in self.course.bodies[module.id].questions if not q.retired)

    def dated(self) -> Iterator[Module | Lesson | Question]:
        """Everything that carries ``law_as_of``."""
        yield from self.course.modules
        yield from self.lessons()
        yield from self.questions()

    def source(self, file: str) -> list[str]:
        """A content file's lines as they are written, line 1 first."""
        if file not in self._sources:
            self._sources[file] = Path(file).read_text(encoding="utf-8-sig").split("\n")
        return self._sources[file]

    def written(self, lesson: str) -> tuple[int, list[str]]:
        """The number of the first line below the front matter, and the lines from there, facts not filled in."""
        lines = self.source(self.places.of(lesson).file)
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        return end + 2, lines[end + 1 :]

    def line_of(self, lesson: str, phrase: str) -> int | None:
        """The line on which these words begin in the lesson's file; None where facts or terms hide the first ones.

        The place that has most of the words in their order, so that a fact or a term behind them does no harm.
        """
        spoken = [word.lower() for word in re.findall(r"\w+", phrase)[:_ENOUGH_WORDS]]
        words, where = self._words(lesson)
        best, line = 0, None
        for at in where.get(spoken[0], ()) if spoken else ():
            alike = next((n for n, word in enumerate(spoken) if words[at + n : at + n + 1] != [word]), len(spoken))
            if alike > best:
                best, line = alike, self._lines[lesson][at]
        return line

    def _words(self, lesson: str) -> tuple[list[str], dict[str, list[int]]]:
        """The words of a lesson's file in order, and where each stands among them; taken apart once."""
        if lesson not in self._found:
            first, lines = self.written(lesson)
            found = [(word.lower(), first + n) for n, text in enumerate(lines) for word in re.findall(r"\w+", text)]
            where: dict[str, list[int]] = {}
            for at, (word, _) in enumerate(found):
                where.setdefault(word, []).append(at)
            self._lines[lesson] = [line for _, line in found]
            self._found[lesson] = [word for word, _ in found], where
        return self._found[lesson]
