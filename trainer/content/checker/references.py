"""Legal citations: each one points at a text that refs.yaml lists (rubric 4.1.13)."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding


def unknown(checked: Checked) -> Iterator[Finding]:
    """A citation of something that refs.yaml does not have."""
    for thing in (*checked.lessons(), *checked.questions()):
        for index, citation in enumerate(thing.refs):
            if citation not in checked.shared.refs:
                remedy = "Correct it, or add it to refs.yaml once it was checked"
                yield checked.error("unknown-ref", (thing.id, "refs", index), f"`{citation}` cannot be cited", remedy)
