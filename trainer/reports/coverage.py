"""The coverage report: what the course should teach, where it does, and with how many questions it is assessed.

Invariant: one line for each code of the brief, each objective and each legal reference that may be cited, taught or
not; so that a gap is a line to read, not one that is missing. Recitals explain articles and have no lines. Retired
questions assess nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from trainer.content.models import Course, Objective
from trainer.content.questions import Question
from trainer.content.refs import Refs


class Kind(StrEnum):
    """What is to be covered."""

    CODE = "brief code"
    OBJECTIVE = "objective"
    REFERENCE = "legal reference"


class State(StrEnum):
    """Whether it is."""

    BOTH = "taught and assessed"
    TAUGHT = "taught only"
    ASSESSED = "assessed only"
    NEITHER = "neither"


class CoverageRow(NamedTuple):
    """One thing to be covered."""

    kind: Kind
    id: str
    """``T18``, ``M04.O3``, ``GDPR 6`` for the article with all its parts, or a source word for word as it is cited."""
    text: str
    """The claim, the objective, or the title of the article or source."""
    taught: str
    """Ids of the lessons, in reading order, joined by a comma and a space; empty where none teaches it."""
    assessed: int
    """How many questions ask about it: of a code, those of the objectives that cover it."""
    state: State


def coverage(course: Course, claims: Mapping[str, str], refs: Refs) -> Iterator[CoverageRow]:
    """The lines: codes as ``claims`` (coverage.yaml) has them, objectives as the modules do, then ``refs``."""
    objectives = [objective for module in course.modules for objective in module.objectives]
    asked = [question for body in course.bodies.values() for question in body.questions if not question.retired]
    questions = Counter(question.objective for question in asked)
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    for code, text in claims.items():
        taught = [lesson.id for lesson in lessons if code in lesson.covers]
        yield _row(Kind.CODE, code, text, taught, _of_code(code, objectives, questions))
    for objective in objectives:
        taught = [lesson.id for lesson in lessons if objective.id in lesson.objectives]
        yield _row(Kind.OBJECTIVE, objective.id, objective.text, taught, questions[objective.id])
    for source, title in _sources(refs):
        taught = [lesson.id for lesson in lessons if _cites(lesson.refs, source)]
        yield _row(Kind.REFERENCE, source, title, taught, _citing(source, asked))


def _of_code(code: str, objectives: Sequence[Objective], questions: Mapping[str, int]) -> int:
    return sum(questions.get(each.id, 0) for each in objectives if code in each.covers)


def _sources(refs: Refs) -> Iterator[tuple[str, str]]:
    """What may be cited, with its title: articles by number, then the other sources as they are listed."""
    # By length, then by sign: by number, and no error for a key that is none.
    for number in sorted(refs.articles, key=lambda key: (len(key), key)):
        yield f"GDPR {number}", refs.articles[number].title
    yield from refs.others.items()


def _citing(source: str, asked: Sequence[Question]) -> int:
    return sum(_cites(question.refs, source) for question in asked)


def _cites(citations: Sequence[str], source: str) -> bool:
    """``GDPR 6(1)(f)`` cites ``GDPR 6``, and ``GDPR 61`` does not. Nor is a whole a citation of its part."""
    return any(each == source or each.startswith(f"{source}(") for each in citations)


def _row(kind: Kind, name: str, text: str, taught: Sequence[str], assessed: int) -> CoverageRow:
    states = {
        (True, True): State.BOTH,
        (True, False): State.TAUGHT,
        (False, True): State.ASSESSED,
        (False, False): State.NEITHER,
    }
    return CoverageRow(kind, name, text, ", ".join(taught), assessed, states[bool(taught), assessed > 0])
