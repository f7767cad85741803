"""The sample company of ``trainer demo``: openly invented, and played through the same API as real people use.

Invariant: what the demo shows was recorded by ``Training`` in the name of each invented person, under a clock that
steps through past days; nothing is written behind its back.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from trainer.assessment import types
from trainer.clock import Clock, system_clock
from trainer.content.models import Course, Module
from trainer.content.questions import Branch, Multiple, Question, Single
from trainer.service import identity
from trainer.service.asked import Asked
from trainer.service.check_views import Presented
from trainer.service.roster_file import COLUMNS
from trainer.service.training import Training, in_process
from trainer.service.views import Step
from trainer.settings import Settings

ORGANISATION = "Sample Company (invented)"
_TEAMS = ("Marketing", "Sales", "Support")
_YOU = "Robin Sample (you)"
_YOUR_ID = "S-100"
_ALL_RIGHT = 10
_STARTED_DAYS_AGO = 20
"""The day on which the person at the keyboard joined: early enough to be due something, not to be late."""


@dataclass(frozen=True, slots=True)
class _Colleague:
    name: str
    team: int
    right: int
    """Of ten answers, how many are right, and with all ten they certify too; -1 for someone who has not begun."""
    days_ago: int
    """When they took the check."""
    manager: str = ""
    """The manager's id."""
    joined: int = 400
    """So many days ago."""


_COLLEAGUES = (
    _Colleague("Ana Example", 0, 10, 40),
    _Colleague("Bilal Muster", 0, 9, 31),
    _Colleague("Chloe Specimen", 0, 6, 12, _YOUR_ID),
    _Colleague("Dev Placeholder", 1, 10, 25, _YOUR_ID),
    _Colleague("Emeka Sample", 1, 5, 22, "S-104", joined=27),
    _Colleague("Freya Example", 1, -1, 0, "S-104", joined=12),
    _Colleague("Goran Muster", 1, -1, 0),
    _Colleague("Hana Specimen", 2, 10, 18, _YOUR_ID),
    _Colleague("Ivo Placeholder", 2, 9, 9),
    _Colleague("Jin Sample", 2, -1, 0),
    _Colleague("Kofi Example", 2, 7, 3),
)


class _Stepping:
    """A clock that starts on a past day and moves on by half a minute each time it is asked."""

    def __init__(self, now: dt.datetime, days_ago: int) -> None:
        self._at = now - dt.timedelta(days=days_ago, hours=2)

    def __call__(self) -> dt.datetime:
        self._at += dt.timedelta(seconds=30)
        return self._at


class Demo:
    """A database in ``folder`` with the company in it."""

    def __init__(self, folder: Path, course: Course, settings: Settings, clock: Clock = system_clock) -> None:
        self._database = folder / "demo.db"
        self._course = course
        self._settings = replace(settings, organisation=ORGANISATION)
        self._clock = clock
        self._now = clock()

    def people_it(self) -> None:
        """Import the roster, assign every track there is, and let the colleagues learn."""
        self._as(_login(_COLLEAGUES[0]), 60, self._found)
        if not self._course.modules:
            return
        for colleague in _COLLEAGUES:
            if colleague.right >= 0:
                self._as(_login(colleague), colleague.days_ago, partial(self._learn, colleague))
        self._as("", 1, partial(self._read_one, self._course.modules[0]))

    def training(self) -> Training:
        """The API for the person at the keyboard, today."""
        return self._open("", self._clock)

    def _as(self, login: str, days_ago: int, use: Callable[[Training], None]) -> None:
        made = self._open(login, _Stepping(self._now, days_ago))
        try:
            use(made)
        finally:
            made.close()

    def _open(self, login: str, clock: Clock) -> Training:
        course = self._course
        return in_process(
            database=self._database, load=lambda: course, settings=self._settings, clock=clock, login=login
        )

    def _found(self, made: Training) -> None:
        made.people.import_csv("sample company", self._roster(), sync=False)
        for number, track in enumerate(self._course.tracks):
            asked = Asked(everyone=True) if number == 0 else Asked(team=_TEAMS[(number - 1) % len(_TEAMS)])
            made.compliance.assign(track.id, asked)

    def _roster(self) -> bytes:
        text = io.StringIO()
        rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
        rows.writeheader()
        you = {"id": _YOUR_ID, "name": _YOU, "login": identity.login(), "team": _TEAMS[0]}
        rows.writerow({**you, "start_date": self._day(_STARTED_DAYS_AGO), "manager": "S-101", "roles": "manager"})
        leads = {_YOUR_ID, "S-101", *(colleague.manager for colleague in _COLLEAGUES)}
        for number, colleague in enumerate(_COLLEAGUES, start=101):
            row = {"id": f"S-{number}", "name": colleague.name, "login": _login(colleague)}
            row |= {"start_date": self._day(colleague.joined), "team": _TEAMS[colleague.team]}
            rows.writerow({**row, "manager": colleague.manager, "roles": "manager" if row["id"] in leads else ""})
        return text.getvalue().encode()

    def _day(self, days_ago: int) -> str:
        return (self._now - dt.timedelta(days=days_ago)).date().isoformat()

    def _learn(self, colleague: _Colleague, made: Training) -> None:
        made.privacy.acknowledge(made.privacy.notice().digest)
        for module in self._reach(colleague):
            for lesson in made.learn.module(module.id).lessons:
                made.learn.finish_lesson(module.id, lesson.id)
            self._take(made, made.checks.start(module.id), [module.id], colleague.right)
        if colleague.right == _ALL_RIGHT:
            for step in made.learn.home().more:
                if step.step is Step.CERTIFY:
                    track = next(track for track in self._course.tracks if track.id == step.track)
                    modules = [part.module for part in track.modules]
                    self._take(made, made.checks.take(step), modules, sys.maxsize)

    def _reach(self, colleague: _Colleague) -> Sequence[Module]:
        """How far somebody came: to the end with all right, else a module for each two of ten, one at least."""
        modules = self._course.modules
        return modules if colleague.right == _ALL_RIGHT else modules[: max(1, colleague.right // 2)]

    def _take(self, made: Training, attempt: str, modules: Sequence[str], right: int) -> None:
        questions = {question.id: question for name in modules for question in self._course.bodies[name].questions}
        # Who is sent back to a lesson has not been there yet.
        while isinstance(asked := made.checks.question(attempt), Presented):
            question = questions[asked.question]
            given = _answer(asked, question, right=asked.position <= right)
            # A scenario is answered scene by scene, everything else at once.
            for scene in range(1, len(given) + 1) if isinstance(question, Branch) else (len(given),):
                made.checks.answer(attempt, asked.question, given[:scene], uuid.uuid4().hex)

    def _read_one(self, module: Module, made: Training) -> None:
        made.privacy.acknowledge(made.privacy.notice().digest)
        made.learn.finish_lesson(module.id, made.learn.module(module.id).lessons[0].id)


def _answer(asked: Presented, question: Question, *, right: bool) -> tuple[str, ...]:
    """The key; or as many wrong options as are asked for, where a question has options."""
    key = types.of(question).key(question)
    if right or not isinstance(question, Single | Multiple):
        return key
    others = tuple(option.id for option in question.options if not option.key)
    return (*others, *key)[: asked.asked.choose]


def _login(colleague: _Colleague) -> str:
    return "demo-" + colleague.name.split()[0].casefold()
