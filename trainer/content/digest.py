"""Digests: SHA-256, hex, over the canonical JSON of what a learner can meet.

Invariant: two contents have one digest if and only if a learner would see the same words, choose among the same
options and be scored in the same way. Who wrote or reviewed it, comments and key order change nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trainer.content.codec import canonical, to_plain
from trainer.content.models import Course, Lesson, Module, Track

if TYPE_CHECKING:
    from trainer.content.body import LessonText
    from trainer.content.questions import Question

_NOT_MET = frozenset(
    ("digest", "author", "reviewer", "status", "confirmed", "level", "audience", "jurisdiction", "law_as_of", "retired")
)
"""Fields of a question that no learner sees and no score depends on."""


def of(plain: Any) -> str:
    """The digest of plain data."""
    return hashlib.sha256(canonical(plain).encode("utf-8")).hexdigest()


def question_digest(question: Question) -> str:
    """Over what is asked, what each option says and explains, the references shown, and the scoring."""
    plain = to_plain(question, sparse=True)
    for option in (*plain.get("options", ()), *plain.get("reasons", ())):
        option.pop("quote", None)
    return of({name: value for name, value in plain.items() if name not in _NOT_MET})


def lesson_digest(lesson: Lesson, text: LessonText) -> str:
    """Over title and text, with facts and terms filled in: a corrected fact is another lesson."""
    return of({"id": lesson.id, "title": lesson.title, "blocks": to_plain(text.blocks, sparse=True)})


def module_digest(module: Module, questions: Sequence[Question]) -> str:
    """Over its parts' digests, without its version: an unchanged module keeps its digest under a new number.

    What it says of its changes is part of it: it decides what holders are asked, and they read it.
    """
    changes = {"changes": to_plain(module.changes, sparse=True)} if module.changes else {}
    return of(
        {
            "id": module.id,
            "title": module.title,
            "objectives": to_plain(module.objectives, sparse=True),
            "pass_mark": module.pass_mark,
            "lessons": [lesson.digest for lesson in module.lessons],
            "questions": [[q.digest, q.retired] for q in questions],
            **changes,
        }
    )


def track_digest(track: Track) -> str:
    """Over everything that the track asks for."""
    return of(to_plain(track, sparse=True))


def course_digest(course: Course) -> str:
    """Over every module, its version too, and every track."""
    modules = [[module.id, module.version, module.digest] for module in course.modules]
    return of({"modules": modules, "tracks": [track_digest(track) for track in course.tracks]})
