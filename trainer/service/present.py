"""Turning a recorded attempt into what may be shown. The only place that decides when a key is earned.

Invariant: a key leaves this module only inside ``explain``, which needs the recorded response to that very question,
and only once the kind of attempt allows it: at once, at the end, or, after a failed certification, never.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from trainer.assessment.form import Form, Item
from trainer.assessment.kinds import EXPLAINED_AT_ONCE, LENIENT, AttemptKind
from trainer.assessment.response import Response
from trainer.assessment.scoring import full
from trainer.assessment.sequence import item_of
from trainer.content.questions import Question
from trainer.records.attempts import Attempt, State
from trainer.service import naming, showing
from trainer.service.check_views import Explained, Feedback, LessonFirst, Presented, Verdict
from trainer.service.desk import Desk
from trainer.service.relearn import Owed
from trainer.service.words import to_pass
from trainer.text import plural

_OWN_REASONS = frozenset({"single", "multiple", "spot", "branch"})
"""Types whose wrong choices each have a reason of their own. The reasons of the others name what would be right; and of
a verdict with its reason, that nothing is said of the one would give away the other."""


class Telling(Enum):
    """What may be said of the answers of an attempt."""

    NOTHING = auto()
    OWN_MISTAKES = auto()
    """Why the own choices were wrong, without the keys (DESIGN section 6)."""
    EVERYTHING = auto()


def telling(attempt: Attempt) -> Telling:
    """What may be said now."""
    if attempt.kind in EXPLAINED_AT_ONCE:
        return Telling.EVERYTHING
    if attempt.state == State.OPEN:
        return Telling.NOTHING
    if attempt.kind == AttemptKind.CERTIFICATION and attempt.state == State.FAILED:
        return Telling.OWN_MISTAKES
    return Telling.EVERYTHING


def tellable(attempt: Attempt, response: Response) -> bool:
    """Whether there is anything to say of that answer."""
    says = telling(attempt)
    # After a failure, that an answer was right would give its key away.
    return says is Telling.EVERYTHING or (says is Telling.OWN_MISTAKES and response.score < 1)


def present(
    attempt: Attempt, heading: str, position: int, item: Item, question: Question, path: tuple[str, ...]
) -> Presented:
    """The question at a position, without anything that tells the answer."""
    return Presented(
        attempt=attempt.id,
        kind=attempt.kind,
        heading=heading,
        question=question.id,
        position=position,
        total=len(attempt.form.items),
        label=label(attempt, item),
        asked=showing.of(question).ask(question, item, path),
        # A path of several choices has no one certainty.
        asks_confidence=attempt.kind in LENIENT and question.type != "branch",
        rule=_rule(attempt.kind, attempt.form) if position == 1 and not path else "",
    )


def _rule(kind: AttemptKind, form: Form) -> str:
    """What has to be reached, and what becomes of it, for whoever begins."""
    asked = f"{plural(len(form.items), 'question')}, {to_pass(form.pass_mark)}."
    match kind:
        case AttemptKind.MODULE_CHECK:
            return asked
        case AttemptKind.CERTIFICATION:
            return f"{asked} Explained at the end."
        case AttemptKind.TEST_OUT:
            return "It ends as soon as it is clear whether you know it, with every critical one right. Once in 30 days."
    return ""


def lesson_first(desk: Desk, attempt: Attempt, owed: Owed) -> LessonFirst:
    """The lesson that comes before the next fresh question."""
    return LessonFirst(
        attempt=attempt.id,
        module=owed.module,
        lesson=owed.lesson.id,
        title=owed.lesson.title,
        objective=naming.objective(desk, owed.objective),
        misses=owed.misses,
        heading=naming.heading(desk, attempt),
    )


def label(attempt: Attempt, item: Item) -> str:
    """Where a question stands in its attempt, in words."""
    form: Form = attempt.form
    at = next((n for n, each in enumerate(form.items, start=1) if each.question == item.question), None)
    if at is None:
        return "Fresh question for one you missed"
    if attempt.kind == AttemptKind.TEST_OUT:
        return f"Question {at}, of {len(form.items)} at most"
    return f"Question {at} of {len(form.items)}"


def explain(attempt: Attempt, question: Question, response: Response) -> Feedback:
    """What is said of an answer that stands in the records; ask :func:`tellable` first."""
    item = item_of(attempt.form, response.question)
    parts = showing.of(question).explain(question, item, response.chosen)
    says = telling(attempt)
    if says is not Telling.EVERYTHING:
        parts = _own_mistakes(question, parts)
    return Feedback(
        attempt=attempt.id,
        question=question.id,
        position=response.position,
        total=len(attempt.form.items),
        label=label(attempt, item),
        stem=question.stem,
        verdict=_verdict(response),
        choices=parts,
        why=showing.overall(question) if says is Telling.EVERYTHING else "",
        refs=question.refs,
        last=attempt.state != State.OPEN,
        keys_kept=says is not Telling.EVERYTHING,
    )


def _own_mistakes(question: Question, parts: tuple[Explained, ...]) -> tuple[Explained, ...]:
    if question.type not in _OWN_REASONS:
        return ()
    return tuple(replace(part, note="") for part in parts if part.chosen and not part.key and part.why)


def _verdict(response: Response) -> Verdict:
    if full({response.question: response.score}, response.question):
        return Verdict.RIGHT
    return Verdict.PARTLY if response.score > 0 else Verdict.WRONG
