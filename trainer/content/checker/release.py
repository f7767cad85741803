"""content.lock of each root agrees with the modules that came from it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding, Severity
from trainer.content.lock import lock_problems


def unreleased(checked: Checked) -> Iterator[Finding]:
    """A module that was changed since its release, or never released."""
    roots = checked.places.roots
    for root in dict.fromkeys(roots.values()):
        own = [module for module, source in roots.items() if source == root]
        for found in lock_problems(checked.course, root.modules / "content.lock", own):
            yield Finding(Severity.ERROR, found.file, found.line, found.column, "unreleased", found.what, found.remedy)
