"""Questions as records keep them, under their digest.

Invariant: what comes back is exactly what was kept, or an error; a stored question that was altered never is.
"""

from __future__ import annotations

import json
from functools import lru_cache

from trainer.content.codec import canonical, from_plain, to_plain
from trainer.content.digest import question_digest
from trainer.content.questions import Question
from trainer.errors import RecordsError


def question_to_json(question: Question) -> str:
    """The whole question as canonical JSON, as records keep it under its digest."""
    return canonical(to_plain(question))


@lru_cache(1024)
def question_from_json(text: str) -> Question:
    """The question again, exactly; RecordsError where the text is damaged or was altered.

    Remembered by the whole text, so that an altered one is never taken for what it was.
    """
    try:
        question: Question = from_plain(Question, json.loads(text))
        sound = question_digest(question) == question.digest
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecordsError("A stored question cannot be read.", "Restore the records from a backup.") from error
    if not sound:
        raise RecordsError(
            f"The stored question {question.id} does not match its digest: it was altered.",
            "Restore the records from a backup.",
        )
    return question
