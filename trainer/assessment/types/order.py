"""``order``: the fraction of constraints that were kept (CURRICULUM 3.1).

Not by absolute position: one slip at the top would cost every later step, and the law sets deadlines, not one order.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.content.questions import Order
from trainer.content.types.order import Pair
from trainer.errors import InputError

CAP = 0.5
"""The most that is given where a critical pair was missed."""


def shuffled(question: Order) -> tuple[str, ...]:
    """The steps, as they are offered."""
    return tuple(item.id for item in question.items)


def read(question: Order, given: Sequence[str]) -> tuple[str, ...]:
    """Every step's id once, the first step first. Empty for a blank."""
    if given and sorted(given) != sorted(shuffled(question)):
        raise InputError("That is not every step once.", f"Put all {len(question.items)} steps in order.")
    return tuple(given)


def missed(question: Order, given: tuple[str, ...]) -> tuple[Pair, ...]:
    """The constraints that a response does not keep, in the question's order."""
    place = {name: at for at, name in enumerate(given)}
    return tuple(pair for pair in question.must_precede if place[pair[0]] > place[pair[1]])


def score(question: Order, given: tuple[str, ...], *, lenient: bool) -> float:
    """Kept constraints over all; at most 0.5 where a critical pair is among the missed."""
    if not given:
        return 0.0
    broken = missed(question, given)
    share = 1 - len(broken) / len(question.must_precede)
    return min(share, CAP) if set(broken) & set(question.critical_pairs) else share


def in_words(question: Order, given: tuple[str, ...]) -> tuple[str, ...]:
    """The steps' texts in the order given."""
    texts = {item.id: item.text for item in question.items}
    return tuple(texts[name] for name in given)


def key(question: Order) -> tuple[str, ...]:
    """One of the orders that keep every constraint: each time the first step that nothing left must precede."""
    left, done = list(shuffled(question)), list[str]()
    while left:
        held = {after for before, after in question.must_precede if before in left}
        done.append(next(name for name in left if name not in held))
        left.remove(done[-1])
    return tuple(done)
