"""``single``: one right answer, 1 or 0, no negative marks (Moodle: single-answer grades are positive)."""

from __future__ import annotations

from trainer.content.questions import Single


def score(question: Single, marks: frozenset[str]) -> float:
    """1.0 for exactly the key, otherwise 0.0."""
    return float(marks == {option.id for option in question.options if option.key})
