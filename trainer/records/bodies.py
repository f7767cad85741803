"""Questions as they were shown, kept by digest: an attempt goes on as it began, whatever changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from trainer.assessment.form import Item
from trainer.content.codec import canonical
from trainer.content.questions import Question
from trainer.content.stored import question_from_json, question_to_json
from trainer.errors import RecordsError
from trainer.records.store import Store

_BODY = "SELECT digest, body FROM body WHERE digest = ?"


def keep(store: Store, questions: Iterable[Question]) -> None:
    """Keep each question that is not kept yet, inside a write transaction."""
    for question in questions:
        if store.row("SELECT 1 FROM body WHERE digest = ?", (question.digest,)) is None:
            store.insert("body", {"digest": question.digest, "body": question_to_json(question)})


def digest_of_shown(store: Store, items: Iterable[Item]) -> str:
    """SHA-256, hex, over the kept questions of a form, to the last letter: what nobody is asked of them too."""
    kept = {row["digest"]: row["body"] for item in items for row in store.rows(_BODY, (item.digest,))}
    return digest_of({digest: hashlib.sha256(body.encode()).hexdigest() for digest, body in kept.items()})


def digest_of(hashes: Mapping[str, str]) -> str:
    """The same, from each question's digest and the SHA-256 of its text."""
    return hashlib.sha256(canonical(hashes).encode()).hexdigest()


def question_shown(store: Store, item: Item) -> Question:
    """The question as it was when the attempt began, whatever the content says now."""
    row = store.row("SELECT body FROM body WHERE digest = ?", (item.digest,))
    question = question_from_json(row["body"]) if row else None
    if question is None or question.digest != item.digest:
        raise RecordsError(f"The question {item.question} is not as it was recorded.", "Run 'trainer doctor'.")
    return question
