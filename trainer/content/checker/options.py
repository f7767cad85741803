"""Options that give nothing away by their length, and explanations that explain (rubric 4.1.1 and 4.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from trainer.content.checker.finding import Checked, Finding
from trainer.content.questions import Multiple, Single
from trainer.content.yamltree import Step

MAX_RATIO = 1.35
WHY_LENGTH = range(40, 261)
"""Characters of an explanation."""


def lengths(checked: Checked) -> Iterator[Finding]:
    """The longest option is more than 1.35 times as long as the shortest."""
    for question in checked.questions():
        if not isinstance(question, Single | Multiple):
            continue
        sizes = [len(option.text) for option in question.options]
        ratio = max(sizes) / min(sizes)
        if ratio > MAX_RATIO:
            what = f"the longest option of {question.id} is {ratio:.2f} times as long as the shortest"
            remedy = f"Keep them within {MAX_RATIO} of each other: from {max(sizes)} characters down to {min(sizes)}"
            at = (question.id, "options", sizes.index(max(sizes)), "text")
            yield checked.error("option-length", at, what, remedy)


def whys(checked: Checked) -> Iterator[Finding]:
    """An explanation that is too short to explain, or too long to read."""
    for question in checked.questions():
        for path, why in explanations(question):
            if why and len(why) not in WHY_LENGTH:
                what = f"an explanation of {question.id} has {len(why)} characters"
                remedy = "Write 40 to 260: why it is right or wrong"
                yield checked.error("why-length", (question.id, *path), what, remedy)


def explanations(part: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Every ``why`` in a question, however deep, with its place; an empty one is a type that need not have it."""
    if isinstance(part, dict):
        for name, each in part.items():
            yield from explanations(each, (*path, name))
    elif isinstance(part, tuple):
        for index, each in enumerate(part):
            yield from explanations(each, (*path, index))
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name == "why":
                yield (*path, "why"), value
            elif field.name not in ("audience", "jurisdiction"):
                yield from explanations(value, (*path, field.name))
