"""Grading: a response is read and scored by the rules of its question's type.

Invariant: a score lies in [0, 1], and grading twice gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment import types
from trainer.assessment.confidence import LEVELS
from trainer.assessment.response import Response
from trainer.content.questions import Question
from trainer.errors import InputError


def grade(
    question: Question,
    given: Sequence[str],
    *,
    attempt: int,
    position: int,
    request_id: str,
    lenient: bool = False,
    confidence: int | None = None,
) -> Response:
    """The response to record. Raises :class:`InputError` where ``given`` is no possible answer.

    ``lenient`` and ``confidence`` are for practice and refreshers.
    """
    if confidence is not None and (not lenient or type(confidence) is not int or confidence not in LEVELS):
        raise InputError("That is no degree of confidence here.", "Say 1, 2 or 3, in practice only.")
    rules = types.of(question)
    read = rules.read(question, given)
    return Response(
        attempt=attempt,
        position=position,
        question=question.id,
        digest=question.digest,
        chosen=read,
        score=rules.score(question, read, lenient=lenient),
        request_id=request_id,
        confidence=confidence,
    )
