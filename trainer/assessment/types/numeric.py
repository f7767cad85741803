"""``numeric``: the value within its tolerance and the right unit (Moodle numerical; CURRICULUM 3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.content.questions import Numeric
from trainer.content.types.numeric import is_right, value_is_right
from trainer.errors import InputError

HALF = 0.5
_VALUE = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,6})?")


def shuffled(question: Numeric) -> tuple[str, ...]:
    """Nothing: units have an order of their own."""
    return ()


def read(question: Numeric, given: Sequence[str]) -> tuple[str, ...]:
    """``("22", "days")``: digits, with a point where needed, then one of the units. Empty for a blank."""
    if not given:
        return ()
    if len(given) != 2 or not _VALUE.fullmatch(given[0].strip()):
        raise InputError("That is no number.", "Write digits, with a point where needed, such as 22 or 2.5.")
    if given[1] not in question.units:
        raise InputError("That is none of the units.", f"Choose one of: {', '.join(question.units)}.")
    # One spelling for one number: 022, +22 and 22.0 are the same answer.
    return f"{float(given[0]) + 0.0:.6f}".rstrip("0").rstrip("."), given[1]


def score(question: Numeric, given: tuple[str, ...], *, lenient: bool) -> float:
    """1 for value and unit; in practice a half for the right value in a wrong unit."""
    if not given:
        return 0.0
    value, unit = float(given[0]), given[1]
    if is_right(question.answer, value, unit):
        return 1.0
    return HALF if lenient and value_is_right(question.answer, value) else 0.0


def in_words(question: Numeric, given: tuple[str, ...]) -> tuple[str, ...]:
    """``22 days``."""
    return (" ".join(given),) if given else ()


def key(question: Numeric) -> tuple[str, ...]:
    """The right value and unit."""
    return read(question, (f"{question.answer.value:.6f}", question.answer.unit))
