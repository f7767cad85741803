"""Recording one answer: whose turn is it, read it, grade it, and end the attempt with the last one.

Invariant: all of it inside the caller's one write transaction; the same request again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.assessment import sequence, types
from trainer.assessment.form import Item
from trainer.assessment.grading import grade
from trainer.assessment.kinds import EVIDENCE, LENIENT
from trainer.assessment.response import Response
from trainer.assessment.scoring import Scores
from trainer.assessment.types import branch
from trainer.content.questions import Branch, Question
from trainer.content.types.branch import END
from trainer.errors import Conflict, InputError, RecordsError
from trainer.records import attempts, bodies, steps
from trainer.records.attempts import Attempt, State
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service import finishing, relearn
from trainer.service.desk import Desk
from trainer.text import encodable

LONGEST_REQUEST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was sent."""

    question: str
    chosen: tuple[str, ...]
    request_id: str
    confidence: int | None


def record(
    desk: Desk, store: Store, person: Person, attempt: Attempt, answer: Answer
) -> tuple[Response | None, Attempt]:
    """The recorded response, None where a scenario goes on with its next scene; and the attempt as it is now."""
    if not 0 < len(answer.request_id) <= LONGEST_REQUEST_ID or not encodable(answer.request_id):
        raise InputError("A request id has 1 to 64 characters.", "Send a fresh random one with each new answer.")
    if (saved := attempts.by_request(store, answer.request_id)) is not None:
        return _same(store, attempt, saved, answer), attempt
    if (step := steps.by_request(store, answer.request_id)) is not None:
        path = steps.path(store, attempt.n)[: step.n]
        if (step.attempt, step.question, path) != (attempt.n, answer.question, answer.chosen):
            raise _used()
        return None, attempt
    scores = attempts.scores(store, attempt.n)
    item = _whose_turn(desk, store, attempt, scores, answer)
    question = bodies.question_shown(store, item)
    if isinstance(question, Branch) and _goes_on(store, attempt, question, answer):
        return None, attempt
    response = _graded(attempt, len(scores) + 1, question, answer)
    attempts.save_response(store, response)
    if sequence.next_item(attempt.kind, attempt.form, {**scores, response.question: response.score}) is None:
        attempt = finishing.finish(desk, store, person, attempt)
    return response, attempt


def on_turn(attempt: Attempt, scores: Scores) -> Item:
    """The item whose turn it is in an open attempt with these scores."""
    item = sequence.next_item(attempt.kind, attempt.form, scores)
    if item is None:
        raise RecordsError("That attempt asks nothing more, and yet it is open.", "Run 'trainer evidence verify'.")
    return item


def _same(store: Store, attempt: Attempt, saved: Response, answer: Answer) -> Response:
    """What that request recorded, if it is the same answer."""
    if (saved.attempt, saved.question) != (attempt.n, answer.question):
        raise _used()
    question = bodies.question_shown(store, sequence.item_of(attempt.form, saved.question))
    if types.of(question).read(question, answer.chosen) != saved.chosen:
        raise _used()
    return saved


def _whose_turn(desk: Desk, store: Store, attempt: Attempt, scores: Scores, answer: Answer) -> Item:
    if attempt.state != State.OPEN:
        raise Conflict("This attempt is finished.", "Start a new one from the module's screen.")
    if (first := relearn.owed_now(desk, store, attempt, scores)) is not None:
        raise Conflict("A lesson comes first.", f"Read “{first.lesson.title}” ({first.lesson.id}) to its end.")
    item = on_turn(attempt, scores)
    if item.question != answer.question:
        raise Conflict("It is another question's turn.", "Answer the question that is shown now.")
    if not answer.chosen:
        raise InputError("No answer was chosen.", "Choose one first.")
    if attempt.kind in EVIDENCE:
        desk.pace.refuse_too_soon((attempt.id, item.question, len(steps.path(store, attempt.n))))
    return item


def _goes_on(store: Store, attempt: Attempt, question: Branch, answer: Answer) -> bool:
    """Record the next choice of a scenario; False where it was the last one, or there is none to add."""
    so_far = steps.path(store, attempt.n)
    if answer.chosen[:-1] != so_far:
        raise Conflict("The scenario is at another scene.", "Choose in the scene that is shown now.")
    if branch.scene(question, answer.chosen) == END:
        steps.clear(store, attempt.n)
        return False
    step = steps.Step(
        attempt=attempt.n,
        n=len(answer.chosen),
        question=question.id,
        chosen=answer.chosen[-1],
        request_id=answer.request_id,
    )
    steps.add(store, step)
    return True


def _graded(attempt: Attempt, position: int, question: Question, answer: Answer) -> Response:
    return grade(
        question,
        answer.chosen,
        attempt=attempt.n,
        position=position,
        request_id=answer.request_id,
        lenient=attempt.kind in LENIENT,
        confidence=answer.confidence,
    )


def _used() -> Conflict:
    return Conflict("That request id was used for another answer.", "Send each new answer with a fresh one.")
