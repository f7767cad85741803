"""Confidence: how sure somebody was, weighed against how right they were (certainty-based marking).

Marks 1, 2, 3 for a right answer and 0, -2, -6 for a wrong one at confidence 1, 2, 3 (Gardner-Medwin, UCL; Moodle CBM):
level 2 pays above a chance of two in three, level 3 above four in five, so that honesty pays best.

Invariant: nothing here decides whether somebody passes; it orders what to look at again, and is for the learner only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.assessment.response import Response

LEVELS = (1, 2, 3)
SURE = 3
_RIGHT = {1: 1, 2: 2, 3: 3}
_WRONG = {1: 0, 2: -2, 3: -6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How sure somebody was of what."""

    told: int
    """Answers with a confidence; the others are left out of all that follows."""
    right: int
    sure: int
    """Answers at the highest confidence."""
    sure_and_wrong: tuple[str, ...]
    """Ids of questions that were not right though one was sure, in the order asked."""
    unsure_and_right: int
    """Right answers at the lowest confidence."""
    mark: int
    """The sum of the marks: between -6 and 3 an answer."""


def mark(score: float, confidence: int) -> int:
    """The mark of one answer; one that is right in part counts as wrong."""
    return _RIGHT[confidence] if score == 1 else _WRONG[confidence]


def calibration(given: Sequence[Response]) -> Calibration:
    """Over the responses of one attempt."""
    told = [(each, each.confidence) for each in given if each.confidence is not None]
    return Calibration(
        told=len(told),
        right=sum(each.score == 1 for each, _ in told),
        sure=sum(level == SURE for _, level in told),
        sure_and_wrong=tuple(each.question for each, level in told if level == SURE and each.score < 1),
        unsure_and_right=sum(level == LEVELS[0] and each.score == 1 for each, level in told),
        mark=sum(mark(each.score, level) for each, level in told),
    )
