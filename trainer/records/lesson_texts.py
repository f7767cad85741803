"""Lessons as they were put in force, kept by digest: whoever learnt an older version is shown what changed since.

Invariant: what comes back is the text that the digest was made of. One that was altered counts as not kept: what
somebody is told has changed must be true, and what they are asked does not depend on it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer.content.codec import canonical, from_plain, to_plain
from trainer.content.digest import of
from trainer.content.models import Lesson
from trainer.records.store import Store

if TYPE_CHECKING:
    from trainer.content.body import Block, LessonText

_IN_FORCE = "SELECT payload FROM entry WHERE kind = 'content' AND seq < ? ORDER BY seq DESC"


class KeptText(NamedTuple):
    """A lesson's text; its fields are the columns."""

    digest: str
    lesson: str
    title: str
    body: str
    """Canonical JSON of its blocks, as the digest was made of them."""

    @property
    def sound(self) -> bool:
        """Whether it is what its digest says."""
        try:
            blocks = json.loads(self.body)
        except (ValueError, RecursionError):
            return False
        return of({"id": self.lesson, "title": self.title, "blocks": blocks}) == self.digest

    def blocks(self) -> tuple[Block, ...]:
        """What it says; KeyError, TypeError or ValueError where another release wrote it in another form."""
        from trainer.content.body import LessonText

        text: LessonText = from_plain(LessonText, {"blocks": json.loads(self.body)})
        return text.blocks


def digests(store: Store) -> frozenset[str]:
    """Of every text that is kept."""
    return frozenset(row["digest"] for row in store.few("SELECT digest FROM lesson_text"))


def keep(store: Store, lessons: Iterable[tuple[Lesson, LessonText]]) -> None:
    """Keep these, which are not kept yet, inside a write transaction."""
    for digest, (lesson, text) in {lesson.digest: (lesson, text) for lesson, text in lessons}.items():
        body = canonical(to_plain(text.blocks, sparse=True))
        store.insert("lesson_text", KeptText(digest, lesson.id, lesson.title, body)._asdict())


def kept(store: Store, wanted: Collection[str]) -> dict[str, KeptText]:
    """Digest to text, of those that are kept and sound."""
    rows = (store.row("SELECT * FROM lesson_text WHERE digest = ?", (digest,)) for digest in sorted(wanted))
    texts = (KeptText(**dict(row)) for row in rows if row)
    return {text.digest: text for text in texts if text.sound}


def in_force_before(store: Store, entry: int, module: str, major: int) -> Mapping[str, str]:
    """Lesson id to digest of the module's version in force when that entry was recorded.

    Empty where it was of another major version, or from before the lessons were noted.
    """
    for row in store.rows(_IN_FORCE, (entry,)):
        said: dict[str, Any] = json.loads(row["payload"])
        if said["name"] == module:
            same = int(str(said["version"]).partition(".")[0]) == major
            found: dict[str, str] = said.get("lessons", {})
            return found if same else {}
    return {}
