"""``multiple``: hits less false marks, never below 0 (CURRICULUM 3.1; QTI ``lowerBound``, Moodle's floor)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment.types.marks import known
from trainer.content.questions import Multiple
from trainer.errors import InputError


def shuffled(question: Multiple) -> tuple[str, ...]:
    """The options."""
    return tuple(option.id for option in question.options)


def read(question: Multiple, given: Sequence[str]) -> tuple[str, ...]:
    """Ids of options, in the question's own order; not more than ``choose``."""
    marks = known(given, shuffled(question))
    if len(marks) > question.choose:
        raise InputError(f"That is more than {question.choose}.", f"Choose {question.choose}.")
    return marks


def score(question: Multiple, given: tuple[str, ...], *, lenient: bool) -> float:
    """``max(0, hits/K - false/(N-K))``, or 1 and 0 where the question says all or nothing."""
    keys = {option.id for option in question.options if option.key}
    marks = set(given)
    if question.scoring.mode == "all_or_nothing":
        return float(marks == keys)
    spare = len(question.options) - len(keys)
    return max(0.0, len(marks & keys) / len(keys) - len(marks - keys) / spare)


def in_words(question: Multiple, given: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that were chosen."""
    return tuple(option.text for option in question.options if option.id in given)


def key(question: Multiple) -> tuple[str, ...]:
    """The right options."""
    return tuple(option.id for option in question.options if option.key)
