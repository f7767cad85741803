"""Legal citations: each points at a text that refs.yaml lists, and those that the syllabus asks for are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.checker.said import said

_CITED = re.compile(
    r"(?<!ePrivacy )\b(?P<kind>Articles?|Art\.|Recitals?|Rec\.)[\s>]+(?P<number>\d{1,3})"
    r"(?P<part>(?:\([0-9a-z]{1,2}\)){0,3})(?P<after>[^.;]{0,40})"
)
_ELSEWHERE = re.compile(r"\bof (?:the |that )?(?!GDPR)[A-Z]|\b(?:Directive|Regulation|Charter|Act|PECR)\b|ePrivacy")
"""Another law than the GDPR."""


def _unknown(checked: Checked) -> Iterator[Found]:
    for thing in (*checked.course.modules, *checked.lessons(), *checked.questions()):
        for index, citation in enumerate(thing.refs):
            if citation not in checked.shared.refs:
                remedy = "Correct it, or add it to refs.yaml once it was checked"
                yield Found((thing.id, "refs", index), f"`{citation}` cannot be cited", remedy)


def _unknown_in_text(checked: Checked) -> Iterator[Found]:
    remedy = "Correct it: there is no such part"
    for lesson in checked.lessons():
        first, lines = checked.written(lesson.id)
        text = "\n".join(lines)
        for citation, at in _cited(text):
            if citation not in checked.shared.refs:
                line = first + text.count("\n", 0, at)
                yield Found((lesson.id,), f"`{citation}` cannot be cited", remedy, line=line)
    for question in checked.questions():
        for path, words in said(question):
            for citation, _ in _cited(words):
                if citation not in checked.shared.refs:
                    yield Found((question.id, *path), f"`{citation}` cannot be cited", remedy)


def _cited(text: str) -> Iterator[tuple[str, int]]:
    """Each citation of the GDPR in a text in the form of ``refs``, and where it begins."""
    for found in _CITED.finditer(text):
        if not _ELSEWHERE.search(found["after"].split("(", 1)[0]):
            kind = "Rec " if found["kind"].startswith("Rec") else ""
            yield f"GDPR {kind}{found['number']}{found['part']}", found.start()


def _uncited(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        cited = {citation for lesson in module.lessons for citation in lesson.refs}
        for index, citation in enumerate(module.refs):
            # The whole article is cited by any part of it, and a paragraph by its points.
            if not any(each == citation or each.startswith((f"{citation}(", f"{citation}-")) for each in cited):
                yield Found((module.id, "refs", index), f"no lesson of {module.id} cites `{citation}`")


RULES = (
    Rule(
        id="unknown-ref",
        severity=Severity.ERROR,
        says="A legal reference, in `refs` or in a text, is one that refs.yaml lists.",
        why="A learner who looks it up has to find it, and an auditor will.",
        mend="Write it as `GDPR 6(1)(f)` or `GDPR Rec 47`, or word for word as refs.yaml has it.",
        source="CURRICULUM 4.1.13",
        find=lambda checked: chain(_unknown(checked), _unknown_in_text(checked)),
    ),
    Rule(
        id="uncited-ref",
        severity=Severity.ERROR,
        says="Each reference in a module's `refs` is cited by one of its lessons.",
        why="The syllabus asks for that part of the law; without the citation nobody can see that it is taught.",
        mend="Cite it in the lesson that teaches it, or take it off the module's list.",
        source="CURRICULUM 4.2.6",
        find=_uncited,
    ),
)
