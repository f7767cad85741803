"""What a lesson or question is known to teach or assess: what it claims, and a reviewer found in its text.

Invariant: a tag alone counts for nothing, nor does a confirmation without a reviewer who is not the author. The checker
and the coverage report count by these functions alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from trainer.content.models import Course, Lesson
from trainer.content.questions import Question
from trainer.text import fold


def teaching(lesson: Lesson) -> tuple[str, ...]:
    """What a lesson claims to teach: objectives, then codes of the brief."""
    return (*lesson.objectives, *lesson.covers)


def assessing(question: Question, covers: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What a question can assess: its objective, and the codes that this covers."""
    return (question.objective, *covers.get(question.objective, ()))


def reviewed(thing: Lesson | Question) -> bool:
    """Whether somebody other than its author has reviewed it."""
    draft = getattr(thing, "status", "reviewed") == "draft"
    return not draft and bool(letters(thing.reviewer)) and letters(thing.reviewer) != letters(thing.author)


def letters(role: str) -> str:
    """What tells two roles apart: letters and digits, however they are spaced and written."""
    return "".join(sign for sign in fold(role) if sign.isalnum())


def taught(course: Course) -> dict[str, list[str]]:
    """Objective or code to the ids of the lessons that are confirmed to teach it, in reading order."""
    found: dict[str, list[str]] = {}
    for module in course.modules:
        for lesson in filter(reviewed, module.lessons):
            for name in teaching(lesson):
                if name in lesson.confirmed:
                    found.setdefault(name, []).append(lesson.id)
    return found


def assessed(course: Course) -> Counter[str]:
    """Objective or code to the number of questions that can be asked and are confirmed to assess it."""
    covers = {objective.id: objective.covers for module in course.modules for objective in module.objectives}
    return Counter(
        name
        for body in course.bodies.values()
        for question in body.questions
        if not question.retired and reviewed(question)
        for name in assessing(question, covers)
        if name in question.confirmed
    )
