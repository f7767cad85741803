"""The result of a finished attempt, by objective."""

from __future__ import annotations

from trainer.assessment import confidence
from trainer.assessment.confidence import Calibration
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import ObjectiveScore, outcome
from trainer.assessment.response import Response
from trainer.records.attempts import Attempt, State
from trainer.records.store import Store
from trainer.service import completing, naming, present
from trainer.service.check_views import ObjectiveLine, Result
from trainer.service.desk import Desk
from trainer.service.progress import progress
from trainer.service.reading import unread
from trainer.text import plural


def result(desk: Desk, store: Store, attempt: Attempt, given: tuple[Response, ...]) -> Result:
    """What came of it. ``given`` are its responses."""
    scores = {response.question: response.score for response in given}
    judged = outcome(attempt.kind, attempt.form, scores)
    so_far = progress(desk)
    module = desk.course.module(attempt.module) if attempt.module else None
    completed = completing.rests_on(store, attempt)
    # A pass of an older major version completes nothing, whatever is read.
    counts = attempt.kind == AttemptKind.MODULE_CHECK and module is not None and module.major == attempt.major
    asked = [item.question for item in attempt.form.items if item.question in scores]
    how_sure = confidence.calibration(given)
    return Result(
        attempt=attempt.id,
        kind=attempt.kind,
        module=attempt.module,
        heading=naming.heading(desk, attempt),
        passed=attempt.state == State.PASSED,
        percent=attempt.percent or 0.0,
        pass_mark=attempt.form.pass_mark,
        right=sum(scores[name] == 1 for name in asked),
        total=len(asked),
        missed_critical=len(judged.missed_critical),
        objectives=tuple(_objective(desk, line) for line in judged.objectives),
        completed=completed,
        attests=bool(attempt.form.attests),
        lessons_left=unread(module, so_far) if counts and module and not completed else (),
        positions=tuple(each.position for each in given if present.tellable(attempt, each)),
        sure_and_wrong=len(how_sure.sure_and_wrong),
        calibration=_in_words(how_sure),
        again_from=so_far.again_from(attempt.kind, attempt.module, attempt.track),
        finished_at=attempt.finished_at or "",
    )


def _in_words(found: Calibration) -> str:
    """How sure one was and how right, for the learner only (CURRICULUM 3.6)."""
    if not found.told:
        return ""
    wrong = len(found.sure_and_wrong)
    if wrong:
        return f"You were sure of {wrong} that {'was' if wrong == 1 else 'were'} wrong; start there."
    if found.unsure_and_right:
        return f"You were not sure of {plural(found.unsure_and_right, 'answer')} that you had right. Trust yourself."
    return "You were as sure as you were right." if found.sure else "Nothing that you were sure of was wrong."


def _objective(desk: Desk, line: ObjectiveScore) -> ObjectiveLine:
    module = desk.course.module(line.objective.partition(".")[0])
    lessons = module.lessons if module else ()
    return ObjectiveLine(
        id=line.objective,
        text=naming.objective(desk, line.objective),
        critical=line.critical,
        points=line.points,
        asked=line.asked,
        met=line.met,
        made_good=line.made_good,
        lesson=next((lesson.title for lesson in lessons if line.objective in lesson.objectives), ""),
    )
