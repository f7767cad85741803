"""Whole attempts in memory: a learner of some mastery goes through a form, for tests that count how often they pass."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.support import question
from trainer.assessment.form import Form
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.outcome import Outcome, outcome
from trainer.assessment.response import Response
from trainer.assessment.sequence import next_item
from trainer.content.models import Objective
from trainer.content.questions import Question

Score = Callable[[str], float]


def objectives(count: int, critical: int, module: int = 90) -> list[Objective]:
    return [Objective(id=f"M{module}.O{i}", text="x", critical=i <= critical) for i in range(1, count + 1)]


def pool(asked: list[Objective], each: int) -> list[Question]:
    return [question(f"{o.id}-Q{n:02}", objective=o.id) for o in asked for n in range(each)]


def response(name: str, score: float, confidence: int | None = None) -> Response:
    """One answer of an attempt, as far as its score and its confidence go."""
    return Response(
        attempt=1, position=1, question=name, digest="d", chosen=(), score=score, request_id="r", confidence=confidence
    )


def sit(kind: AttemptKind, form: Form, score: Score) -> dict[str, float]:
    """Question id to score, in the order asked."""
    scores: dict[str, float] = {}
    while (item := next_item(kind, form, scores)) is not None:
        assert item.question not in scores, "nothing is asked twice"
        scores[item.question] = score(item.question)
    return scores


def judged(kind: AttemptKind, form: Form, score: Score) -> Outcome:
    return outcome(kind, form, sit(kind, form, score))


def mastery(share: float, rng: random.Random) -> Score:
    """A learner who has each question right with that chance."""
    return lambda _question: float(rng.random() < share)
