"""What is new in words, the same in every front end."""

from __future__ import annotations

from trainer.service.changes_views import Became, LessonChange, ModuleChanges
from trainer.service.module_views import ModuleView
from trainer.service.views import Step
from trainer.service.words import day
from trainer.text import plural

_BECAME = {
    Became.CHANGED: "changed",
    Became.ADDED: "new",
    Became.REMOVED: "no longer part of the module",
    Became.UNKNOWN: "may have changed",
}
_NOT_KEPT = (
    "The text as you learnt it is not kept, so the two cannot be compared. You can read it as it is now"
    " from the module's own screen."
)


def heading(lesson: LessonChange) -> str:
    """A lesson and what became of it: ``A reason first (M90.L1): changed``."""
    return f"{lesson.title} ({lesson.id}): {_BECAME[lesson.became]}"


def note(lesson: LessonChange) -> str:
    """What there is to say beside its paragraphs; may be empty."""
    if lesson.became is Became.UNKNOWN:
        return _NOT_KEPT
    return f"It was called “{lesson.title_before}”." if lesson.title_before else ""


def to_do(changes: ModuleChanges) -> str:
    """The one next action: ``answer 5 questions``."""
    return "go on with the questions" if changes.begun else f"answer {plural(changes.questions, 'question')}"


def only_news(view: ModuleView) -> bool:
    """Whether a module's check is about what is new alone, as far as its screen tells."""
    return any(step.step is Step.ATTEST for step in (view.card.next, *view.beside))


def stays(changes: ModuleChanges) -> str:
    """What a pass does, and does not, to what is held."""
    if changes.valid_until is None:
        return "Once you pass, you hold the new version."
    return f"Once you pass, you hold the new version, until {day(changes.valid_until)} as before."
