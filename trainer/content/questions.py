"""Questions and their options, as a bank has them and as records keep them.

Invariant: as in ``models``. A key is in these values, so they stay on the service's side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from trainer.content.fields import SOME, Count, Day, Flag, Zero, bounds
from trainer.content.models import STRICT, Audience, Jurisdiction
from trainer.content.vocabulary import Level

OPTIONS = bounds(max_length=8)
"""Eight answers at most: more do not fit a screen. That there are two is for the rules of the type to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen, and why it is or is not right."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    text: str
    why: str
    """Shown after the answer: why it is right, or which error it stands for."""
    key: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCommon:
    """What every question type carries. A new type is a subclass here and one file in each of
    ``content/rules``, ``assessment`` (grading), ``tui/widgets`` and ``cli`` (its typed form)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04-Q001``."""
    objective: str
    level: Level
    audience: Annotated[tuple[Audience, ...], SOME]
    refs: Annotated[tuple[str, ...], SOME]
    jurisdiction: Annotated[tuple[Jurisdiction, ...], SOME]
    law_as_of: Day
    stem: str
    module: str | None = None
    """Optional in a bank; where given it must name the bank's module. Always set once loaded."""
    critical: Flag | None = None
    """Optional in a bank; where given it must agree with the objective, which decides. Always set once loaded."""
    author: str = ""
    """A role, such as "Trainer project, question writer"; never an invented name."""
    reviewer: str = ""
    """The role of whoever answered it blind; empty until someone did."""
    status: Literal["draft", "reviewed"] = "draft"
    retired: Flag = False
    """A retired question is never drawn, and never deleted: records point at it."""
    digest: str = ""
    """SHA-256, hex, of what is asked and how it is scored; set by the loader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(QuestionCommon):
    """One right answer. Scores 1 or 0."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    options: Annotated[tuple[Option, ...], OPTIONS]
    type: Literal["single"] = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleScoring:
    """How a ``multiple`` question is scored: in part with a floor of 0, or all or nothing."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["partial", "all_or_nothing"] = "partial"
    floor: Zero = 0
    """Nothing but 0: a wrong mark never takes from other questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(QuestionCommon):
    """Several right answers; the stem says how many."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    options: Annotated[tuple[Option, ...], OPTIONS]
    choose: Count
    """How many options are right, and may be chosen."""
    scoring: MultipleScoring = field(default_factory=MultipleScoring)
    type: Literal["multiple"] = "multiple"


Question = Single | Multiple
