"""The outcome of an attempt: score by objective, and passed or not.

Invariant: a high score never buys back a missed critical question (CURRICULUM 3.2, DESIGN section 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.assessment.forms import Form

_ROUNDING = 1e-9
"""Partial scores are sums of fractions; 80 % reached in exact arithmetic must be reached in floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """How one objective went."""

    objective: str
    critical: bool
    points: float
    asked: int
    met: bool
    """Critical: every question right. Otherwise: at least the pass mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a whole form."""

    passed: bool
    percent: float
    """0 to 100."""
    objectives: tuple[ObjectiveScore, ...]
    missed_critical: tuple[str, ...]
    """Ids of critical questions that were not fully right, in form order."""


def outcome(form: Form, scores: Mapping[str, float]) -> Outcome:
    """Judge a form by the score of each question id; a missing one counts as blank, 0."""
    points = sum(scores.get(item.question, 0.0) for item in form.items)
    percent = 100 * points / len(form.items)
    missed = tuple(i.question for i in form.items if i.critical and scores.get(i.question, 0.0) < 1 - _ROUNDING)
    return Outcome(
        passed=not missed and percent >= form.pass_mark - _ROUNDING,
        percent=percent,
        objectives=tuple(_objective(form, name, scores) for name in sorted({i.objective for i in form.items})),
        missed_critical=missed,
    )


def _objective(form: Form, name: str, scores: Mapping[str, float]) -> ObjectiveScore:
    items = [item for item in form.items if item.objective == name]
    points = sum(scores.get(item.question, 0.0) for item in items)
    critical = items[0].critical
    needed = 100 if critical else form.pass_mark
    met = 100 * points / len(items) >= needed - _ROUNDING
    return ObjectiveScore(objective=name, critical=critical, points=points, asked=len(items), met=met)
