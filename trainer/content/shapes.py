"""The shape of each content file: the types of ``models``, validated by pydantic, every error placed.

Invariant: a value that leaves here has the declared type all through; a problem names the field, its place in the file
and what to write instead. Only this module and ``schema`` import pydantic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from trainer.content import models
from trainer.content.facts import Fact
from trainer.content.fields import SOME, Recitals, SchemaNumber, bounds
from trainer.content.messages import explain_all
from trainer.content.models import STRICT, Lesson, Manifest, Track
from trainer.content.questions import KINDS, Question
from trainer.content.refs import Article, Refs
from trainer.content.yamltree import Step, Tree
from trainer.errors import Problem

T = TypeVar("T")
AnyQuestion = Annotated[Question, Field(discriminator="type")]
_MANY = bounds(min_length=1, max_length=20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFile(Manifest):
    """``module.yaml``: the manifest, and the lessons' files in reading order."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    lessons: Annotated[tuple[str, ...], SOME]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """``question_banks/<slug>.yaml``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    module: str
    questions: Annotated[tuple[AnyQuestion, ...], _MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class TracksFile:
    """``tracks.yaml``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsFile:
    """``facts.yaml``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefsFile:
    """``refs.yaml``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    articles: dict[str, Article]
    recitals: Recitals
    others: dict[str, str]

    def refs(self) -> Refs:
        return Refs(articles=self.articles, recitals=self.recitals, others=self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFile:
    """``coverage.yaml``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    claims: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What ``content.lock`` says of one module: the version in force and the digest released under it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFile:
    """``content.lock``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    schema: SchemaNumber
    modules: dict[str, Released]


class Shape(Generic[T]):
    """One type that a file, or a part of one, must have."""

    def __init__(self, kind: Any) -> None:
        self.adapter: TypeAdapter[T] = TypeAdapter(kind)

    def read(self, tree: Tree, problems: list[Problem], at: Sequence[Step] = (), data: Any = None) -> T | None:
        """The tree (or the ``data`` that stands in it at ``at``) as the type; None where it is not, with problems."""
        try:
            return self.adapter.validate_python(tree.data if data is None else data)
        except ValidationError as error:
            known = {(known.line, known.column) for known in problems if known.file == tree.file}
            found = explain_all(tree, tuple(at), error.errors(include_url=False))
            # An alias or a key that stands twice was reported already; its value is no second problem.
            problems += [one for one in found if (one.line, one.column) not in known]
            return None


class Shapes:
    """The shape of each kind of file. Building one costs milliseconds, so it is built once and passed about."""

    def __init__(self) -> None:
        self.module: Shape[ModuleFile] = Shape(ModuleFile)
        self.lesson: Shape[Lesson] = Shape(Lesson)
        self.bank: Shape[BankFile] = Shape(BankFile)
        self.question: Shape[Question] = Shape(AnyQuestion)
        self.tracks: Shape[TracksFile] = Shape(TracksFile)
        self.facts: Shape[FactsFile] = Shape(FactsFile)
        self.refs: Shape[RefsFile] = Shape(RefsFile)
        self.coverage: Shape[CoverageFile] = Shape(CoverageFile)
        self.lock: Shape[LockFile] = Shape(LockFile)


def may_be_empty() -> frozenset[str]:
    """Fields that may stand without a value (``reviewer:``): those whose default says nothing."""
    kinds = (Manifest, Lesson, *KINDS, models.Objective, models.Part)
    empty = {f.name for kind in kinds for f in fields(kind) if f.default is not MISSING and f.default in ("", ())}
    return frozenset(empty - {"digest"})


def read_bank(shapes: Shapes, tree: Tree, problems: list[Problem]) -> dict[int, Question]:
    """The bank's good questions by their index; a wrong one does not keep the others from their own rules."""
    bank = shapes.bank.read(tree, problems)
    if bank is not None:
        return dict(enumerate(bank.questions))
    listed = tree.data.get("questions") if isinstance(tree.data, dict) else None
    good: dict[int, Question] = {}
    for index, data in enumerate(listed if isinstance(listed, list) else []):
        # Its problems are already in the list from the whole file's reading.
        question = shapes.question.read(tree, [], ("questions", index), data)
        if question is not None:
            good[index] = question
    return good
