"""What a module says and asks: its lessons' texts and its questions.

Invariant: as in ``models``; a body belongs to the module whose id it stands under in ``Course.bodies``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.content.questions import Question
from trainer.content.vocabulary import CalloutKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A run of a lesson's Markdown, facts filled in and glossary terms spelled out."""

    markdown: str
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A box of a lesson: law, house rule, good practice, case, ask, job aid."""

    callout: CalloutKind
    title: str
    """Empty where the kind's own name is title enough."""
    markdown: str
    kind: Literal["callout"] = "callout"

    @property
    def head(self) -> str:
        """The line above it: its kind in words, and its title unless that begins with the same words."""
        words = self.callout.words
        if not self.title or self.title.startswith(words):
            return self.title or words
        return f"{words}: {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """An ungraded question that the reader answers in their head, then uncovers."""

    question: str
    answer: str
    kind: Literal["recall"] = "recall"


Block = Prose | Callout | Recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A legal term and its plain meaning, given where the term is first used."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonText:
    """A lesson's text in reading order, from the Markdown below its front matter."""

    blocks: tuple[Block, ...]
    glossary: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleBody:
    """Everything of a module that is read or asked, its head apart."""

    texts: dict[str, LessonText]
    """Lesson id to its text."""
    questions: tuple[Question, ...]
