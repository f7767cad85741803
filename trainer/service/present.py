"""Turning a recorded attempt into what may be shown. The only place that decides when a key is earned.

Invariant: a key leaves this module only inside ``explain``, which needs the recorded response to that very question.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment.forms import Item
from trainer.assessment.grading import choices
from trainer.assessment.outcome import ObjectiveScore, Outcome
from trainer.assessment.response import Response
from trainer.content.models import Module
from trainer.content.questions import Option, Question
from trainer.records.attempts import Attempt, State
from trainer.service.check_views import Choice, Explained, Feedback, ObjectiveLine, Presented, Result, Verdict
from trainer.service.module_views import LessonLine


def present(attempt: Attempt, title: str, position: int, question: Question) -> Presented:
    """The question at a position, without anything that tells the answer."""
    shown = _in_order(question, attempt.form.items[position - 1])
    return Presented(
        attempt=attempt.id,
        module=attempt.module,
        module_title=title,
        question=question.id,
        position=position,
        total=len(attempt.form.items),
        type=question.type,
        stem=question.stem,
        choices=tuple(Choice(id=option.id, text=option.text) for option in shown),
        choose=choices(question),
    )


def explain(attempt: Attempt, question: Question, response: Response) -> Feedback:
    """What is said once the answer stands in the records."""
    shown = _in_order(question, attempt.form.items[response.position - 1])
    return Feedback(
        attempt=attempt.id,
        question=question.id,
        position=response.position,
        total=len(attempt.form.items),
        stem=question.stem,
        verdict=_verdict(response.score),
        choices=tuple(
            Explained(id=o.id, text=o.text, why=o.why, key=o.key, chosen=o.id in response.chosen) for o in shown
        ),
        refs=question.refs,
        last=response.position == len(attempt.form.items),
    )


def result(
    attempt: Attempt,
    judged: Outcome,
    scores: Sequence[float],
    module: Module | None,
    *,
    completed: bool,
    lessons_left: tuple[LessonLine, ...],
) -> Result:
    """A finished attempt, by objective. ``module`` is None where the content no longer has it."""
    return Result(
        attempt=attempt.id,
        module=attempt.module,
        module_title=module.title if module else attempt.module,
        passed=attempt.state == State.PASSED,
        percent=attempt.percent or 0.0,
        pass_mark=attempt.form.pass_mark,
        right=sum(score == 1 for score in scores),
        total=len(attempt.form.items),
        missed_critical=len(judged.missed_critical),
        objectives=tuple(_objective(line, module) for line in judged.objectives),
        completed=completed,
        lessons_left=lessons_left,
        finished_at=attempt.finished_at or "",
    )


def _in_order(question: Question, item: Item) -> tuple[Option, ...]:
    by_id = {option.id: option for option in question.options}
    return tuple(by_id[name] for name in item.options)


def _verdict(score: float) -> Verdict:
    if score == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if score > 0 else Verdict.WRONG


def _objective(line: ObjectiveScore, module: Module | None) -> ObjectiveLine:
    objectives = module.objectives if module else ()
    lessons = module.lessons if module else ()
    return ObjectiveLine(
        id=line.objective,
        text=next((o.text for o in objectives if o.id == line.objective), line.objective),
        critical=line.critical,
        points=line.points,
        asked=line.asked,
        met=line.met,
        lesson=next((lesson.title for lesson in lessons if line.objective in lesson.objectives), ""),
    )
