"""How far a person is: what is asked of them in a module, what is done, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.compliance.requirements import due_by_track
from trainer.compliance.standing import Rules, Standing, standings, worst
from trainer.compliance.status import HELD, Status
from trainer.content.models import Lesson, Module, Objective
from trainer.records import assignments, attempts, learning
from trainer.records.attempts import Attempt, AttemptKind, State
from trainer.records.learning import Reading
from trainer.records.people import Person
from trainer.service.desk import Desk
from trainer.service.views import ModuleCard, NextStep, Step

MINUTES_OF_CHECK = 10
"""What a check of ten questions takes most people; shown, never measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything recorded about one person that a screen may need, read in one go."""

    person: Person
    lines: tuple[Standing, ...] = ()
    read: frozenset[tuple[str, int]] = frozenset()
    """Lesson id and major version of each lesson read to its end."""
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()

    def lines_of(self, module: str) -> tuple[Standing, ...]:
        return tuple(line for line in self.lines if line.part.module == module)

    def newest(self, module: str, *states: State) -> Attempt | None:
        """The newest attempt at a module's check in one of these states."""
        found = [a for a in self.attempts if a.module == module and a.state in states]
        return found[-1] if found else None


def progress(desk: Desk) -> Progress:
    """Read it for the person who asks; empty where nothing is recorded of them yet."""
    person = desk.me()
    rules = desk.rules()
    due = due_of(desk, person, rules)
    if not person.n:
        return Progress(person=person)
    read = learning.readings(desk.store, person.n)
    tried = tuple(attempts.of_person(desk.store, person.n))
    done = learning.completions(desk.store, person.n)
    return Progress(
        person=person,
        lines=standings(desk.today(), rules, due=due, completions=done, started=_started(read, tried)),
        read=frozenset((r.lesson, r.major) for r in read if r.read_at),
        places={(r.lesson, r.major): r.place for r in read},
        attempts=tried,
    )


def due_of(desk: Desk, person: Person, rules: Rules) -> dict[str, dt.date]:
    """The tracks required of a person and the day by which each must be held."""
    days = {name: track.due_days for name, track in rules.tracks.items()}
    return due_by_track(assignments.all_of(desk.store), person.member, days) if not person.left_on else {}


def asked_lessons(module: Module, lines: tuple[Standing, ...]) -> tuple[Lesson, ...]:
    """The lessons that the required parts name together; all of them where nothing is required."""
    named = _named([line.part.lessons for line in lines if line.due_on])
    return tuple(lesson for lesson in module.lessons if named is None or lesson.id in named)


def asked_objectives(module: Module, lines: tuple[Standing, ...]) -> tuple[Objective, ...]:
    """The objectives that the required parts name together; all of them where nothing is required."""
    named = _named([line.part.objectives for line in lines if line.due_on])
    return tuple(objective for objective in module.objectives if named is None or objective.id in named)


def card(module: Module, so_far: Progress) -> ModuleCard:
    """A module as the home screen shows it."""
    lines = so_far.lines_of(module.id)
    asked = asked_lessons(module, lines)
    dues = [line.due_on for line in lines if line.due_on]
    ends = [line.valid_until for line in lines if line.valid_until]
    running = so_far.newest(module.id, State.OPEN)
    return ModuleCard(
        id=module.id,
        slug=module.slug,
        title=module.title,
        summary=module.summary,
        minutes=sum(lesson.minutes for lesson in asked) + MINUTES_OF_CHECK,
        status=worst(line.status for line in lines),
        due_on=min(dues, default=None),
        valid_until=min(ends, default=None),
        lessons_read=sum((lesson.id, module.major) in so_far.read for lesson in asked),
        lessons=len(asked),
        passed=_passed(module, so_far),
        open_attempt=running.id if running else "",
        next=next_step(module, so_far),
    )


def next_step(module: Module, so_far: Progress) -> NextStep:
    """The one thing to do next in a module: finish what was begun, then read, then be tested."""
    running = so_far.newest(module.id, State.OPEN)
    if running is not None:
        return NextStep(step=Step.RESUME, module=module.id, label="Continue the check where you stopped")
    lines = so_far.lines_of(module.id)
    if lines and all(line.status in HELD and line.status != Status.EXPIRING for line in lines):
        return NextStep(step=Step.NOTHING, module=module.id, label="Nothing to do: this module is completed")
    for lesson in asked_lessons(module, lines):
        if (lesson.id, module.major) not in so_far.read:
            label = f"Read “{lesson.title}” ({lesson.minutes} min)"
            return NextStep(step=Step.LESSON, module=module.id, lesson=lesson.id, label=label)
    return NextStep(step=Step.CHECK, module=module.id, label="Take the module check")


def _passed(module: Module, so_far: Progress) -> bool:
    return any(
        a.module == module.id and a.state == State.PASSED and int(a.version.split(".")[0]) == module.major
        for a in so_far.attempts
        if a.kind == AttemptKind.MODULE_CHECK
    )


def _named(lists: list[tuple[str, ...]]) -> set[str] | None:
    """The union; None, meaning everything, where there is no list or one that asks for all."""
    return {name for names in lists for name in names} if lists and all(lists) else None


def _started(read: tuple[Reading, ...], tried: tuple[Attempt, ...]) -> frozenset[str]:
    return frozenset({r.module for r in read} | {a.module for a in tried})
