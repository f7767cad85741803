"""Lessons that an attempt sends somebody back to: after a missed critical question, and after two failures.

Invariant: what is owed follows from the attempt and the course; what is recorded is only that a lesson was read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.assessment.outcome import outcome
from trainer.assessment.remedy import remedies
from trainer.assessment.scoring import Scores
from trainer.assessment.sequence import next_remedy
from trainer.content.models import Lesson
from trainer.records import attempts, steps
from trainer.records.attempts import Attempt, State
from trainer.records.store import Store
from trainer.service.desk import Desk
from trainer.service.progress import Progress, Subject


def lesson_of(desk: Desk, objective: str) -> tuple[str, Lesson] | None:
    """The module's id and the first lesson that teaches an objective; None where the content has none."""
    found = ((m.id, lesson) for m in desk.course.modules for lesson in m.lessons if objective in lesson.objectives)
    return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A lesson to read before the next fresh question."""

    module: str
    lesson: Lesson
    objective: str
    """Of the critical question that was missed."""
    misses: int
    """Missed critical questions that are still to be made good."""


def owed_now(desk: Desk, store: Store, attempt: Attempt, scores: Scores) -> Owed | None:
    """What an open attempt with these scores asks to be read now; None where it is read, or nothing is owed."""
    remedy = next_remedy(attempt.kind, attempt.form, scores)
    found = lesson_of(desk, remedy.missed.objective) if remedy else None
    if remedy is None or found is None or found[1].id in steps.relearned(store, attempt.n):
        return None
    left = sum(not each.made_good for each in remedies(attempt.form, scores))
    return Owed(module=found[0], lesson=found[1], objective=remedy.missed.objective, misses=left)


def owed_before(desk: Desk, so_far: Progress, subject: Subject) -> tuple[Lesson, ...]:
    """The lessons to read again before the next attempt at something, after two failures in a row."""
    last = so_far.finished(*subject)[-1]
    read = steps.relearned(desk.store, last.n)
    return tuple(lesson for lesson in _lessons(desk, _not_met(desk.store, last)) if lesson.id not in read)


def note(desk: Desk, store: Store, so_far: Progress, lesson: str) -> None:
    """A lesson's end was reached: note it for each attempt that asked for it, inside a write transaction."""
    for attempt in so_far.attempts:
        if attempt.state == State.OPEN:
            owed = owed_now(desk, store, attempt, attempts.scores(store, attempt.n))
            if owed and owed.lesson.id == lesson:
                steps.relearn(store, attempt.n, lesson)
    for subject, lessons in so_far.sent_back.items():
        if any(each.id == lesson for each in lessons):
            steps.relearn(store, so_far.finished(*subject)[-1].n, lesson)


def _not_met(store: Store, attempt: Attempt) -> list[str]:
    """Objectives that were not met; none once the answers were folded, for then nobody knows."""
    scores = attempts.scores(store, attempt.n)
    if not scores:
        return []
    return [line.objective for line in outcome(attempt.kind, attempt.form, scores).objectives if not line.met]


def _lessons(desk: Desk, objectives: Iterable[str]) -> list[Lesson]:
    found = [lesson_of(desk, name) for name in objectives]
    return list({each[1].id: each[1] for each in found if each}.values())
