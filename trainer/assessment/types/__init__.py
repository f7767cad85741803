"""How a response to each question type is read and scored: one file a type, listed here once.

Each file has five functions, and a front end or record never needs more of a type than these give:

    shuffled(question)                  ids of the parts whose order a form draws; a tuple
    read(question, given)               the response in its one normal form, so that equal answers are equal rows;
                                        InputError where it is no possible answer
    score(question, given, lenient=)    0 to 1, of a response that was read; ``lenient`` in practice only
    key(question)                       a response that scores 1
    in_words(question, given)           the texts that a response chose, for the person's own copy

Invariant: the key scores 1, a blank scores 0, the order in which parts were shown changes nothing, and a wrong mark
more never raises a score (CURRICULUM 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from trainer.assessment.types import branch, match, multiple, numeric, order, single, spot, true_false_reason
from trainer.content.questions import Question

Given = tuple[str, ...]
"""A response in its normal form."""


class TypeRules(Protocol):
    """What each file here offers."""

    def shuffled(self, question: Any) -> Given: ...

    def read(self, question: Any, given: Sequence[str]) -> Given: ...

    def score(self, question: Any, given: Given, *, lenient: bool) -> float: ...

    def key(self, question: Any) -> Given: ...

    def in_words(self, question: Any, given: Given) -> Given: ...


_TYPES: Mapping[str, TypeRules] = {
    "single": single,
    "multiple": multiple,
    "true_false_reason": true_false_reason,
    "order": order,
    "match": match,
    "branch": branch,
    "spot": spot,
    "numeric": numeric,
}


def of(question: Question) -> TypeRules:
    """The rules of the question's type."""
    return _TYPES[question.type]
