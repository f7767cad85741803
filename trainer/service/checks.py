"""Being tested: begin or resume, one question at a time, answer, result.

Invariant: an answer is graded and recorded in one transaction, and only then does its explanation leave this module;
the last answer also ends the attempt and records what it proves, in that same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment import sequence
from trainer.assessment.kinds import EVIDENCE, EXPLAINED_AT_ONCE, AttemptKind
from trainer.errors import Conflict, InputError
from trainer.records import attempts, bodies, steps
from trainer.records.attempts import Attempt, State
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service import answering, opening, present, relearn, results
from trainer.service.answering import Answer
from trainer.service.check_views import Feedback, LessonFirst, Presented, Result
from trainer.service.desk import Desk
from trainer.service.naming import heading
from trainer.service.opening import Subject
from trainer.service.pace import words_of
from trainer.service.views import NextStep, Step
from trainer.text import encodable

_UNKNOWN = "There is no such attempt of yours."


class Checks:
    """The uses of one person who is being tested."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, name: str) -> str:
        """The id of the attempt at this module's check: the unfinished one, or a new one.

        Here and in the other beginnings: :class:`Conflict` where it is too early, with what to do first.
        """
        return self._start(Subject(kind=AttemptKind.MODULE_CHECK, module=self._desk.module(name)))

    def test_out(self, name: str) -> str:
        """The same for proving that one knows a module already; no lesson is asked, and one may try every 30 days."""
        return self._start(Subject(kind=AttemptKind.TEST_OUT, module=self._desk.module(name)))

    def practise(self, name: str) -> str:
        """The same for a handful of questions that nothing follows from."""
        return self._start(Subject(kind=AttemptKind.PRACTICE, module=self._desk.module(name)))

    def certify(self, track: str) -> str:
        """The same for a track's examination, once its modules are completed."""
        self._desk.begin()
        return self._start(Subject(kind=AttemptKind.CERTIFICATION, track=opening.examined(self._desk, track)))

    def refresh(self) -> str:
        """The same for a refresher over everything that was completed."""
        return self._start(Subject(kind=AttemptKind.REFRESHER))

    def take(self, step: NextStep) -> str:
        """The same for whatever the next step offers, where that is to be tested."""
        match step.step:
            case Step.RESUME:
                return step.attempt
            case Step.CHECK | Step.ATTEST:
                return self.start(step.module)
            case Step.TEST_OUT:
                return self.test_out(step.module)
            case Step.PRACTICE:
                return self.practise(step.module)
            case Step.CERTIFY:
                return self.certify(step.track)
            case Step.REFRESH:
                return self.refresh()
        raise InputError("That step is no test.", "Do what it says first.")

    def question(self, attempt_id: str) -> Presented | LessonFirst | None:
        """The question whose turn it is, or the lesson that comes before it; None once the attempt is finished."""
        store = self._desk.store
        # One moment for all reads: another window may answer between them.
        with store.snapshot():
            attempt = self._mine(store, self._desk.me(), attempt_id)
            if attempt.state != State.OPEN:
                return None
            scores = attempts.scores(store, attempt.n)
            if (first := relearn.owed_now(self._desk, store, attempt, scores)) is not None:
                return present.lesson_first(self._desk, attempt, first)
            item = answering.on_turn(attempt, scores)
            question, path = bodies.question_shown(store, item), steps.path(store, attempt.n)
        shown = present.present(attempt, heading(self._desk, attempt), len(scores) + 1, item, question, path)
        if attempt.kind in EVIDENCE:
            self._desk.pace.show((attempt.id, item.question, len(path)), words_of(shown.asked))
        return shown

    def answer(
        self,
        attempt_id: str,
        question_id: str,
        chosen: Sequence[str],
        request_id: str,
        confidence: int | None = None,
    ) -> Feedback | None:
        """Grade and record an answer, then explain it. The same ``request_id`` again gives the same result.

        None where there is nothing to explain yet: in a scenario whose next scene follows, and where explanations come
        at the end. ``chosen`` is a response of the question's type (``assessment.types``), of a scenario the path so
        far; ``confidence`` is 1 to 3, in practice and refreshers only.

        Raises :class:`Conflict` where it is not, or no longer, that question's turn, :class:`TooSoon` where nobody can
        have read it yet, and :class:`InputError` where ``chosen`` is no possible answer; nothing is recorded then.
        """
        answer = Answer(question=question_id, chosen=tuple(chosen), request_id=request_id, confidence=confidence)
        with self._desk.learning() as (store, person):
            mine = self._mine(store, person, attempt_id)
            saved, attempt = answering.record(self._desk, store, person, mine, answer)
            if saved is None or attempt.kind not in EXPLAINED_AT_ONCE:
                return None
            question = bodies.question_shown(store, sequence.item_of(attempt.form, saved.question))
        return present.explain(attempt, question, saved)

    def feedback(self, attempt_id: str, position: int) -> Feedback:
        """The explanation of an answer that was given earlier; positions count from 1.

        :class:`Conflict` where it was not given, or may not be explained: during a certification, and after a failed
        one where it was right.
        """
        store = self._desk.store
        attempt = self._mine(store, self._desk.me(), attempt_id)
        given = {response.position: response for response in attempts.responses(store, attempt.n)}
        if position not in given:
            raise Conflict("That question has not been answered yet.", "Answer it first.")
        if not present.tellable(attempt, given[position]):
            raise Conflict("That answer is not explained.", "See the result by objective once the attempt is over.")
        question = bodies.question_shown(store, sequence.item_of(attempt.form, given[position].question))
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
        return results.result(self._desk, store, attempt, given)

    def _start(self, subject: Subject) -> str:
        with self._desk.learning() as (store, person):
            return opening.start(self._desk, store, person, subject).id

    def _mine(self, store: Store, person: Person, attempt_id: str) -> Attempt:
        """An attempt of the person who asks. Another's is as unknown as one that never was."""
        attempt = attempts.get(store, attempt_id) if encodable(attempt_id) else None
        if attempt is None or attempt.person != person.n:
            raise InputError(_UNKNOWN, "See 'trainer status' for what you have begun.")
        return attempt
