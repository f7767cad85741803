"""Testing out: a sequential test for staff who may know it already (Wald's SPRT, 1945; CURRICULUM 3.2).

After each answer the log-likelihood ratio of mastery 0.90 against 0.65 moves by +0.325 or -1.253; it passes at 2.890
and stops at -2.251, which keeps a wrong pass near 5 % and a wrong stop near 10 %. Two early misses end it, kindly.

Invariant: nobody passes without reaching the boundary, with a critical question missed, or with a critical objective
that gave no question.
"""

from __future__ import annotations

from enum import Enum, auto
from math import log

from trainer.assessment.form import Form, Item
from trainer.assessment.scoring import Scores, full

NOVICE, MASTER = 0.65, 0.90
"""The shares of right answers that are told apart: p0 and p1."""
FALSE_PASS, FALSE_STOP = 0.05, 0.10
"""Alpha and beta."""
RIGHT = log(MASTER / NOVICE)
WRONG = log((1 - MASTER) / (1 - NOVICE))
UPPER = log((1 - FALSE_STOP) / FALSE_PASS)
LOWER = log(FALSE_STOP / (1 - FALSE_PASS))


class Verdict(Enum):
    """What the answers so far say."""

    GO_ON = auto()
    MASTERED = auto()
    NOT_YET = auto()


def verdict(right: int, wrong: int) -> Verdict:
    """By the number of answers that were fully right, and of the others."""
    ratio = right * RIGHT + wrong * WRONG
    if ratio >= UPPER:
        return Verdict.MASTERED
    return Verdict.NOT_YET if ratio <= LOWER else Verdict.GO_ON


def next_item(form: Form, scores: Scores) -> Item | None:
    """What to ask next: form order until the boundary, then one of each critical objective that was not asked."""
    so_far = _verdict(form, scores)
    if so_far is Verdict.NOT_YET or _missed_critical(form, scores):
        return None
    ahead = [item for item in form.items if item.question not in scores]
    if so_far is Verdict.GO_ON:
        return ahead[0] if ahead else None
    owed = _owed(form, scores)
    return next((item for item in ahead if item.objective in owed), None)


def passed(form: Form, scores: Scores) -> bool:
    """Whether the answers prove mastery."""
    so_far = _verdict(form, scores)
    return so_far is Verdict.MASTERED and not _missed_critical(form, scores) and not _owed(form, scores)


def _verdict(form: Form, scores: Scores) -> Verdict:
    asked = [item for item in form.items if item.question in scores]
    right = sum(full(scores, item.question) for item in asked)
    return verdict(right, len(asked) - right)


def _missed_critical(form: Form, scores: Scores) -> bool:
    return any(i.critical and i.question in scores and not full(scores, i.question) for i in form.items)


def _owed(form: Form, scores: Scores) -> set[str]:
    """Critical objectives of which nothing was asked yet."""
    asked = {item.objective for item in form.items if item.question in scores}
    return {item.objective for item in form.items if item.critical} - asked
