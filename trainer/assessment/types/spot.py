"""``spot``: hits by weight less false marks, never below 0: the floor rule of ``multiple`` (CURRICULUM 3.1)."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment.types.marks import known
from trainer.content.questions import Spot
from trainer.content.types.spot import pieces


def shuffled(question: Spot) -> tuple[str, ...]:
    """Nothing: a text is read in its own order."""
    return ()


def read(question: Spot, given: Sequence[str]) -> tuple[str, ...]:
    """Ids of phrases, each once."""
    return known(given, question.spans)


def score(question: Spot, given: tuple[str, ...], *, lenient: bool) -> float:
    """``max(0, (weights hit - false marks) / all weights)``."""
    keys = {name: span.weight for name, span in question.spans.items() if span.key}
    hits = sum(weight for name, weight in keys.items() if name in given)
    false = sum(name not in keys for name in given)
    return max(0.0, (hits - false) / sum(keys.values()))


def in_words(question: Spot, given: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases that were marked."""
    return tuple(words for name, words in pieces(question.text) if name in given)


def key(question: Spot) -> tuple[str, ...]:
    """The phrases that have to be marked."""
    return tuple(name for name, span in question.spans.items() if span.key)
