"""What may be shown of each question type before and after the answer: one file a type, listed here once.

Each file has two functions:

    ask(question, item, path)               the type's part of ``Asked``, without anything that tells the answer
    explain(question, item, given)          every part with its explanation, chosen and right ones marked

Invariant: a key is in what ``explain`` returns and in nothing else. Whether it may be shown is decided in ``present``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from trainer.assessment.form import Item
from trainer.content.questions import Question
from trainer.service.check_views import Asked, Explained
from trainer.service.showing import branch, match, multiple, numeric, order, single, spot, true_false_reason


class Shower(Protocol):
    """What each file here offers."""

    def ask(self, question: Any, item: Item, path: tuple[str, ...]) -> Asked: ...

    def explain(self, question: Any, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]: ...


_TYPES: Mapping[str, Shower] = {
    "single": single,
    "multiple": multiple,
    "true_false_reason": true_false_reason,
    "order": order,
    "match": match,
    "branch": branch,
    "spot": spot,
    "numeric": numeric,
}


def of(question: Question) -> Shower:
    """How the question's type is shown."""
    return _TYPES[question.type]


def overall(question: Question) -> str:
    """The explanation of the whole answer, or a scenario's debrief; empty for a type that explains each option."""
    return str(getattr(question, "debrief", "") or getattr(question, "why", ""))
