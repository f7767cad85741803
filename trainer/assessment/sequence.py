"""Whose turn it is: the next question of an attempt, or none.

Invariant: a pure function of kind, form and scores, so that whoever comes back stands at the same question.
"""

from __future__ import annotations

from trainer.assessment import remedy, testout
from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import REMEDIED, AttemptKind
from trainer.assessment.remedy import Remedy
from trainer.assessment.scoring import Scores, percent, reached


def next_item(kind: AttemptKind, form: Form, scores: Scores) -> Item | None:
    """The question to answer now; None once the attempt is over."""
    if kind == AttemptKind.TEST_OUT:
        return testout.next_item(form, scores)
    own = next((item for item in form.items if item.question not in scores), None)
    if own is not None:
        return own
    owed = next_remedy(kind, form, scores)
    return owed.ahead if owed else None


def next_remedy(kind: AttemptKind, form: Form, scores: Scores) -> Remedy | None:
    """The missed critical question to make good now; None where there is none, or no way to pass any more."""
    if kind not in REMEDIED or any(item.question not in scores for item in form.items):
        return None
    if not reached(percent(scores, [item.question for item in form.items]), form.pass_mark):
        return None
    owed = [each for each in remedy.remedies(form, scores) if not each.made_good]
    if any(each.ahead is None for each in owed):
        # One that cannot be made good any more decides: nobody is asked on for nothing.
        return None
    return owed[0] if owed else None


def item_of(form: Form, question: str) -> Item:
    """The item of a question that the form asks; KeyError where it does not."""
    found = next((item for item in form.every if item.question == question), None)
    if found is None:
        raise KeyError(question)
    return found
