"""Authoring: what whoever writes content asks for. It needs no records and asks nobody's identity.

Invariant: a question leaves here without its keys and explanations; those are for its file, and for who has answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from trainer.content.body import Block
from trainer.content.models import Course, Lesson, Module, Objective, Track
from trainer.content.questions import Question
from trainer.content.source import ContentRoot
from trainer.errors import ContentError, InputError
from trainer.service.check_views import Asked
from trainer.text import safe

if TYPE_CHECKING:
    from trainer.content.checker import Finding
    from trainer.reports.coverage import CoverageRow


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


class Authoring:
    """The uses of a content author, over some roots; ``load`` gives their course, perhaps from its compiled copy."""

    def __init__(self, roots: Sequence[ContentRoot], *, load: Callable[[], Course], today: dt.date) -> None:
        self._roots = roots
        self._load = load
        self._today = today

    def check(self) -> tuple[Finding, ...]:
        """Everything to mend. Content that does not load has its load errors only, for nothing else can be judged."""
        from trainer.content.checker import Finding, Severity, check
        from trainer.content.library import load

        try:
            return check(load(self._roots), self._today)
        except ContentError as error:
            return tuple(
                Finding(Severity.ERROR, p.file, p.line, p.column, "load", p.what, p.remedy) for p in error.problems
            )

    def modules(self) -> tuple[ModuleLine, ...]:
        """The modules in the course's order."""
        course = self._load()
        return tuple(
            ModuleLine(
                id=module.id,
                slug=module.slug,
                title=module.title,
                version=module.version,
                minutes=module.minutes,
                lessons=len(module.lessons),
                questions=sum(not question.retired for question in course.bodies[module.id].questions),
            )
            for module in course.modules
        )

    def tracks(self) -> tuple[Track, ...]:
        """The tracks that can be assigned."""
        return self._load().tracks

    def show(self, name: str) -> ShownModule | ShownLesson | ShownQuestion:
        """The module (by id or slug), lesson or question with this id, in any case of letters."""
        course = self._load()
        if (found := course.module(name)) is not None:
            return ShownModule(**{field.name: getattr(found, field.name) for field in fields(ShownModule)})
        for module in course.modules:
            body = course.bodies[module.id]
            for lesson in module.lessons:
                if lesson.id.casefold() == name.casefold():
                    return _shown_lesson(lesson, body.texts[lesson.id].blocks)
            for question in body.questions:
                if question.id.casefold() == name.casefold():
                    return _shown(module, question)
        known = ", ".join(module.id for module in course.modules) or "none"
        raise InputError(
            f"There is no module, lesson or question {safe(name)!r}.",
            f"The modules are: {known}. A lesson is called as M04.L1, a question as M04-Q001.",
        )

    def coverage(self) -> tuple[CoverageRow, ...]:
        """What the course should teach, where it does, and with how many questions it is assessed."""
        from trainer.content.library import load
        from trainer.reports.coverage import coverage

        loaded = load(self._roots)
        return tuple(coverage(loaded.course, loaded.shared.coverage, loaded.shared.refs))

    def schema(self, kind: str) -> dict[str, Any]:
        """The JSON Schema of one kind of file."""
        from trainer.content.schema import Kind, json_schema

        return json_schema(Kind(kind))

    def release(self, name: str) -> ReleasedLine:
        """Write a module's version and digest into the content.lock of the root that it came from."""
        from trainer.content.library import load
        from trainer.content.lock import release

        loaded = load(self._roots)
        module = loaded.course.module(name)
        root = loaded.places.roots[module.id] if module else self._roots[0]
        made = release(loaded.course, safe(name), root.modules / "content.lock")
        return ReleasedLine(module=module.id if module else name, version=made.version, digest=made.digest)


def _shown_lesson(lesson: Lesson, blocks: tuple[Block, ...]) -> ShownLesson:
    return ShownLesson(
        id=lesson.id, title=lesson.title, minutes=lesson.minutes, law_as_of=lesson.law_as_of, blocks=blocks
    )


def _shown(module: Module, question: Question) -> ShownQuestion:
    from trainer.assessment import types
    from trainer.assessment.form import Item
    from trainer.service import showing

    parts = types.of(question).shuffled(question)
    item = Item(
        question=question.id, digest=question.digest, objective=question.objective, critical=False, options=parts
    )
    return ShownQuestion(
        id=question.id,
        module=module.id,
        objective=next((o.text for o in module.objectives if o.id == question.objective), question.objective),
        asked=showing.of(question).ask(question, item, ()),
        retired=question.retired,
    )
