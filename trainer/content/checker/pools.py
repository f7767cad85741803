"""Enough questions for each objective, so that a second attempt meets new ones (rubric 4.1.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trainer.content.audience import asked_of
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.models import CertificationRule, Objective, Part, Track
from trainer.content.questions import Question

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
            if 0 < len(types) < TYPES:
                what = f"all questions of {objective.id} are of the type {', '.join(sorted(types))}"
                yield Found((objective.id,), what)


def _too_small_for_some(checked: Checked) -> Iterator[Found]:
    for track, index, part, asked in _parts(checked):
        for objective in _objectives(checked, part):
            count = sum(question.objective == objective.id for question in asked)
            enough = wanted(critical=objective.critical)
            whole = sum(q.objective == objective.id for q in checked.questions())
            if count < enough <= whole:
                what = f"of {objective.id} only {count} questions are for those who read its part of {track.id}"
                yield Found((f"track {track.id}", "modules", index), what)


def _too_small_to_examine(checked: Checked) -> Iterator[Found]:
    for track in checked.course.tracks:
        if track.certification != CertificationRule.EXAMINATION:
            continue
        count = 0
        for _, _, part, asked in (each for each in _parts(checked) if each[0] is track):
            names = {objective.id for objective in _objectives(checked, part)}
            count += sum(question.objective in names for question in asked)
        if count < EXAMINATION:
            what = f"the examination of the track {track.id} has {count} questions to draw from"
            remedy = f"Write {EXAMINATION - count} more, or write `certification: modules`"
            yield Found((f"track {track.id}",), what, remedy)


def _parts(checked: Checked) -> Iterator[tuple[Track, int, Part, list[Question]]]:
    """Each part of each track, with the questions that whoever reads it can be asked."""
    for track in checked.course.tracks:
        for index, part in enumerate(track.modules):
            module = checked.course.module(part.module)
            if module is not None:
                lessons = [each for each in module.lessons if not part.lessons or each.id in part.lessons]
                there = [q for q in checked.course.bodies[module.id].questions if not q.retired]
                yield track, index, part, asked_of(there, lessons)


def _objectives(checked: Checked, part: Part) -> list[Objective]:
    module = checked.course.module(part.module)
    found = module.objectives if module else ()
    return [each for each in found if not part.objectives or each.id in part.objectives]


def _untaught(checked: Checked) -> Iterator[Found]:
    for track in checked.course.tracks:
        for index, part in enumerate(track.modules):
            module = checked.course.module(part.module)
            lessons = module.lessons if module and part.lessons else ()
            taught = {name for each in lessons if each.id in part.lessons for name in each.objectives}
            for objective in _objectives(checked, part) if lessons else ():
                if objective.id not in taught:
                    what = f"{track.id} asks for {objective.id}, and none of the lessons that it names teaches that"
                    yield Found((f"track {track.id}", "modules", index), what)


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
        id="untaught-part",
        severity=Severity.ERROR,
        says="A track that asks for some lessons of a module asks for the objectives that these teach.",
        why="People would be tested on what nobody gave them to read.",
        mend="Name the lesson that teaches it, or list the `objectives` that are asked.",
        source="CURRICULUM 4.2.6",
        find=_untaught,
    ),
    Rule(
        id="small-part",
        severity=Severity.ERROR,
        says="An objective that a track asks of some readers has as many questions for them as it needs.",
        why="Who reads the core of a module is not asked what is for marketing; with too few left, nobody could pass.",
        mend="Write more questions with `audience: [all]`, or name the part's `objectives` without this one.",
        source="CURRICULUM 4.1.12",
        find=_too_small_for_some,
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
