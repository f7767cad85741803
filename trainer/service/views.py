"""What the front ends see first: frozen data, ready to show, without an answer key that has not been earned.

The other views have files of their own: declaring a frozen dataclass takes a millisecond, and the first screen
would wait for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from trainer.compliance.status import Status


class Step(StrEnum):
    """What to do next."""

    LESSON = "lesson"
    CHECK = "check"
    ATTEST = "attest"
    """See what a new version changed, then answer what is asked about it."""
    RESUME = "resume"
    TEST_OUT = "test_out"
    PRACTICE = "practice"
    CERTIFY = "certify"
    REFRESH = "refresh"
    WAIT = "wait"
    NOTHING = "nothing"


BLOCK = 1000
"""Parts of a lesson's block; a place in a lesson is counted in them, from 0."""
IDLE = frozenset({Step.WAIT, Step.NOTHING})
"""Steps at which there is nothing to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one next action that a screen offers."""

    step: Step
    module: str = ""
    """Id; empty where the step is about no one module."""
    lesson: str = ""
    """Id, for ``LESSON`` only."""
    track: str = ""
    """Id, for ``CERTIFY`` only."""
    attempt: str = ""
    """Id, for ``RESUME`` only."""
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
    """Modules, and the examination where the track has one."""


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
    more: tuple[NextStep, ...]
    """What one can do beside the modules: examinations and a refresher that is due."""
    next: NextStep
    leads: bool
    """Whether there is a team to show: somebody reports to the person, and they may see where these stand."""
