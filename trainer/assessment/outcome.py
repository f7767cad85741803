"""The outcome of an attempt: score by objective, and passed or not.

Invariant: a high score never buys back a missed critical question; only fresh parallel questions do (CURRICULUM 3.2,
DESIGN section 6). Their points count for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.assessment import remedy, testout
from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import REMEDIED, AttemptKind
from trainer.assessment.scoring import Scores, full, percent, reached


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """How one objective went."""

    objective: str
    critical: bool
    points: float
    asked: int
    met: bool
    """Critical: every question right, or made good. Otherwise: at least the pass mark."""
    made_good: int
    """Critical questions that were missed and made good by fresh ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a whole form."""

    passed: bool
    percent: float
    """0 to 100, of the form's own questions; fresh ones that made good a miss are not in it."""
    objectives: tuple[ObjectiveScore, ...]
    missed_critical: tuple[str, ...]
    """Ids of critical questions that were missed and not made good, in form order."""


def outcome(kind: AttemptKind, form: Form, scores: Scores) -> Outcome:
    """Judge a form by the score of each question id; a missing one counts as blank, 0.

    A test-out counts only what was asked, for it ends as soon as it knows.
    """
    items = [i for i in form.items if i.question in scores] if kind == AttemptKind.TEST_OUT else list(form.items)
    score = percent(scores, [item.question for item in items])
    good = remedy.made_good(form, scores) if kind in REMEDIED else frozenset()
    missed = tuple(i.question for i in items if i.critical and not full(scores, i.question) and i.question not in good)
    if kind == AttemptKind.TEST_OUT:
        passed = testout.passed(form, scores)
    else:
        passed = not missed and reached(score, form.pass_mark)
    by_objective = {name: [i for i in items if i.objective == name] for name in sorted({i.objective for i in items})}
    return Outcome(
        passed=passed,
        percent=score,
        objectives=tuple(_objective(form, theirs, scores, good) for theirs in by_objective.values()),
        missed_critical=missed,
    )


def _objective(form: Form, items: list[Item], scores: Scores, good: frozenset[str]) -> ObjectiveScore:
    points = sum(scores.get(item.question, 0.0) for item in items)
    critical = items[0].critical
    if critical:
        met = all(full(scores, item.question) or item.question in good for item in items)
    else:
        met = reached(100 * points / len(items), form.pass_mark)
    made_good = sum(item.question in good for item in items)
    return ObjectiveScore(
        objective=items[0].objective, critical=critical, points=points, asked=len(items), met=met, made_good=made_good
    )
