"""``order``: steps to be put in an order that keeps every constraint; several orders can be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import FEW, SOME
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, QuestionCommon, check_ids, check_texts

if TYPE_CHECKING:
    from trainer.content.types.report import Report

Pair = tuple[str, ...]
"""Two ids: the first step comes before the second. Two exactly; the rules say so where a file has another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step to be put in its place."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongOrder:
    """What to say to whoever put the first of the pair after the second."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pair: Pair
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderScoring:
    """The fraction of the constraints that were kept."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["constraint_fraction"] = "constraint_fraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(QuestionCommon):
    """Steps, and which of them have to come before which."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    items: Annotated[tuple[Action, ...], OPTIONS]
    must_precede: Annotated[tuple[Pair, ...], SOME]
    critical_pairs: Annotated[tuple[Pair, ...], FEW] = ()
    """Constraints of which a missed one caps the score at 0.5."""
    why: str
    mistakes: Annotated[tuple[WrongOrder, ...], FEW] = ()
    scoring: OrderScoring = field(default_factory=OrderScoring)
    type: Literal["order"] = "order"


def check(question: Order, report: Report) -> None:
    """Report steps and constraints that cannot be kept together."""
    if len(question.items) < 3:
        report(("items",), f"{len(question.items)} steps, where there must be three or more", "Add a step")
    check_ids((item.id for item in question.items), report, "items")
    check_texts((item.text for item in question.items), report, "items")
    ids = {item.id for item in question.items}
    sound = _check_pairs(question.must_precede, ids, report, "must_precede")
    listed = set(question.must_precede)
    named = [("critical_pairs", question.critical_pairs), ("mistakes", tuple(m.pair for m in question.mistakes))]
    for name, pairs in named:
        for index, pair in enumerate(pairs):
            if pair not in listed:
                remedy = "Write a pair of must_precede, in the same direction"
                report((name, index), f"`{', '.join(pair)}` is no pair of must_precede", remedy)
    if sound and not _can_be_kept(question.must_precede, ids):
        report(("must_precede",), "no order can keep all pairs: they go round in a circle", "Take one of them out")
    for item in ids - {name for pair in question.must_precede for name in pair}:
        report(("must_precede",), f"no pair says where `{item}` belongs", "Add a pair with it, or take the step out")


def _check_pairs(pairs: tuple[Pair, ...], ids: set[str], report: Report, field: str) -> bool:
    sound = True
    for index, pair in enumerate(pairs):
        if len(pair) != 2 or set(pair) - ids or len(set(pair)) != 2:
            report(
                (field, index), f"`{', '.join(pair)}` is no pair of two steps", "Write the ids of two steps of `items`"
            )
            sound = False
        elif pairs.index(pair) != index:
            report((field, index), f"`{', '.join(pair)}` stands twice", "Write each pair once")
    return sound


def _can_be_kept(pairs: Iterable[Pair], ids: set[str]) -> bool:
    """Whether some order keeps every pair: Kahn's algorithm takes away steps that nothing precedes."""
    left, waiting = set(ids), set(pairs)
    while free := left - {after for _, after in waiting}:
        left -= free
        waiting = {pair for pair in waiting if pair[0] not in free}
    return not left
