"""One lesson's file becomes a ``Lesson``.

Invariant: a lesson that leaves here belongs to its module (its id and objectives do), lists exactly the facts that it
uses, and has its digest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from trainer.content import digest
from trainer.content.body import LessonText
from trainer.content.facts import Fact
from trainer.content.inline import Lexicon
from trainer.content.markdown import Body, Line, split
from trainer.content.models import Lesson
from trainer.content.places import Places
from trainer.content.shapes import Shapes, may_be_empty
from trainer.content.source import read_text
from trainer.content.types.report import Report
from trainer.content.yamltree import parse
from trainer.errors import Problem


def read_lesson(
    path: Path,
    module: str,
    objectives: Collection[str] | None,
    facts: Mapping[str, Fact] | None,
    shapes: Shapes,
    places: Places,
    problems: list[Problem],
) -> tuple[Lesson, LessonText] | None:
    """Head and text, or None with problems. ``objectives`` and ``facts`` are None where they are unknown."""
    text = read_text(path, problems)
    parts = None if text is None else split(path, text, problems)
    if parts is None:
        return None
    front, lines = parts
    tree = parse(path, front, problems, first_line=2, omit=may_be_empty())
    lesson = None if tree is None else shapes.lesson.read(tree, problems)
    if tree is None or lesson is None:
        return None
    places.add(lesson.id, tree, (), problems)
    report = Report(tree, (), problems)
    _check_front(lesson, module, objectives, report)
    lexicon = Lexicon(facts=facts, listed=lesson.facts)
    body = Body(path, lesson.title, lexicon, problems)
    body.check_gaps(lines)
    written = LessonText(blocks=body.blocks(_without_margins(lines)), glossary=tuple(lexicon.glossary))
    _check_facts(lesson, lexicon, facts, report)
    return replace(lesson, digest=digest.lesson_digest(lesson, written)), written


def _without_margins(lines: list[Line]) -> list[Line]:
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _check_front(lesson: Lesson, module: str, objectives: Collection[str] | None, report: Report) -> None:
    if not re.fullmatch(re.escape(module) + r"\.L[1-9][0-9]{0,2}", lesson.id):
        report(("id",), f"the lesson id `{lesson.id}` in module {module}", f"Write it as `{module}.L1`")
    if lesson.digest:
        report(("digest",), "unknown field `digest`", "Remove it; the program works it out")
    for index, objective in enumerate(lesson.objectives):
        if objectives is not None and objective not in objectives:
            report(("objectives", index), f"no objective `{objective}` in module.yaml", "Correct it, or add it there")


def _check_facts(lesson: Lesson, lexicon: Lexicon, facts: Mapping[str, Fact] | None, report: Report) -> None:
    for index, fact in enumerate(lesson.facts):
        if facts is not None and fact not in facts:
            report(("facts", index), f"the fact `{fact}` is not in facts.yaml", "Add it there, or correct the id")
        elif fact not in lexicon.used:
            report(("facts", index), f"the fact `{fact}` is listed but not used", "Use it in the text, or remove it")
