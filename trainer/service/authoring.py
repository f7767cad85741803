"""Authoring: what whoever writes content asks for. It needs no records and asks nobody's identity.

Invariant: a question leaves here without its keys and explanations; those are for its file, and for who has answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from trainer import paths
from trainer.content.body import Block
from trainer.content.models import Course, Lesson, Module, Track
from trainer.content.questions import Question
from trainer.content.source import ContentRoot
from trainer.errors import InputError
from trainer.service.authoring_views import ModuleLine, ReleasedLine, ShownLesson, ShownModule, ShownQuestion
from trainer.text import safe

if TYPE_CHECKING:
    from trainer.content.checker import Finding, Rule
    from trainer.content.library import Loaded
    from trainer.content.skeleton import Written
    from trainer.reports.coverage import CoverageRow
    from trainer.service.content_difference import ModuleDifference

AUTHOR = "Content author"
"""The role that a draft names where none is given; never a person's name."""


class Authoring:
    """The uses of a content author, over some roots; ``load`` gives their course, perhaps from its compiled copy."""

    def __init__(self, roots: Sequence[ContentRoot], *, load: Callable[[], Course], today: dt.date) -> None:
        self._roots = roots
        self._load = load
        self._today = today

    def check(self) -> tuple[Finding, ...]:
        """Everything to mend. Content that does not load has its load errors only, for nothing else can be judged."""
        from trainer.content.checker import check_roots

        return check_roots(self._roots, self._today)

    def rules(self, name: str | None = None) -> tuple[Rule, ...]:
        """The rules of the checker, or the one with this id."""
        from trainer.content.checker import RULES

        if name is None:
            return tuple(RULES.values())
        if name not in RULES:
            raise InputError(f"There is no rule {safe(name)!r}.", "Run 'trainer content explain' to see them.")
        return (RULES[name],)

    def bank_pages(self, name: str = "") -> tuple[tuple[str, ...], ...]:
        """A page of lines for each module, or for one, by id or slug."""
        from trainer.content.checker import Checked, check
        from trainer.content.checker.bank import describe
        from trainer.content.library import load

        loaded, module = self._find(name) if name else (load(self._roots), None)
        pages = describe(Checked(loaded, self._today), check(loaded, self._today))
        return (pages[module.id],) if module else tuple(pages.values())

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

    def compared_with(self, old: Authoring) -> tuple[ModuleDifference, ...]:
        """What differs in this content from an older state of it, and what that asks of learners."""
        from trainer.content.library import load_course
        from trainer.service.content_difference import differences

        return differences(load_course(old._roots), load_course(self._roots))

    def schema(self, kind: str) -> dict[str, Any]:
        """The JSON Schema of one kind of file."""
        from trainer.content.schema import Kind, json_schema

        return json_schema(Kind(kind))

    def new_module(self, slug: str, *, name: str = "", title: str = "", author: str = AUTHOR) -> Written:
        """A module to write over, in the last root: the company's overlay where there is one."""
        from trainer.content.library import load
        from trainer.content.skeleton import new_module

        given = {"name": name, "slug": slug, "title": title or slug, "author": author}
        made = new_module(self._roots[-1], load(self._roots), **given, today=self._today)
        if len(self._roots) == 1:
            _lend_refs(self._roots[0])
        return made

    def new_question(self, module: str, kind: str, *, objective: str = "", author: str = AUTHOR) -> Written:
        """A question to write over, at the end of the module's bank."""
        from trainer.content.skeleton import new_question

        loaded, found = self._find(module)
        return new_question(loaded, found, kind=kind, objective=objective, author=author, today=self._today)

    def _find(self, name: str) -> tuple[Loaded, Module]:
        from trainer.content.library import load

        loaded = load(self._roots)
        module = loaded.course.module(name)
        if module is None:
            raise InputError(f"There is no module {safe(name)!r}.", "Run 'trainer content list' to see them.")
        return loaded, module

    def check_approvable(self, name: str, by: str) -> None:
        """:class:`InputError` where the module is not in its content.lock as it is, or could not name who approved."""
        from trainer.content.approval import approved_text
        from trainer.content.lock import lock_problems

        loaded, module = self._find(name)
        problems = lock_problems(loaded.course, loaded.places.roots[module.id].modules / "content.lock", [module.id])
        for found in (*problems.altered, *problems.unreleased):
            raise InputError(f"{found.what}.", found.remedy)
        approved_text(loaded, module, by)

    def note_approval(self, name: str, by: str) -> None:
        """Write who approved the module into its module.yaml; nobody's evidence, and no part of its digest."""
        from trainer.content.approval import write_approval

        loaded, module = self._find(name)
        write_approval(loaded, module, by)

    def release(self, name: str) -> ReleasedLine:
        """Write a module's version and digest into the content.lock of the root that it came from.

        Who approved what was released before has not approved this: that is taken out of its module.yaml.
        """
        from trainer.content.approval import take_back
        from trainer.content.lock import release

        loaded, module = self._find(name)
        made, before = release(loaded.course, module.id, loaded.places.roots[module.id].modules / "content.lock")
        outdated = bool(module.approved_by) and before is not None and before.digest != made.digest
        if outdated:
            take_back(loaded, module)
        return ReleasedLine(module=module.id, version=made.version, digest=made.digest, outdated=outdated)


def _lend_refs(root: ContentRoot) -> None:
    """Content that stands alone cites from a list of its own: the shipped one, to begin with."""
    refs = root.modules / "refs.yaml"
    if not refs.exists():
        shipped = paths.content_dir(environ={}) / "modules" / "refs.yaml"
        refs.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")


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
