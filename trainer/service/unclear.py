"""``This is unclear``: what a reader tells the authors about a lesson or question, without saying who says so.

Invariant: the records learn that it was said once more, and nothing else. That one person counts once is held in the
memory of the program alone (``said``).
"""

from __future__ import annotations

from trainer.errors import InputError
from trainer.records import unclear
from trainer.service.desk import Desk
from trainer.text import safe


def say_unclear(desk: Desk, name: str) -> None:
    """Count it for the lesson or question with this id, as it is worded today; :class:`InputError` for none."""
    digest = _digest(desk, name)
    with desk.learning() as (store, _):
        if desk.said.before(desk.login, digest):
            return
        unclear.add(store, digest)
    desk.said.note(desk.login, digest)


def _digest(desk: Desk, name: str) -> str:
    module = desk.course.module(name[:3])
    if module is not None:
        for thing in (*module.lessons, *desk.course.bodies[module.id].questions):
            if thing.id == name:
                return thing.digest
    raise InputError(f"There is no lesson or question {safe(name)!r}.", "Say it where you read it.")
