"""``single``: one right answer, 1 or 0, no negative marks (Moodle: single-answer grades are positive)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment.types.marks import known
from trainer.content.questions import Single
from trainer.errors import InputError


def shuffled(question: Single) -> tuple[str, ...]:
    """The options."""
    return tuple(option.id for option in question.options)


def read(question: Single, given: Sequence[str]) -> tuple[str, ...]:
    """One option's id."""
    marks = known(given, shuffled(question))
    if len(marks) > 1:
        raise InputError("That is more than 1.", "Choose 1.")
    return marks


def score(question: Single, given: tuple[str, ...], *, lenient: bool) -> float:
    """1.0 for exactly the key, otherwise 0.0."""
    return float(given == key(question))


def in_words(question: Single, given: tuple[str, ...]) -> tuple[str, ...]:
    """The text that was chosen."""
    return tuple(option.text for option in question.options if option.id in given)


def key(question: Single) -> tuple[str, ...]:
    """The right option."""
    return tuple(option.id for option in question.options if option.key)
