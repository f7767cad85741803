"""Questions as they were shown, kept by digest: an attempt goes on as it began, whatever changed since."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.assessment.forms import Item
from trainer.content.questions import Question
from trainer.content.stored import question_from_json, question_to_json
from trainer.errors import RecordsError
from trainer.records.store import Store


def keep(store: Store, questions: Iterable[Question]) -> None:
    """Keep each question that is not kept yet, inside a write transaction."""
    for question in questions:
        if store.row("SELECT 1 FROM body WHERE digest = ?", (question.digest,)) is None:
            store.insert("body", {"digest": question.digest, "body": question_to_json(question)})


def question_shown(store: Store, item: Item) -> Question:
    """The question as it was when the attempt began, whatever the content says now."""
    row = store.row("SELECT body FROM body WHERE digest = ?", (item.digest,))
    question = question_from_json(row["body"]) if row else None
    if question is None or question.digest != item.digest:
        raise RecordsError(f"The question {item.question} is not as it was recorded.", "Run 'trainer doctor'.")
    return question
