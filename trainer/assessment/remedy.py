"""Making good a missed critical question: after its lesson, by up to two fresh parallel ones in the same attempt.

So that a person at 90 % mastery is not failed by the number of critical questions alone (DESIGN section 6).

Invariant: a pure function of the form and the scores so far, so that whoever comes back stands at the same question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.assessment.form import SPARES, Form, Item
from trainer.assessment.scoring import Scores, full


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A missed critical question of the form, and the fresh ones for it."""

    missed: Item
    answered: tuple[Item, ...]
    """Fresh questions that were answered."""
    ahead: Item | None
    """The fresh question to answer now; None where it is made good, or no try is left."""
    made_good: bool


def remedies(form: Form, scores: Scores) -> Iterator[Remedy]:
    """One for each missed critical question, in form order. Ask this once the form's own questions are answered."""
    spare = {name: [i for i in form.spares if i.objective == name] for name in {i.objective for i in form.spares}}
    for item in form.items:
        if item.critical and not full(scores, item.question):
            yield _remedy(item, spare.get(item.objective, []), scores)


def made_good(form: Form, scores: Scores) -> frozenset[str]:
    """Ids of the missed critical questions that fresh ones have made good."""
    return frozenset(each.missed.question for each in remedies(form, scores) if each.made_good)


def _remedy(missed: Item, spare: list[Item], scores: Scores) -> Remedy:
    """Takes what it uses out of ``spare``, so that no fresh question stands for two missed ones."""
    answered: list[Item] = []
    while len(answered) < SPARES and spare:
        if spare[0].question not in scores:
            return Remedy(missed=missed, answered=tuple(answered), ahead=spare[0], made_good=False)
        answered.append(spare.pop(0))
        if full(scores, answered[-1].question):
            return Remedy(missed=missed, answered=tuple(answered), ahead=None, made_good=True)
    return Remedy(missed=missed, answered=tuple(answered), ahead=None, made_good=False)
