"""Enough questions for each objective, so that a second attempt meets new ones (rubric 4.1.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding

ENOUGH, ENOUGH_CRITICAL = 5, 8


def too_small(checked: Checked) -> Iterator[Finding]:
    """An objective with fewer than 5 questions, or 8 where it is critical."""
    asked = Counter(question.objective for question in checked.questions())
    for module in checked.course.modules:
        for objective in module.objectives:
            wanted = ENOUGH_CRITICAL if objective.critical else ENOUGH
            if asked[objective.id] < wanted:
                kind = "a critical objective" if objective.critical else "an objective"
                what = f"{objective.id} has {asked[objective.id]} questions, {kind} needs {wanted}"
                remedy = f"Write {wanted - asked[objective.id]} more in the module's bank"
                yield checked.error("small-pool", (objective.id,), what, remedy)
