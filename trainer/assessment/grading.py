"""Grading: one function a question type, chosen by the question's class.

Invariant: a score lies in [0, 1]; the key scores 1, a blank scores 0, the order in which options were
shown or chosen changes nothing, and adding a wrong mark never raises a score (CURRICULUM 3.1). A new type
adds its file beside ``single.py`` and one line to ``_SCORERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from trainer.assessment import multiple, single
from trainer.assessment.response import Response
from trainer.content.questions import Multiple, Question, Single
from trainer.errors import InputError

_SCORERS: dict[type, Callable[[Any, frozenset[str]], float]] = {Single: single.score, Multiple: multiple.score}


def grade(question: Question, chosen: Sequence[str], *, attempt: int, position: int, request_id: str) -> Response:
    """The response to record. Raises :class:`InputError` where ``chosen`` is no possible answer."""
    marks = _marks(question, chosen)
    return Response(
        attempt=attempt,
        position=position,
        question=question.id,
        digest=question.digest,
        chosen=tuple(option.id for option in question.options if option.id in marks),
        score=_SCORERS[type(question)](question, marks),
        request_id=request_id,
    )


def choices(question: Question) -> int:
    """How many options may be chosen."""
    return question.choose if isinstance(question, Multiple) else 1


def _marks(question: Question, chosen: Sequence[str]) -> frozenset[str]:
    marks = frozenset(chosen)
    unknown = marks - {option.id for option in question.options}
    if unknown:
        raise InputError("That answer is not one of the options.", "Choose from the letters shown.")
    if len(marks) > choices(question):
        raise InputError(f"That is more than {choices(question)}.", f"Choose {choices(question)}.")
    return marks
