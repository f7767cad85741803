"""What a score and a pass mark mean, in floats.

Invariant: what is reached in exact arithmetic is reached here: partial scores are sums of fractions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

ROUNDING = 1e-9

Scores = Mapping[str, float]
"""Question id to score, 0 to 1, of what was answered."""


def percent(scores: Scores, questions: Collection[str]) -> float:
    """0 to 100, over these questions; a missing one counts as blank, and no question at all is 0."""
    return 100 * sum(scores.get(name, 0.0) for name in questions) / len(questions) if questions else 0.0


def full(scores: Scores, question: str) -> bool:
    """Whether a question was answered fully right; one that was not answered was not."""
    return scores.get(question, 0.0) >= 1 - ROUNDING


def reached(percent: float, pass_mark: float) -> bool:
    """Whether a score reaches the pass mark."""
    return percent >= pass_mark - ROUNDING
