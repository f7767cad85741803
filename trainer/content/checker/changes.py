"""A new major version says what it changed, so that those who hold the module are asked about that alone."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding


def unnamed(checked: Checked) -> Iterator[Finding]:
    """A module at major version 2 or later without an entry in ``changes`` for that version."""
    for module in checked.course.modules:
        if module.major >= 2 and all(change.major != module.major for change in module.changes):
            what = (
                f"{module.id} does not say what version {module.major} changed,"
                " so everybody who holds it does the whole module again"
            )
            remedy = f"Name the objectives in `changes`, with `major: {module.major}`, if it is only about some"
            yield checked.warning("unnamed-changes", (module.id, "version"), what, remedy)
