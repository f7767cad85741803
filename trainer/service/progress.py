"""How far a person is: what is asked of them and what is done. What comes next is in ``ahead``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trainer.assessment.kinds import REMEDIED, AttemptKind
from trainer.assessment.retry import Ended, may_start, must_read_first
from trainer.clock import day, moment
from trainer.compliance.achieved import DeltaAttestation
from trainer.compliance.history import achieved
from trainer.compliance.rules import Rules
from trainer.compliance.standing import Standing, major_of
from trainer.compliance.status import HELD, Status
from trainer.content.models import Lesson, Module, Objective, Track
from trainer.records import attempts, exceptions, learning
from trainer.records.attempts import Attempt, State
from trainer.records.history import facts_of
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
    allowed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Module and track, one of them empty, to when a wait was last lifted there; UTC, to the second."""
    sent_back: Mapping[Subject, tuple[Lesson, ...]] = field(default_factory=dict)
    """The lessons to read again before the next attempt at a thing, after two failures in a row."""
    attesting: Mapping[str, tuple[Objective, ...]] = field(default_factory=dict)
    """Module id to the changed objectives that the person may attest, in place of doing the whole module again."""

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
        ended = self.ended(kind, module, track)
        allowed = self.allowed.get((module, track), "") if kind in REMEDIED else ""
        if ended and allowed and moment(allowed) >= ended[-1].at:
            return None
        return may_start(kind, ended)

    def running(self, kind: AttemptKind, module: str = "", track: str = "") -> Attempt | None:
        """The attempt at it that is not finished."""
        wanted = (kind, module, track, State.OPEN)
        return next((a for a in self.attempts if (a.kind, a.module, a.track, a.state) == wanted), None)


def progress(desk: Desk) -> Progress:
    """Read it for the person who asks; empty where nothing is recorded of them yet."""
    person = desk.me()
    if not person.n:
        return Progress(person=person)
    history, today = desk.history(), desk.today()
    facts = facts_of(desk.store, person)
    company = history.on(today)
    counting = achieved(company, facts)
    lines = history.stands(today, facts, person.member).lines
    read = learning.readings(desk.store, person.n)
    so_far = Progress(
        person=person,
        lines=lines,
        read=frozenset((r.lesson, r.major) for r in read if r.read_at),
        places={(r.lesson, r.major): r.place for r in read},
        attempts=tuple(attempts.of_person(desk.store, person.n)),
        completed={c.module: day(c.completed_at) for c in counting.completions},
        allowed=exceptions.allowed(desk.store, person.n),
        attesting=dict(_attesting(desk, company.rules, lines, counting.attestations)),
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


def _attesting(
    desk: Desk, rules: Rules, lines: Sequence[Standing], attestations: Sequence[DeltaAttestation]
) -> Iterator[tuple[str, tuple[Objective, ...]]]:
    """Each module in which a new version changed so much and no more, and nothing else is to be done."""
    for name in sorted({line.part.module for line in lines if line.status is Status.SUPERSEDED}):
        module = desk.course.module(name)
        if module is None or module.major != rules.majors.get(name):
            continue
        unsettled = [line for line in lines if line.part.module == name and line.status not in HELD]
        asked: set[str] = set()
        for line in unsettled:
            changed = _changed(rules, line, attestations)
            if changed is None:
                break
            asked |= changed
        else:
            objectives = tuple(objective for objective in module.objectives if objective.id in asked)
            if len(objectives) == len(asked):
                yield name, objectives


def _changed(rules: Rules, line: Standing, attestations: Sequence[DeltaAttestation]) -> frozenset[str] | None:
    """What is left to attest on a line; None where that would not settle it."""
    if line.status is not Status.SUPERSEDED or line.completion is None:
        return None
    since = major_of(line.completion, line.part.module)
    theirs = [each for each in attestations if each.module == line.part.module and each.major > since]
    return rules.changed(line.part, since, theirs)


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
