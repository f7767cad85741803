"""Whom a question is for: nobody is asked about a lesson that is for others.

Invariant: a question for all is asked of everyone. One for marketing, say, is asked of whoever is to read one of the
lessons for marketing; staff who read the core of a module meet its core questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trainer.content.vocabulary import Audience

if TYPE_CHECKING:
    from trainer.content.models import Lesson
    from trainer.content.questions import Question


def asked_of(questions: Iterable[Question], lessons: Sequence[Lesson]) -> list[Question]:
    """Those of a module's questions that whoever reads these of its lessons can be asked."""
    readers = {audience for lesson in lessons for audience in lesson.audience}
    return [each for each in questions if Audience.ALL in each.audience or readers.intersection(each.audience)]
