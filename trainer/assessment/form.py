"""A form, drawn and frozen. Apart from the drawing: records keep forms, and no start should wait for question types.

Invariant: an attempt's form never changes once it began.
"""

from __future__ import annotations

from dataclasses import dataclass

CERTIFICATION, LONGEST_CERTIFICATION = 30, 40
"""Questions: at 80 % a 70 % master passes 30 questions 16 % of the time, and 10 questions 38 %; 40 lift the chance of a
90 % master from 97 to 98 % (CURRICULUM 3.2), which makes up for what many critical questions cost."""
SPARES = 2
"""Fresh questions for each critical one that was missed (DESIGN section 6)."""


def certification_size(critical: int) -> int:
    """How many questions an examination over so many critical objectives asks: half of them are about others, up to 40.

    So that a 90 % master passes at least 95 % of the time, critical questions and remedies included.
    """
    return max(CERTIFICATION, min(LONGEST_CERTIFICATION, 2 * critical), critical)


SHORTEST_ATTESTATION, ATTESTED_EACH = 5, 2
"""Questions on what a new version changed: 2 an objective, as in a check, and at least 5. At 80 % that is the shortest
form that forgives one slip, or lets it be made good: of 4 a 90 % master passes 66 % of the time, of 5 it is 92 %."""


def attestation_size(objectives: int) -> int:
    """How many questions are asked of whoever attests so many changed objectives; a smaller pool gives what it has."""
    return max(SHORTEST_ATTESTATION, ATTESTED_EACH * objectives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a form, frozen as it will be shown."""

    question: str
    digest: str
    objective: str
    critical: bool
    options: tuple[str, ...]
    """Ids of the question's parts in the order shown; empty for a type whose parts keep their own order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A frozen form: what an attempt asks and by which rule it is passed."""

    items: tuple[Item, ...]
    seed: int
    pass_mark: float
    """Percent."""
    spares: tuple[Item, ...] = ()
    """Parallel questions on critical objectives, in the order in which they would be asked."""
    attests: tuple[str, ...] = ()
    """Objectives that a new version changed and that this form is about; empty for a form about the whole."""

    @property
    def every(self) -> tuple[Item, ...]:
        """All that the attempt may ask."""
        return (*self.items, *self.spares)
