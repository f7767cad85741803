"""The one next action: how it looks in a list, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from trainer.errors import TrainerError
from trainer.service.views import NextStep, Step
from trainer.text import safe

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

NEXT = "next"
"""The option's id."""


def next_option(step: NextStep, of: str = "") -> Option:
    """The first line of a list: what to do now, of which module."""
    if step.step == Step.NOTHING:
        return Option(Content.assemble(("✓  ", "$text-success"), (safe(step.label), "bold")), id=NEXT)
    lead = Content.assemble(("NEXT  ", "bold $accent"), (safe(step.label), "bold"))
    return Option(Content.assemble(lead, (f"\n      {safe(of)}" if of else "", "$text-muted")), id=NEXT)


def follow(app: TrainerApp, step: NextStep) -> None:
    """Go where the step leads; what cannot be done is said, and one stays."""
    try:
        match step.step:
            case Step.LESSON:
                app.open_lesson(step.module, step.lesson)
            case Step.CHECK | Step.RESUME:
                app.open_check(step.module)
            case Step.NOTHING:
                app.bell()
    except TrainerError as error:
        app.notify(str(error), severity="error", markup=False)
