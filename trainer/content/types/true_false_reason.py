"""``true_false_reason``: a statement that is true or false, and the one reason that makes it so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import Flag
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, Option, QuestionCommon, check_options

if TYPE_CHECKING:
    from trainer.content.types.report import Report

FEWEST_REASONS = 3
"""With three reasons a guess is right one time in six, in place of one in two (CURRICULUM 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonScoring:
    """Verdict and reason count together; only practice gives half for one of them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["both_required"] = "both_required"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseReason(QuestionCommon):
    """The stem is a statement; a two-tier item (Treagust 1988)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    key: Flag
    """Whether the statement is true."""
    reasons: Annotated[tuple[Option, ...], OPTIONS]
    scoring: ReasonScoring = field(default_factory=ReasonScoring)
    type: Literal["true_false_reason"] = "true_false_reason"


def check(question: TrueFalseReason, report: Report) -> None:
    """Report what is wrong with the reasons."""
    keys = check_options(question.reasons, report, "reasons")
    if keys != 1:
        report(("reasons",), f"{keys} reasons are right, where there must be one", "Write `key: true` in the right one")
    if len(question.reasons) < FEWEST_REASONS:
        what = f"{len(question.reasons)} reasons, where a guess needs {FEWEST_REASONS} to be unlikely"
        report(("reasons",), what, "Add a reason that a colleague would give")
