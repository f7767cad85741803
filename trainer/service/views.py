"""What the front ends see: frozen data, ready to show, without an answer key that has not been earned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from trainer.compliance.status import Status
from trainer.content.models import Block, Term
from trainer.records.attempts import State


class Step(StrEnum):
    """What to do next."""

    LESSON = "lesson"
    CHECK = "check"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one next action that a screen offers."""

    step: Step
    module: str = ""
    """Id; empty for ``NOTHING``."""
    lesson: str = ""
    """Id, for ``LESSON`` only."""
    label: str
    """In words, such as ``Read "Six bases in plain words" (5 min)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCard:
    """A module on the home screen."""

    id: str
    slug: str
    title: str
    summary: str
    minutes: int
    """Of the lessons asked of this person."""
    status: Status
    due_on: dt.date | None
    """The earliest; None where nothing requires it."""
    valid_until: dt.date | None
    lessons_read: int
    lessons: int
    """Asked of this person."""
    passed: bool
    """The check, on this major version."""
    open_attempt: str
    """Id of the unfinished attempt; empty where there is none."""
    next: NextStep


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackCard:
    """A track on the home screen."""

    id: str
    title: str
    due_on: dt.date
    status: Status
    done: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first screen: what is due, how far, one next action."""

    name: str
    organisation: str
    today: dt.date
    tracks: tuple[TrackCard, ...]
    """The most urgent first; empty where nothing is required."""
    modules: tuple[ModuleCard, ...]
    """Required ones first, by due date; then the others on offer."""
    next: NextStep


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLine:
    """A lesson in a list."""

    id: str
    title: str
    minutes: int
    read: bool
    asked: bool
    """False for a lesson that nothing asks of this person; they may read it all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """A module's own screen."""

    card: ModuleCard
    version: str
    pass_mark: int
    """Percent."""
    questions: int
    """How many the check asks."""
    objectives: tuple[str, ...]
    """In words; those asked of this person."""
    lessons: tuple[LessonLine, ...]
    last_attempt: str
    """Id of the newest finished attempt; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """A lesson to read."""

    id: str
    module: str
    title: str
    number: int
    """From 1, in the module's order."""
    of: int
    minutes: int
    blocks: tuple[Block, ...]
    glossary: tuple[Term, ...]
    refs: tuple[str, ...]
    law_as_of: dt.date
    place: int
    """The block to come back to, from 0."""
    read: bool
    previous: str
    """Id; empty at the first."""
    next: str
    """Id; empty at the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option as it is offered."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """The question whose turn it is, options in their shown order, without keys."""

    attempt: str
    module: str
    module_title: str
    question: str
    position: int
    """From 1."""
    total: int
    type: str
    stem: str
    choices: tuple[Choice, ...]
    choose: int
    """How many to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An option after the answer."""

    id: str
    text: str
    why: str
    key: bool
    chosen: bool


class Verdict(StrEnum):
    """How an answer did, in a word that needs no colour."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What is said once an answer is saved."""

    attempt: str
    question: str
    position: int
    total: int
    stem: str
    verdict: Verdict
    choices: tuple[Explained, ...]
    refs: tuple[str, ...]
    last: bool
    """True where this answer ended the attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One objective on the result."""

    id: str
    text: str
    critical: bool
    points: float
    asked: int
    met: bool
    lesson: str
    """Title of the first lesson that teaches it; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a finished attempt."""

    attempt: str
    module: str
    module_title: str
    passed: bool
    percent: float
    pass_mark: int
    right: int
    total: int
    missed_critical: int
    objectives: tuple[ObjectiveLine, ...]
    completed: bool
    """The module counts as completed; False after a pass while lessons are unread."""
    lessons_left: tuple[LessonLine, ...]
    finished_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """One attempt in my record."""

    id: str
    module: str
    module_title: str
    version: str
    state: State
    answered: int
    total: int
    percent: float | None
    started_at: str
    finished_at: str
    attestation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One line of what a person must hold or holds."""

    track: str
    """Id; empty where nothing requires the module."""
    track_title: str
    module: str
    module_title: str
    status: Status
    due_on: dt.date | None
    completed_at: str
    """Empty where it is not held."""
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """My record: everything that is kept about the person who asks."""

    name: str
    login: str
    id: str
    team: str
    email: str
    manager: str
    start_date: str
    unlisted: bool
    held: tuple[Held, ...]
    attempts: tuple[AttemptLine, ...]
    lessons_read: int
