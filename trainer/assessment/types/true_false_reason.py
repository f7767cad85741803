"""``true_false_reason``: verdict and reason count together (two-tier items, Treagust 1988; CURRICULUM 3.1)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.content.questions import TrueFalseReason
from trainer.errors import InputError

VERDICTS = ("true", "false")
HALF = 0.5


def shuffled(question: TrueFalseReason) -> tuple[str, ...]:
    """The reasons; the verdicts stand as they are."""
    return tuple(reason.id for reason in question.reasons)


def read(question: TrueFalseReason, given: Sequence[str]) -> tuple[str, ...]:
    """``("false", "a")``: a verdict, then a reason's id. Empty for a blank."""
    if not given:
        return ()
    if len(given) != 2 or given[0] not in VERDICTS or given[1] not in shuffled(question):
        raise InputError("That is no verdict with a reason.", "Say true or false, and choose one reason.")
    return tuple(given)


def score(question: TrueFalseReason, given: tuple[str, ...], *, lenient: bool) -> float:
    """1 where both are right; where one is, 0, and in practice a half."""
    if not given:
        return 0.0
    right_reason = next(reason.id for reason in question.reasons if reason.key)
    right = (given[0] == VERDICTS[0]) == question.key, given[1] == right_reason
    if all(right):
        return 1.0
    return HALF if lenient and any(right) else 0.0


def in_words(question: TrueFalseReason, given: tuple[str, ...]) -> tuple[str, ...]:
    """The verdict and the reason's text."""
    return given[:1] + tuple(reason.text for reason in question.reasons if reason.id in given[1:])


def key(question: TrueFalseReason) -> tuple[str, ...]:
    """The right verdict and the right reason."""
    return VERDICTS[0 if question.key else 1], next(reason.id for reason in question.reasons if reason.key)
