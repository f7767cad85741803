"""Which modules in use are not as they were released: without a parser, for whoever only asks that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.content.models import Course
from trainer.content.source import ContentRoot

_RELEASED = re.compile(r'^  ([^\s:]+): \{version: "([^"]+)", digest: "([0-9a-f]{64})"\}$', re.MULTILINE)
"""A line of content.lock as ``lock.release`` writes it."""


def drafts(course: Course, roots: Sequence[ContentRoot]) -> tuple[str, ...]:
    """Such as ``M50 2.0``: modules that no content.lock names with this version and this content."""
    released: set[tuple[str, ...]] = set()
    for root in roots:
        lock = root.modules / "content.lock"
        if lock.is_file():
            released.update(_RELEASED.findall(lock.read_text(encoding="utf-8", errors="replace")))
    return tuple(f"{m.id} {m.version}" for m in course.modules if (m.id, m.version, m.digest) not in released)
