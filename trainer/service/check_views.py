"""What the front ends see of being tested: frozen data, ready to show, without an answer key that was not earned.

In a file of its own because declaring a frozen dataclass takes a millisecond, and the first screen waits for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from trainer.assessment.kinds import AttemptKind
from trainer.service.module_views import LessonLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A part of a question as it is offered: an option, reason, step, right side, unit, phrase or scene's choice."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a text in which phrases are to be marked."""

    text: str
    phrase: str
    """Id of the phrase that it is; empty between phrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A scene of a scenario that was played already."""

    text: str
    choice: str
    """What was chosen, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, whatever it is asked for: parts in their shown order, without keys."""

    type: str
    stem: str
    choices: tuple[Choice, ...]
    """What can be chosen: options, reasons, steps to order, right sides to match, units, phrases, a scene's choices."""
    choose: int = 1
    """How many to choose; 0 where any number may be."""
    lefts: tuple[Choice, ...] = ()
    """Of ``match`` only: what the choices are to be matched with."""
    passage: tuple[Piece, ...] = ()
    """Of ``spot`` only: the text, its phrases in place."""
    played: tuple[Played, ...] = ()
    """Of ``branch`` only: the scenes so far."""
    scene: str = ""
    """Of ``branch`` only: what happens now."""
    path: tuple[str, ...] = ()
    """Of ``branch`` only: the response so far; an answer is this with one choice more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """The question whose turn it is."""

    attempt: str
    kind: AttemptKind
    heading: str
    """What the attempt is about, in words."""
    question: str
    position: int
    """From 1."""
    total: int
    """Questions of the form; a fresh question for a missed one comes on top, a test-out may end sooner."""
    label: str
    """Where one is, in words: ``Question 3 of 10``."""
    asked: Asked
    asks_confidence: bool
    """Whether one may say how sure one is."""
    rule: str = ""
    """What the test asks for, in words, at its first question; empty at others and where nothing counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFirst:
    """A critical question was missed: its lesson has to be read to the end before a fresh question follows."""

    attempt: str
    module: str
    lesson: str
    """Id."""
    title: str
    objective: str
    """In words."""
    heading: str
    misses: int
    """Missed critical questions that are still to be made good, this one among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One part of a question after the answer."""

    id: str
    label: str
    """By which it was shown, such as ``b`` or ``2``; may be empty."""
    text: str
    why: str
    """May be empty: then the explanation of the whole says it."""
    key: bool
    """It belongs to the right answer."""
    chosen: bool
    """It belongs to the answer given."""
    note: str = ""
    """What more there is to say of it in a few words, such as what would have been right there."""
    group: str = ""
    """The scene it belongs to; empty for other types."""


class Verdict(StrEnum):
    """How an answer did, in a word that needs no colour."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What is said of an answer once it may be said."""

    attempt: str
    question: str
    position: int
    total: int
    label: str
    stem: str
    verdict: Verdict
    choices: tuple[Explained, ...]
    why: str
    """Of the whole answer, or a scenario's debrief; may be empty."""
    refs: tuple[str, ...]
    last: bool
    """True where this answer ended the attempt."""
    keys_kept: bool = False
    """True where only the own mistakes may be explained: a certification that was not passed."""

    @property
    def all_own(self) -> bool:
        """Every part is the person's own, such as the steps of an order: only how each did is left to say."""
        return len(self.choices) > 1 and all(part.chosen for part in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One objective on the result."""

    id: str
    text: str
    critical: bool
    points: float
    asked: int
    met: bool
    made_good: int
    """Critical questions that were missed and made good by fresh ones."""
    lesson: str
    """Title of the first lesson that teaches it; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a finished attempt."""

    attempt: str
    kind: AttemptKind
    module: str
    """Id; empty for a certification or a refresher."""
    heading: str
    passed: bool
    percent: float
    pass_mark: float
    right: int
    total: int
    """Questions that count: a test-out's answered ones, everyone else's whole form."""
    missed_critical: int
    """Not made good."""
    objectives: tuple[ObjectiveLine, ...]
    completed: bool
    """The module counts as completed, or the track as certified; False after a pass while something is missing."""
    attests: bool
    """Whether it was about what a new version changed, and nothing else."""
    lessons_left: tuple[LessonLine, ...]
    positions: tuple[int, ...]
    """Of the answers that can be looked at with their explanation."""
    sure_and_wrong: int
    """Answers that were not right though one was sure; for the learner only."""
    calibration: str
    """How sure one was and how right, in a sentence; empty where nobody asked."""
    again_from: dt.datetime | None
    """When one may try again; None at any time."""
    finished_at: str
