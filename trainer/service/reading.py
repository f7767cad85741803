"""A module and its lessons as the person who asks sees them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from trainer.assessment.forms import PER_OBJECTIVE, SHORTEST_CHECK
from trainer.assessment.kinds import AttemptKind
from trainer.content.audience import asked_of
from trainer.content.body import LessonText
from trainer.content.models import Lesson, Module
from trainer.records.attempts import State
from trainer.service.ahead import attestation_questions, beside, card
from trainer.service.desk import Desk
from trainer.service.module_views import LessonLine, LessonView, ModuleView
from trainer.service.progress import Progress, asked_lessons, asked_objectives
from trainer.service.views import BLOCK


def module_view(desk: Desk, module: Module, so_far: Progress) -> ModuleView:
    """The module's own screen."""
    lines = so_far.lines_of(module.id)
    asked = {lesson.id for lesson in asked_lessons(module, lines)}
    objectives = asked_objectives(module, lines)
    finished = so_far.newest(module.id, State.PASSED, State.FAILED)
    return ModuleView(
        card=card(desk, module, so_far),
        beside=beside(desk, module, so_far),
        version=module.version,
        pass_mark=module.pass_mark,
        questions=_questions(desk, module, so_far, {objective.id for objective in objectives}),
        objectives=tuple(objective.text for objective in objectives),
        lessons=tuple(_line(lesson, module, so_far, asked=lesson.id in asked) for lesson in module.lessons),
        last_attempt=finished.id if finished else "",
    )


def lesson_view(module: Module, lesson: Lesson, text: LessonText, so_far: Progress) -> LessonView:
    """The lesson, and where the person was in it."""
    ids = [each.id for each in module.lessons]
    at = ids.index(lesson.id)
    key = (lesson.id, module.major)
    return LessonView(
        id=lesson.id,
        module=module.id,
        title=lesson.title,
        number=at + 1,
        of=len(ids),
        minutes=lesson.minutes,
        blocks=text.blocks,
        glossary=text.glossary,
        refs=lesson.refs,
        law_as_of=lesson.law_as_of,
        place=min(so_far.places.get(key, 0), BLOCK * len(text.blocks) - 1),
        read=key in so_far.read,
        previous=ids[at - 1] if at else "",
        next=ids[at + 1] if at + 1 < len(ids) else "",
    )


def unread(module: Module, so_far: Progress) -> tuple[LessonLine, ...]:
    """The lessons asked of the person that they have not read to the end."""
    asked = asked_lessons(module, so_far.lines_of(module.id))
    lines = (_line(lesson, module, so_far, asked=True) for lesson in asked)
    return tuple(line for line in lines if not line.read)


def _questions(desk: Desk, module: Module, so_far: Progress, objectives: AbstractSet[str]) -> int:
    """How many the check asks: one that was begun what it was drawn with, another what it would be drawn with now."""
    running = so_far.running(AttemptKind.MODULE_CHECK, module.id)
    if running is not None:
        return len(running.form.items)
    if module.id in so_far.attesting:
        return attestation_questions(desk, module, so_far)
    pool = asked_of(desk.course.bodies[module.id].questions, asked_lessons(module, so_far.lines_of(module.id)))
    there = sum(q.objective in objectives and not q.retired for q in pool)
    return min(max(SHORTEST_CHECK, PER_OBJECTIVE * len(objectives)), there)


def _line(lesson: Lesson, module: Module, so_far: Progress, *, asked: bool) -> LessonLine:
    read = (lesson.id, module.major) in so_far.read
    return LessonLine(id=lesson.id, title=lesson.title, minutes=lesson.minutes, read=read, asked=asked)
