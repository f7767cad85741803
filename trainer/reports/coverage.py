"""The coverage report: what the course should teach, where it does, and with how many questions it is assessed.

Invariant: one line for each code of the brief, each objective and each legal reference that may be cited, taught or
not; so that a gap is a line to read, not one that is missing. A code or objective counts where a reviewer confirmed it
against the text of the lesson or question, and by no tag alone. Recitals explain articles and have no lines. Retired
questions assess nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from trainer.content import confirmed
from trainer.content.models import Course
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
    """How many questions ask about it, as their reviewers confirmed."""
    state: State


def coverage(course: Course, claims: Mapping[str, str], refs: Refs) -> Iterator[CoverageRow]:
    """The lines: codes as ``claims`` (coverage.yaml) has them, objectives as the modules do, then ``refs``."""
    objectives = [objective for module in course.modules for objective in module.objectives]
    asked = [question for body in course.bodies.values() for question in body.questions if not question.retired]
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    by_lesson, by_question = confirmed.taught(course), confirmed.assessed(course)
    wanted = [(Kind.CODE, code, text) for code, text in claims.items()]
    wanted += [(Kind.OBJECTIVE, objective.id, objective.text) for objective in objectives]
    for kind, name, text in wanted:
        yield _row(kind, name, text, by_lesson.get(name, ()), by_question[name])
    for source, title in _sources(refs):
        citing = [lesson.id for lesson in lessons if _cites(lesson.refs, source)]
        yield _row(Kind.REFERENCE, source, title, citing, _citing(source, asked))


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
