"""``numeric``: a value within a tolerance, and its unit among those offered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import FEW, Number
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, QuestionCommon

if TYPE_CHECKING:
    from trainer.content.types.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The right value; anything within the tolerance is right too."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    value: Number
    unit: str
    tolerance: Number = 0.0
    """How far off a right value may be, in the same unit; 0 or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNumber:
    """What to say to whoever gave that value and unit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    value: Number
    unit: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericScoring:
    """Value and unit count together; only practice gives half for the right value in a wrong unit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["exact"] = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(QuestionCommon):
    """A number to be worked out or known."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    answer: Answer
    units: Annotated[tuple[str, ...], OPTIONS]
    """Offered in this order; the right one among them."""
    why: str
    mistakes: Annotated[tuple[WrongNumber, ...], FEW] = ()
    scoring: NumericScoring = field(default_factory=NumericScoring)
    type: Literal["numeric"] = "numeric"


def check(question: Numeric, report: Report) -> None:
    """Report an answer that cannot be given, or mistakes that are none."""
    if len(question.units) < 2:
        report(("units",), f"{len(question.units)} unit, where there must be two or more", "Add one that is wrong")
    if len({unit.casefold() for unit in question.units}) < len(question.units):
        report(("units",), "a unit stands twice", "Write each once")
    if question.answer.unit not in question.units:
        report(("answer", "unit"), f"the unit `{question.answer.unit}` is not offered", "Write it into `units` too")
    if question.answer.tolerance < 0:
        report(("answer", "tolerance"), "a tolerance below 0", "Write 0, or how far off a value may be")
    for index, mistake in enumerate(question.mistakes):
        if mistake.unit not in question.units:
            report(("mistakes", index, "unit"), f"the unit `{mistake.unit}` is not offered", "Write one of `units`")
        if is_right(question.answer, mistake.value, mistake.unit):
            report(("mistakes", index), "this is the right answer", "Write a value or unit that is wrong")


def is_right(answer: Answer, value: float, unit: str) -> bool:
    """Whether value and unit are right."""
    return unit == answer.unit and value_is_right(answer, value)


def value_is_right(answer: Answer, value: float) -> bool:
    """Whether the value lies within the tolerance."""
    # A little more than the tolerance: 0.1 + 0.2 lies within 0.3 of 0.
    return abs(value - answer.value) <= answer.tolerance + 1e-9
