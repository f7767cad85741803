"""Drawing a form: which questions, in which order, with their parts in which order, from one seed.

Invariant: the same pool, seed and history give the same form; a question that a person has met is drawn
again only when its objective has no other left.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.assessment import types
from trainer.assessment.angoff import cut_score
from trainer.assessment.form import SPARES, Form, Item, attestation_size, certification_size

if TYPE_CHECKING:
    from trainer.content.models import Objective
    from trainer.content.questions import Question

SHORTEST_CHECK = 10
PER_OBJECTIVE = 2
"""A module check has 10 questions or 2 an objective, whichever is more (DESIGN section 6)."""
TEST_OUT_CAP = 20
PRACTICE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to draw for one kind of attempt."""

    size: int
    """How many questions; a smaller pool gives what it has."""
    pass_mark: float
    """Provisional, in percent."""
    spares: int = 0
    """Spare questions for each critical one in the form; each critical objective keeps that many back, as far as the
    form still gets its size."""
    one_each: bool = False
    """True: critical objectives give one question each before any gives two, and the others take turns as the pool of
    unmet questions allows. False: every objective gives its share round by round."""
    mixed: bool = True
    """False leaves the questions in the order of the rounds, for a form that may end early."""


def module_check(objectives: Sequence[Objective], pass_mark: float) -> Plan:
    """10 questions or 2 an objective, all critical objectives in it."""
    return Plan(size=max(SHORTEST_CHECK, PER_OBJECTIVE * len(objectives)), pass_mark=pass_mark, spares=SPARES)


def attestation(objectives: Sequence[Objective], pass_mark: float) -> Plan:
    """What a new version changed, and nothing else: by the rules of a check, but shorter."""
    return Plan(size=attestation_size(len(objectives)), pass_mark=pass_mark, spares=SPARES)


def certification(objectives: Sequence[Objective], pass_mark: float) -> Plan:
    """At least 30 questions, every critical objective among them, the others rotated."""
    critical = sum(objective.critical for objective in objectives)
    return Plan(size=certification_size(critical), pass_mark=pass_mark, spares=SPARES, one_each=True)


def test_out(pass_mark: float) -> Plan:
    """Up to 20 questions, round by round, so that wherever it ends every objective had its share."""
    return Plan(size=TEST_OUT_CAP, pass_mark=pass_mark, mixed=False)


def practice(pass_mark: float) -> Plan:
    """A handful of questions, in the order in which they are drawn: what matters most comes first."""
    return Plan(size=PRACTICE, pass_mark=pass_mark, mixed=False)


def draw(
    pool: Sequence[Question],
    objectives: Sequence[Objective],
    plan: Plan,
    *,
    seed: int,
    met: Collection[str] = (),
    turns: Sequence[str] = (),
) -> Form:
    """A form over these objectives, each with its share of the questions.

    ``met`` holds the ids of questions that the person was shown before. A pool too small for the share gives what it
    has, and other objectives make up the number where they can. ``turns`` says which objective each question is about,
    where that is not for the plan to say; the pool has to have as many of each.
    """
    return _Drawing(pool, objectives, plan, random.Random(seed), frozenset(met)).form(seed, turns)


@dataclass
class _Drawing:
    pool: Sequence[Question]
    objectives: Sequence[Objective]
    plan: Plan
    rng: random.Random
    met: frozenset[str]
    queues: dict[str, list[Question]] = field(init=False)

    def __post_init__(self) -> None:
        self.queues = {o.id: self._queue(o.id) for o in self.objectives}

    def form(self, seed: int, turns: Sequence[str]) -> Form:
        critical = {o.id for o in self.objectives if o.critical}
        drawn = [self.queues[name].pop(0) for name in turns or self._turns()]
        if self.plan.mixed:
            self.rng.shuffle(drawn)
        spare = self._spares(drawn, critical)
        return Form(
            items=tuple(self._item(question, critical) for question in drawn),
            seed=seed,
            pass_mark=cut_score([question.angoff for question in drawn], self.plan.pass_mark),
            spares=tuple(self._item(question, critical) for question in spare),
        )

    def _queue(self, objective: str) -> list[Question]:
        """The objective's questions in the order in which they would be drawn: the unmet ones first."""
        candidates = sorted((q for q in self.pool if q.objective == objective and not q.retired), key=lambda q: q.id)
        self.rng.shuffle(candidates)
        return sorted(candidates, key=lambda q: q.id in self.met)

    def _turns(self) -> list[str]:
        """Whose turn it is to give a question: round by round, critical objectives first in each round."""
        turns = rounds(self._order(), self._open(), self.plan.size)
        if len(turns) < self.plan.size:
            # Too small a pool to keep anything back: the form's own size comes first.
            turns = rounds(self._order(), {name: len(queue) for name, queue in self.queues.items()}, self.plan.size)
        return turns

    def _order(self) -> list[str]:
        critical = [o.id for o in self.objectives if o.critical]
        others = [o.id for o in self.objectives if not o.critical]
        if self.plan.one_each:
            # Rotated: whoever has most unmet questions left is asked about first, ties by lot.
            self.rng.shuffle(others)
            others.sort(key=lambda name: -sum(q.id not in self.met for q in self.queues[name]))
        return critical + others

    def _open(self) -> dict[str, int]:
        """How many questions each objective may give, what it keeps back taken off."""
        kept = {o.id: self.plan.spares for o in self.objectives if o.critical}
        return {name: max(len(queue) - kept.get(name, 0), min(len(queue), 1)) for name, queue in self.queues.items()}

    def _spares(self, drawn: Iterable[Question], critical: set[str]) -> list[Question]:
        asked = [question.objective for question in drawn if question.objective in critical]
        spare: list[Question] = []
        for name in dict.fromkeys(asked):
            spare += self.queues[name][: self.plan.spares * asked.count(name)]
        return spare

    def _item(self, question: Question, critical: set[str]) -> Item:
        parts = list(types.of(question).shuffled(question))
        self.rng.shuffle(parts)
        return Item(
            question=question.id,
            digest=question.digest,
            objective=question.objective,
            critical=question.objective in critical,
            options=tuple(parts),
        )


def rounds(order: Sequence[str], left: Mapping[str, int], wanted: int) -> list[str]:
    """Names in turn, round by round, while ``left`` says that any has one and fewer than ``wanted`` were given."""
    rest = {name: left.get(name, 0) for name in order}
    turns: list[str] = []
    while len(turns) < wanted and any(rest.values()):
        for name in order:
            if rest[name] and len(turns) < wanted:
                rest[name] -= 1
                turns.append(name)
    return turns
