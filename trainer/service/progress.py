"""How far a person is: what is asked of them and what is done. What comes next is in ``ahead``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.assessment.retry import Ended, may_start, must_read_first
from trainer.clock import day, moment
from trainer.compliance.requirements import due_by_track
from trainer.compliance.standing import Rules, Standing, standings
from trainer.content.models import Lesson, Module, Objective, Track
from trainer.records import assignments, attempts, learning
from trainer.records.attempts import Attempt, State
from trainer.records.learning import Reading
from trainer.records.people import Person
from trainer.service.desk import Desk

Subject = tuple[AttemptKind, str, str]
"""What an attempt is about: its kind, and the ids of module and track, each empty where it is of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything recorded about one person that a screen may need, read in one go."""

    person: Person
    lines: tuple[Standing, ...] = ()
    read: frozenset[tuple[str, int]] = frozenset()
    """Lesson id and major version of each lesson read to its end."""
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    completed: Mapping[str, dt.date] = field(default_factory=dict)
    """Module id to the day of its newest completion."""
    sent_back: Mapping[Subject, tuple[Lesson, ...]] = field(default_factory=dict)
    """The lessons to read again before the next attempt at a thing, after two failures in a row."""

    def parts_of(self, track: Track) -> tuple[Standing, ...]:
        """The lines of a track's modules and of its examination."""
        return tuple(line for line in self.lines if line.track == track)

    def lines_of(self, module: str) -> tuple[Standing, ...]:
        return tuple(line for line in self.lines if line.part.module == module)

    def newest(self, module: str, *states: State, kind: AttemptKind = AttemptKind.MODULE_CHECK) -> Attempt | None:
        """The newest attempt at a module in one of these states; at its check, where no other kind is named."""
        found = [a for a in self.attempts if (a.kind, a.module) == (kind, module) and a.state in states]
        return found[-1] if found else None

    def finished(self, kind: AttemptKind, module: str = "", track: str = "") -> list[Attempt]:
        """Finished attempts at one thing, the oldest first."""
        return [a for a in self.attempts if (a.kind, a.module, a.track) == (kind, module, track) and a.finished_at]

    def ended(self, kind: AttemptKind, module: str = "", track: str = "") -> list[Ended]:
        """The same as the rules of retrying look at them."""
        return [
            Ended(at=moment(a.finished_at or ""), passed=a.state == State.PASSED)
            for a in self.finished(kind, module, track)
        ]

    def again_from(self, kind: AttemptKind, module: str = "", track: str = "") -> dt.datetime | None:
        """From when the next attempt at it may begin; None where nothing is waited for. It may lie in the past."""
        return may_start(kind, self.ended(kind, module, track))

    def running(self, kind: AttemptKind, module: str = "", track: str = "") -> Attempt | None:
        """The attempt at it that is not finished."""
        wanted = (kind, module, track, State.OPEN)
        return next((a for a in self.attempts if (a.kind, a.module, a.track, a.state) == wanted), None)


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
    so_far = Progress(
        person=person,
        lines=standings(
            desk.today(),
            rules,
            due=due,
            completions=done,
            started=_started(read, tried),
            certifications=learning.certifications(desk.store, person.n),
        ),
        read=frozenset((r.lesson, r.major) for r in read if r.read_at),
        places={(r.lesson, r.major): r.place for r in read},
        attempts=tried,
        completed={c.module: day(c.completed_at) for c in done},
    )
    return _with_what_is_owed(desk, so_far)


def _with_what_is_owed(desk: Desk, so_far: Progress) -> Progress:
    failed = {(a.kind, a.module, a.track) for a in so_far.attempts if a.state == State.FAILED}
    back = [subject for subject in failed if must_read_first(subject[0], so_far.ended(*subject))]
    if not back:
        return so_far
    # Not at the top of the module: judging an attempt needs far more code than the first screen does.
    from trainer.service.relearn import owed_before

    return replace(so_far, sent_back={subject: owed_before(desk, so_far, subject) for subject in back})


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


def objectives_of(desk: Desk, track: Track) -> list[Objective]:
    """The objectives that a track's examination is about."""
    modules = [(part, desk.course.module(part.module)) for part in track.modules]
    return [
        objective
        for part, module in modules
        if module is not None
        for objective in module.objectives
        if not part.objectives or objective.id in part.objectives
    ]


def _named(lists: list[tuple[str, ...]]) -> set[str] | None:
    """The union; None, meaning everything, where there is no list or one that asks for all."""
    return {name for names in lists for name in names} if lists and all(lists) else None


def _started(read: tuple[Reading, ...], tried: tuple[Attempt, ...]) -> frozenset[str]:
    return frozenset({r.module for r in read} | {a.module for a in tried if a.module and a.kind in EVIDENCE})
