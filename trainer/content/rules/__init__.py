"""The own rules of each question type: what its shape alone cannot say. One file a type, listed here once.

Invariant: a question that passes can be graded; its module, objective and criticality agree with the module's manifest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trainer.content.questions import Question
from trainer.content.rules import multiple, single
from trainer.content.rules.report import Report

OF_TYPE: Mapping[str, Callable[..., None]] = {"single": single.check, "multiple": multiple.check}


def check(question: Question, report: Report) -> None:
    """Report everything about the question that its type forbids."""
    OF_TYPE[question.type](question, report)
