"""Enough questions for each objective, so that a second attempt meets new ones (rubric 4.1.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.models import CertificationRule

A_SITTING = 2
"""Questions of one objective in a module check (DESIGN section 6)."""
ENOUGH, ENOUGH_CRITICAL = 3 * A_SITTING, 8
EXAMINATION = 30
"""Questions that an examination asks at least (DESIGN section 6)."""
TYPES = 2


def wanted(*, critical: bool) -> int:
    """Questions that an objective needs."""
    return ENOUGH_CRITICAL if critical else ENOUGH


def _too_small(checked: Checked) -> Iterator[Found]:
    asked = Counter(question.objective for question in checked.questions())
    for module in checked.course.modules:
        for objective in module.objectives:
            enough = wanted(critical=objective.critical)
            if asked[objective.id] < enough:
                kind = "a critical objective" if objective.critical else "an objective"
                what = f"{objective.id} has {asked[objective.id]} questions, {kind} needs {enough}"
                yield Found((objective.id,), what, f"Write {enough - asked[objective.id]} more in the module's bank")


def _one_type(checked: Checked) -> Iterator[Found]:
    for module, questions in checked.banks():
        for objective in module.objectives:
            types = {question.type for question in questions if question.objective == objective.id}
            if len(types) == 1:
                what = f"all questions of {objective.id} are of the type {types.pop()}"
                yield Found((objective.id,), what)


def _too_small_to_examine(checked: Checked) -> Iterator[Found]:
    objective_of = [question.objective for question in checked.questions()]
    for track in checked.course.tracks:
        if track.certification != CertificationRule.EXAMINATION:
            continue
        named = {name for part in track.modules for name in part.objectives}
        whole = {part.module for part in track.modules if not part.objectives}
        count = sum(name in named or name.partition(".")[0] in whole for name in objective_of)
        if count < EXAMINATION:
            what = f"the examination of the track {track.id} has {count} questions to draw from"
            remedy = f"Write {EXAMINATION - count} more, or write `certification: modules`"
            yield Found((f"track {track.id}",), what, remedy)


RULES = (
    Rule(
        id="small-pool",
        severity=Severity.ERROR,
        says=f"An objective has {ENOUGH} questions or more, three times what a sitting draws; a critical one has"
        f" {ENOUGH_CRITICAL}.",
        why="A second attempt has to meet new questions, or it tests memory of the first.",
        mend="Write more questions for the objective, in other settings.",
        source="CURRICULUM 4.1.12",
        find=_too_small,
    ),
    Rule(
        id="one-type",
        severity=Severity.WARNING,
        says=f"An objective is assessed by questions of {TYPES} types or more.",
        why="One form alone is learned as a form. To choose, to order and to spot ask for different skills.",
        mend="Write one as another type: `order` for procedures, `match` for principles, `spot` for texts and forms.",
        source="CURRICULUM 4.1.12",
        find=_one_type,
    ),
    Rule(
        id="small-examination",
        severity=Severity.ERROR,
        says=f"The objectives of a track with an examination have {EXAMINATION} questions together.",
        why="With ten questions, four in ten of those who master 70 percent pass a cut of 80; with thirty, one in six.",
        mend="Write more questions, or certify the track by its modules.",
        source="CURRICULUM 3.2",
        find=_too_small_to_examine,
    ),
)
