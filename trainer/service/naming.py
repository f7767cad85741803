"""What things are called where the content may no longer have them, and what an attempt is about."""

from __future__ import annotations

from trainer.assessment.kinds import AttemptKind
from trainer.records.attempts import Attempt
from trainer.service.desk import Desk

_WHAT = {AttemptKind.TEST_OUT: ": what you know", AttemptKind.PRACTICE: ": practice"}


def title(desk: Desk, module_id: str) -> str:
    """A module's title; its id where the content no longer has it."""
    found = desk.course.module(module_id)
    return found.title if found else module_id


def objective(desk: Desk, name: str) -> str:
    """An objective in words; its id where the content no longer has it."""
    module = desk.course.module(name.partition(".")[0])
    return next((o.text for o in module.objectives if o.id == name), name) if module else name


def heading(desk: Desk, attempt: Attempt) -> str:
    """What an attempt is about, in words."""
    if attempt.kind == AttemptKind.REFRESHER:
        return "Refresher"
    if attempt.track:
        track = desk.rules().tracks.get(attempt.track)
        return f"Examination: {track.title if track else attempt.track}"
    what = ": what is new" if attempt.form.attests else _WHAT.get(attempt.kind, "")
    return f"{attempt.module}  {title(desk, attempt.module)}{what}"
