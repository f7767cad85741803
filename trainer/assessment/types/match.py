"""``match``: right pairs over all pairs (CURRICULUM 3.1; QTI match interaction)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.content.questions import Match
from trainer.errors import InputError

SIGN = "="
"""Between a pair's id and the id of the right side that was matched with it."""


def shuffled(question: Match) -> tuple[str, ...]:
    """The right sides; the left ones stand as they are."""
    return tuple(question.right_options)


def read(question: Match, given: Sequence[str]) -> tuple[str, ...]:
    """``("a=storage", "b=purpose")`` in the order of the pairs: each left side once, each right one at most once.

    Empty for a blank.
    """
    if not given:
        return ()
    matched = chosen(given)
    lefts = [pair.id for pair in question.pairs]
    if len(matched) != len(given) or matched.keys() != set(lefts):
        raise InputError("That is not one match for each line.", f"Match all {len(lefts)} lines.")
    if not set(matched.values()) <= question.right_options.keys():
        raise InputError("That answer is not one of the options.", "Choose from the numbers shown.")
    if len(set(matched.values())) < len(matched):
        raise InputError("One answer was given to two lines.", "Give each line an answer of its own.")
    return tuple(f"{left}{SIGN}{matched[left]}" for left in lefts)


def chosen(given: Sequence[str]) -> dict[str, str]:
    """Pair id to the right side that a response matched with it."""
    return dict(each.partition(SIGN)[::2] for each in given)


def score(question: Match, given: tuple[str, ...], *, lenient: bool) -> float:
    """Right pairs over pairs."""
    matched = chosen(given)
    return sum(matched.get(pair.id) == pair.right for pair in question.pairs) / len(question.pairs)


def in_words(question: Match, given: tuple[str, ...]) -> tuple[str, ...]:
    """Each left side with what was matched with it."""
    matched = chosen(given)
    return tuple(f"{p.left}: {question.right_options[matched[p.id]]}" for p in question.pairs if p.id in matched)


def key(question: Match) -> tuple[str, ...]:
    """Every pair as it belongs."""
    return tuple(f"{pair.id}{SIGN}{pair.right}" for pair in question.pairs)
