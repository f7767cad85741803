"""``branch``: the mean over the path; a critical choice caps it (situational judgement, CURRICULUM 3.1).

A response is a path, scene by scene: ``("n1.a", "n2.c")``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.content.questions import Branch
from trainer.content.types.branch import END, Turn
from trainer.errors import InputError

SIGN = "."
"""Between a scene's name and the id of the choice that was made in it."""


def shuffled(question: Branch) -> tuple[str, ...]:
    """Every choice of every scene, with its scene's name: a form draws their order scene by scene."""
    return tuple(f"{name}{SIGN}{turn.id}" for name in sorted(question.nodes) for turn in question.nodes[name].choices)


def walk(question: Branch, given: Sequence[str]) -> Iterator[tuple[str, Turn]]:
    """Each scene's name and the choice that was made there; InputError where the path leaves the scenario."""
    here = question.start
    for each in given:
        turns = {f"{here}{SIGN}{turn.id}": turn for turn in (question.nodes[here].choices if here != END else ())}
        if each not in turns:
            raise InputError("That choice is not one of this scene's.", "Choose from the letters shown.")
        yield here, turns[each]
        here = turns[each].next


def scene(question: Branch, given: Sequence[str]) -> str:
    """The name of the scene to which a path has led so far; ``end`` where it is over."""
    here = question.start
    for _, turn in walk(question, given):
        here = turn.next
    return here


def read(question: Branch, given: Sequence[str]) -> tuple[str, ...]:
    """A whole path. Empty for a blank."""
    if given and scene(question, given) != END:
        raise InputError("The scenario is not over.", "Choose in each of its scenes.")
    return tuple(given)


def score(question: Branch, given: tuple[str, ...], *, lenient: bool) -> float:
    """The mean of the chosen scores, at most the cap where a critical choice is among them."""
    turns = [turn for _, turn in walk(question, given)]
    if not turns:
        return 0.0
    mean = sum(turn.score for turn in turns) / len(turns)
    return min(mean, question.scoring.critical_caps_at) if any(turn.critical for turn in turns) else mean


def in_words(question: Branch, given: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the choices, scene by scene."""
    return tuple(turn.text for _, turn in walk(question, given))


def key(question: Branch) -> tuple[str, ...]:
    """A path of best choices only."""

    def best(name: str) -> tuple[str, ...] | None:
        if name == END:
            return ()
        for turn in question.nodes[name].choices:
            if turn.key and (rest := best(turn.next)) is not None:
                return (f"{name}{SIGN}{turn.id}", *rest)
        return None

    return best(question.start) or ()
