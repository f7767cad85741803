"""A new major version says what it changed, so that those who hold the module are asked about that alone."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule


def _unnamed(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        if module.major >= 2 and all(change.major != module.major for change in module.changes):
            what = (
                f"{module.id} does not say what version {module.major} changed,"
                " so everybody who holds it does the whole module again"
            )
            remedy = f"Name the objectives in `changes`, with `major: {module.major}`, if it is only about some"
            yield Found((module.id, "version"), what, remedy)


RULES = (
    Rule(
        id="unnamed-changes",
        severity=Severity.WARNING,
        says="A module at version 2.0 or later says in `changes` what that version changed.",
        why="Whoever holds the module is asked again about what changed. Without the list they do all of it again.",
        mend="Add an entry to `changes` in module.yaml, with the objectives that changed.",
        source="DESIGN section 5",
        find=_unnamed,
    ),
)
