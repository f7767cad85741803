"""Enough questions for each objective, so that a second attempt meets new ones (rubric 4.1.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding
from trainer.content.models import CertificationRule

ENOUGH, ENOUGH_CRITICAL = 5, 8
EXAMINATION = 30
"""Questions that an examination asks at least (DESIGN section 6)."""


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


def too_small_to_examine(checked: Checked) -> Iterator[Finding]:
    """A track with an examination whose objectives have fewer than 30 questions together."""
    objective_of = [question.objective for question in checked.questions()]
    for track in checked.course.tracks:
        if track.certification != CertificationRule.EXAMINATION:
            continue
        wanted = {name for part in track.modules for name in part.objectives}
        whole = {part.module for part in track.modules if not part.objectives}
        count = sum(name in wanted or name.partition(".")[0] in whole for name in objective_of)
        if count < EXAMINATION:
            what = f"the examination of the track {track.id} has {count} questions to draw from"
            remedy = f"Write {EXAMINATION - count} more, or write `certification: modules`"
            yield checked.error("small-examination", (f"track {track.id}",), what, remedy)
