"""``multiple``: hits less false marks, never below 0 (CURRICULUM 3.1; QTI ``lowerBound``, Moodle's floor)."""

from __future__ import annotations

from trainer.content.questions import Multiple


def score(question: Multiple, marks: frozenset[str]) -> float:
    """``max(0, hits/K - false/(N-K))``, or 1 and 0 where the question says all or nothing."""
    keys = {option.id for option in question.options if option.key}
    if question.scoring.mode == "all_or_nothing":
        return float(marks == keys)
    spare = len(question.options) - len(keys)
    lost = len(marks - keys) / spare if spare else 0.0
    return max(0.0, len(marks & keys) / len(keys) - lost)
