"""Every question type, listed once.

A new type is one file in each room that has to know it, with the type's name: ``content/types`` (its shape and rules),
``assessment/types`` (reading and scoring a response), ``service/showing`` (what may be shown of it before and after
the answer), ``tui/answers`` (its widget) and ``cli/answers`` (its typed form); and one line in each room's list: here,
and in the ``__init__`` of the other four.

Invariant: as in ``models``. A key is in these values, so they stay on the service's side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_args

from trainer.content.types import branch, match, multiple, numeric, order, single, spot, true_false_reason
from trainer.content.types.branch import Branch
from trainer.content.types.common import Option, QuestionCommon
from trainer.content.types.match import Match
from trainer.content.types.multiple import Multiple, MultipleScoring
from trainer.content.types.numeric import Numeric
from trainer.content.types.order import Order
from trainer.content.types.single import Single
from trainer.content.types.spot import Spot
from trainer.content.types.true_false_reason import TrueFalseReason

if TYPE_CHECKING:
    from trainer.content.types.report import Report

__all__ = [
    "KINDS",
    "TYPES",
    "Branch",
    "Match",
    "Multiple",
    "MultipleScoring",
    "Numeric",
    "Option",
    "Order",
    "Question",
    "QuestionCommon",
    "Single",
    "Spot",
    "TrueFalseReason",
    "check",
]

Question = Single | Multiple | TrueFalseReason | Order | Match | Branch | Spot | Numeric
KINDS: tuple[type[QuestionCommon], ...] = get_args(Question)
_RULES: Mapping[str, Callable[[Any, Report], None]] = {
    "single": single.check,
    "multiple": multiple.check,
    "true_false_reason": true_false_reason.check,
    "order": order.check,
    "match": match.check,
    "branch": branch.check,
    "spot": spot.check,
    "numeric": numeric.check,
}
TYPES = tuple(_RULES)
"""The words for ``type:``."""


def check(question: Question, report: Report) -> None:
    """Report everything that the question's own type forbids: what its shape alone cannot say.

    A question that passes can be graded.
    """
    _RULES[question.type](question, report)
