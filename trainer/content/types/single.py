"""``single``: one right answer, and exactly one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, Option, QuestionCommon, check_options

if TYPE_CHECKING:
    from trainer.content.types.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(QuestionCommon):
    """One right answer. Scores 1 or 0."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    options: Annotated[tuple[Option, ...], OPTIONS]
    type: Literal["single"] = "single"


def check(question: Single, report: Report) -> None:
    """Report what is wrong with the options and keys."""
    keys = check_options(question.options, report)
    if keys == 0:
        report(("options",), "no option is right", "Write `key: true` in the right one")
    elif keys > 1:
        remedy = "Leave `key: true` in one option, or write `type: multiple` with `choose`"
        report(("options",), f"{keys} options are right, where `single` has one", remedy)
