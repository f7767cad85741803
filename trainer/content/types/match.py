"""``match``: what stands left is matched with what stands right, where one or two spare ones stand too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import FEW
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, QuestionCommon, check_ids, check_keys

if TYPE_CHECKING:
    from trainer.content.types.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A left side with the right side that belongs to it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    left: str
    right: str
    """Id of a right option."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPairing:
    """What to say to whoever matched that left side with this right one."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pair: str
    """Id of the pairing."""
    right: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchScoring:
    """The share of right pairs."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["per_pair"] = "per_pair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(QuestionCommon):
    """Pairs to be found; spare right options keep the last pair from being given away."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pairs: Annotated[tuple[Pairing, ...], OPTIONS]
    right_options: dict[str, str]
    """Id to text: each right side once, and the spare ones."""
    why: str = ""
    mistakes: Annotated[tuple[WrongPairing, ...], FEW] = ()
    scoring: MatchScoring = field(default_factory=MatchScoring)
    type: Literal["match"] = "match"


def check(question: Match, report: Report) -> None:
    """Report pairs that do not go together with the right options."""
    if len(question.pairs) < 2:
        report(("pairs",), f"{len(question.pairs)} pair, where there must be two or more", "Add another pair")
    check_ids((pair.id for pair in question.pairs), report, "pairs")
    check_keys(question.right_options, report, "right_options")
    used = Counter(pair.right for pair in question.pairs)
    for index, pair in enumerate(question.pairs):
        if pair.right not in question.right_options:
            report(("pairs", index, "right"), f"no right option `{pair.right}`", "Write one of right_options")
        elif used[pair.right] > 1:
            remedy = "Give each pair a right side of its own"
            report(("pairs", index, "right"), f"`{pair.right}` belongs to {used[pair.right]} pairs", remedy)
    spare = len(question.right_options) - len(used)
    if spare not in (1, 2):
        report(("right_options",), f"{spare} spare right options", "Give one or two that belong to no pair")
    if len({text.casefold() for text in question.right_options.values()}) < len(question.right_options):
        report(("right_options",), "two right options say the same", "Write different ones")
    _check_mistakes(question, report)


def _check_mistakes(question: Match, report: Report) -> None:
    rights = {pair.id: pair.right for pair in question.pairs}
    for index, mistake in enumerate(question.mistakes):
        if mistake.pair not in rights:
            report(("mistakes", index, "pair"), f"no pair `{mistake.pair}`", "Write the id of a pair")
        elif mistake.right not in question.right_options or mistake.right == rights[mistake.pair]:
            what = f"`{mistake.right}` is no wrong right side of `{mistake.pair}`"
            report(("mistakes", index, "right"), what, "Write another of right_options")
