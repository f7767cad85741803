"""``multiple``: as many right answers as ``choose`` says, two or more, and at least one wrong one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import Count, Zero
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, Option, QuestionCommon, check_options

if TYPE_CHECKING:
    from trainer.content.types.report import Report


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


def check(question: Multiple, report: Report) -> None:
    """Report what is wrong with the options and keys."""
    keys = check_options(question.options, report)
    if keys != question.choose:
        report(("choose",), f"`choose` is {question.choose}, yet {keys} options are right", f"Write `choose: {keys}`")
    elif keys < 2:
        report(("choose",), "one right answer in a question of type multiple", "Write `type: single`, without `choose`")
    elif keys == len(question.options):
        report(("options",), "every option is right", "Add an option that is wrong")
