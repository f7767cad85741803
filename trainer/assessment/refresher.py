"""Refreshers: five mixed questions, on what somebody was sure of and had wrong first, then on what is weakest.

Invariant: a pure function of responses; who said nothing of how sure they were is refreshed where they were weakest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trainer.assessment.confidence import SURE
from trainer.assessment.forms import rounds
from trainer.assessment.response import Response

LENGTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one objective went so far."""

    sure_and_wrong: int
    """Answers that were not right though one was sure."""
    share: float
    """Points over answers, 0 to 1; 1 where nothing was answered."""


def standing(given: Sequence[Response], objective_of: Mapping[str, str]) -> dict[str, Standing]:
    """Each objective's standing from a person's responses; questions that ``objective_of`` has not are left out."""
    by_objective: dict[str, list[Response]] = {}
    for each in given:
        if each.question in objective_of:
            by_objective.setdefault(objective_of[each.question], []).append(each)
    return {
        name: Standing(
            sure_and_wrong=sum(each.confidence == SURE and each.score < 1 for each in theirs),
            share=sum(each.score for each in theirs) / len(theirs),
        )
        for name, theirs in by_objective.items()
    }


def order(objectives: Collection[str], standings: Mapping[str, Standing]) -> list[str]:
    """Objectives in the order in which to refresh them: confident and wrong first, then the weakest, then by name."""
    none = Standing(sure_and_wrong=0, share=1.0)

    def urgency(name: str) -> tuple[int, float, str]:
        one = standings.get(name, none)
        return -one.sure_and_wrong, one.share, name

    return sorted(objectives, key=urgency)


def turns(ordered: Sequence[str], pool: Mapping[str, int]) -> list[str]:
    """Which objective each of the five questions is about: one each in that order, then round again."""
    return rounds(ordered, pool, LENGTH)
