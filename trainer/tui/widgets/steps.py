"""The one next action, as the first line of a list."""

from __future__ import annotations

from textual.content import Content
from textual.widgets.option_list import Option

from trainer.service.views import NextStep, Step
from trainer.text import safe

NEXT = "next"
"""The option's id."""


def next_option(step: NextStep, of: str = "") -> Option:
    """The first line of a list: what to do now, of which module."""
    if step.step == Step.WAIT:
        return Option(Content.assemble(("…  ", "$text-warning"), (safe(step.label), "bold")), id=NEXT)
    if step.step == Step.NOTHING:
        return Option(Content.assemble(("✓  ", "$text-success"), (safe(step.label), "bold")), id=NEXT)
    lead = Content.assemble(("NEXT  ", "bold $accent"), (safe(step.label), "bold"))
    return Option(Content.assemble(lead, (f"\n      {safe(of)}" if of else "", "$text-muted")), id=NEXT)
