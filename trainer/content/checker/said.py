"""All that a question says to a learner, wherever in it that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from trainer.content.questions import Question
from trainer.content.yamltree import Step

_SAID = frozenset(("stem", "text", "why", "left", "right_options", "debrief"))
_NOT_SAID = frozenset(("audience", "jurisdiction", "refs", "covers", "confirmed", "id", "author", "reviewer"))


def said(question: Question) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Each text of a question that a learner reads, before or after answering, with its place in the question."""
    return _said(question, (), shown=False)


def _said(part: Any, path: tuple[Step, ...], *, shown: bool) -> Iterator[tuple[tuple[Step, ...], str]]:
    if isinstance(part, str):
        if shown and part:
            yield path, part
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _said(each, (*path, name), shown=shown)
    elif isinstance(part, tuple):
        for index, each in enumerate(part):
            yield from _said(each, (*path, index), shown=shown)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in _NOT_SAID:
                yield from _said(getattr(part, field.name), (*path, field.name), shown=field.name in _SAID)
