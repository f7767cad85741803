"""Taking a module check: begin or resume, one question at a time, answer, result.

Invariant: an answer is graded and recorded in one transaction, and only then does its explanation leave this module;
the last answer also ends the attempt and records what it proves, in that same transaction.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from trainer.assessment.forms import Form, draw_check
from trainer.assessment.grading import grade
from trainer.assessment.outcome import Outcome, outcome
from trainer.assessment.response import Response
from trainer.content.models import Module
from trainer.content.questions import Question
from trainer.errors import Conflict, InputError
from trainer.records import attempts, bodies, entries
from trainer.records.attempts import Attempt, AttemptKind, State
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service import completing, present
from trainer.service.check_views import Feedback, Presented, Result
from trainer.service.desk import Desk
from trainer.service.progress import asked_objectives, progress
from trainer.service.reading import unread

LONGEST_REQUEST_ID = 64
_UNKNOWN = "There is no such attempt of yours."


class Checks:
    """The uses of one person who is being tested."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, name: str) -> str:
        """The id of the attempt at this module's check: the unfinished one, or a new one."""
        module = self._desk.module(name)
        with self._desk.learning() as (store, person):
            running = attempts.open_one(store, person.n, AttemptKind.MODULE_CHECK, module.id)
            return (running or self._begin(store, person, module)).id

    def question(self, attempt_id: str) -> Presented | None:
        """The question whose turn it is; None once the attempt is finished."""
        store = self._desk.store
        # One moment for all reads: another window may answer between them.
        with store.snapshot():
            attempt = self._mine(store, self._desk.me(), attempt_id)
            if attempt.state != State.OPEN:
                return None
            position = len(attempts.responses(store, attempt.n)) + 1
            question = bodies.question_shown(store, attempt.form.items[position - 1])
        return present.present(attempt, self._desk.title(attempt.module), position, question)

    def answer(self, attempt_id: str, question_id: str, chosen: Sequence[str], request_id: str) -> Feedback:
        """Grade and record an answer, then explain it. The same ``request_id`` again gives the same result.

        Raises :class:`Conflict` where it is not, or no longer, that question's turn, and :class:`InputError` where
        ``chosen`` is no possible answer; nothing is recorded then.
        """
        if not 0 < len(request_id) <= LONGEST_REQUEST_ID:
            raise InputError("A request id has 1 to 64 characters.", "Send a fresh random one with each new answer.")
        with self._desk.learning() as (store, person):
            attempt = self._mine(store, person, attempt_id)
            saved = attempts.by_request(store, request_id)
            if saved is None:
                saved = self._record(store, person, attempt, question_id, chosen, request_id)
            elif (saved.attempt, saved.question, set(saved.chosen)) != (attempt.n, question_id, set(chosen)):
                raise Conflict("That request id was used for another answer.", "Send each new answer with a fresh one.")
            question = bodies.question_shown(store, attempt.form.items[saved.position - 1])
        return present.explain(attempt, question, saved)

    def feedback(self, attempt_id: str, position: int) -> Feedback:
        """The explanation of an answer that was given earlier; positions count from 1."""
        store = self._desk.store
        attempt = self._mine(store, self._desk.me(), attempt_id)
        given = {response.position: response for response in attempts.responses(store, attempt.n)}
        if position not in given:
            raise Conflict("That question has not been answered yet.", "Answer it first.")
        question = bodies.question_shown(store, attempt.form.items[position - 1])
        return present.explain(attempt, question, given[position])

    def result(self, attempt_id: str) -> Result:
        """The result of a finished attempt; :class:`Conflict` while it is open."""
        store = self._desk.store
        attempt = self._mine(store, self._desk.me(), attempt_id)
        if attempt.state == State.OPEN:
            raise Conflict("That attempt is not finished.", "Answer its remaining questions first.")
        given = attempts.responses(store, attempt.n)
        if not given:
            raise Conflict("The answers of that attempt are no longer kept.", "Its result stands in 'My record'.")
        module = self._desk.course.module(attempt.module)
        completed = completing.rests_on(store, attempt)
        return present.result(
            attempt,
            _judge(attempt.form, given),
            [response.score for response in given],
            module,
            completed=completed,
            lessons_left=() if completed or module is None else unread(module, progress(self._desk)),
        )

    def _begin(self, store: Store, person: Person, module: Module) -> Attempt:
        asked = asked_objectives(module, progress(self._desk).lines_of(module.id))
        pool = self._desk.course.bodies[module.id].questions
        form = draw_check(
            pool,
            asked,
            seed=secrets.randbits(32),
            pass_mark=module.pass_mark,
            met=attempts.met_questions(store, person.n, module.id),
        )
        drawn = {item.question for item in form.items}
        attempt = Attempt(
            n=0,
            id=uuid.uuid4().hex,
            person=person.n,
            kind=AttemptKind.MODULE_CHECK,
            module=module.id,
            version=module.version,
            digest=module.digest,
            form=form,
            state=State.OPEN,
            percent=None,
            attestation=self._desk.attestation,
            started_at=self._desk.now(),
            finished_at=None,
        )
        bodies.keep(store, (question for question in pool if question.id in drawn))
        return attempts.begin(store, attempt)

    def _record(
        self, store: Store, person: Person, attempt: Attempt, question_id: str, chosen: Sequence[str], request_id: str
    ) -> Response:
        given = attempts.responses(store, attempt.n)
        question = self._whose_turn(store, attempt, given, question_id)
        if not chosen:
            raise InputError("No answer was chosen.", "Choose one first.")
        position = len(given) + 1
        response = grade(question, chosen, attempt=attempt.n, position=position, request_id=request_id)
        attempts.save_response(store, response)
        if position == len(attempt.form.items):
            self._finish(store, person, attempt, (*given, response))
        return response

    def _whose_turn(self, store: Store, attempt: Attempt, given: tuple[Response, ...], question_id: str) -> Question:
        if attempt.state != State.OPEN:
            raise Conflict("This attempt is finished.", "Start a new one from the module's screen.")
        item = attempt.form.items[len(given)]
        if item.question != question_id:
            raise Conflict("It is another question's turn.", "Answer the question that is shown now.")
        return bodies.question_shown(store, item)

    def _finish(self, store: Store, person: Person, attempt: Attempt, given: tuple[Response, ...]) -> None:
        judged = _judge(attempt.form, given)
        now = self._desk.now()
        closed = attempts.close(store, attempt, State.PASSED if judged.passed else State.FAILED, judged.percent, now)
        payload = {
            "attempt": attempt.id,
            "module": attempt.module,
            "version": attempt.version,
            "digest": attempt.digest,
            "percent": round(judged.percent, 2),
            "pass_mark": attempt.form.pass_mark,
            "attestation": attempt.attestation,
            "record": attempts.record_digest(closed),
            "responses": attempts.responses_digest(given),
            "shown": bodies.digest_of_shown(store, attempt.form.items),
        }
        kind = entries.Kind.PASSED_ATTEMPT if judged.passed else entries.Kind.FAILED_ATTEMPT
        entries.append(store, kind, payload, at=now, actor_ref=person.ref, person_ref=person.ref)
        if judged.passed:
            completing.complete_if_read(self._desk, store, person, attempt.module)

    def _mine(self, store: Store, person: Person, attempt_id: str) -> Attempt:
        """An attempt of the person who asks. Another's is as unknown as one that never was."""
        attempt = attempts.get(store, attempt_id)
        if attempt is None or attempt.person != person.n:
            raise InputError(_UNKNOWN, "See 'trainer status' for what you have begun.")
        return attempt


def _judge(form: Form, given: Sequence[Response]) -> Outcome:
    return outcome(form, {response.question: response.score for response in given})
