"""Drawing a form: which questions, in which order, with the options in which order, from one seed.

Invariant: the same pool, seed and history give the same form; a question that a person has met is drawn
again only when its objective has no other left.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.content.models import Objective
    from trainer.content.questions import Question

SHORTEST_CHECK = 10
PER_OBJECTIVE = 2
"""A module check has 10 questions or 2 an objective, whichever is more (DESIGN section 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a form, frozen as it will be shown."""

    question: str
    digest: str
    objective: str
    critical: bool
    options: tuple[str, ...]
    """Option ids in the order shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A frozen form: what an attempt asks and by which rule it is passed."""

    items: tuple[Item, ...]
    seed: int
    pass_mark: int
    """Percent."""


def draw_check(
    pool: Sequence[Question],
    objectives: Sequence[Objective],
    *,
    seed: int,
    pass_mark: int,
    met: Collection[str] = (),
) -> Form:
    """A module check over these objectives, mixed, each with its share of the questions.

    ``met`` holds the ids of questions that the person was shown before. A pool too small for the share
    gives what it has, and other objectives make up the number where they can.
    """
    rng = random.Random(seed)
    queues = {o.id: _queue(pool, o.id, rng, met) for o in objectives}
    drawn = [queues[o].pop(0) for o in _turns(objectives, {o: len(q) for o, q in queues.items()})]
    rng.shuffle(drawn)
    critical = {o.id for o in objectives if o.critical}
    items = tuple(_item(question, question.objective in critical, rng) for question in drawn)
    return Form(items=items, seed=seed, pass_mark=pass_mark)


def _queue(pool: Sequence[Question], objective: str, rng: random.Random, met: Collection[str]) -> list[Question]:
    """The objective's questions in the order in which they would be drawn: the unmet ones first."""
    candidates = sorted((q for q in pool if q.objective == objective and not q.retired), key=lambda q: q.id)
    rng.shuffle(candidates)
    return sorted(candidates, key=lambda q: q.id in met)


def _turns(objectives: Sequence[Objective], left: dict[str, int]) -> list[str]:
    """Whose turn it is to give a question: round by round, critical objectives first in each round."""
    wanted = max(SHORTEST_CHECK, PER_OBJECTIVE * len(objectives))
    order = [o.id for o in sorted(objectives, key=lambda o: not o.critical)]
    turns: list[str] = []
    while len(turns) < wanted and any(left.values()):
        for objective in order:
            if left[objective] and len(turns) < wanted:
                left[objective] -= 1
                turns.append(objective)
    return turns


def _item(question: Question, critical: bool, rng: random.Random) -> Item:
    options = [option.id for option in question.options]
    rng.shuffle(options)
    return Item(
        question=question.id,
        digest=question.digest,
        objective=question.objective,
        critical=critical,
        options=tuple(options),
    )
