"""The course brief's claims: a code that is covered exists (rubric 4.2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding
from trainer.content.models import Lesson, Objective


def unknown(checked: Checked) -> Iterator[Finding]:
    """A ``covers`` code that coverage.yaml does not have."""
    things: list[Objective | Lesson] = [o for module in checked.course.modules for o in module.objectives]
    for thing in [*things, *checked.lessons()]:
        for index, code in enumerate(thing.covers):
            if code not in checked.shared.coverage:
                what = f"the code `{code}` is not in coverage.yaml"
                yield checked.error(
                    "unknown-claim", (thing.id, "covers", index), what, "Correct the code, or remove it"
                )
