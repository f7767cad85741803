"""The facts that a report needs about everyone, streamed in the order of the people, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from trainer.compliance.standing import Certification, Completion
from trainer.records import erasing, learning, people
from trainer.records.people import Person
from trainer.records.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The result of one finished attempt."""

    percent: float
    pass_mark: float
    attestation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one person did to complete one module, or to be certified for one track."""

    module: str
    """Empty for a track's examination."""
    track: str
    """Of an examination; empty for a module."""
    started_at: str
    """Of the first attempt."""
    attempts: int
    """Finished ones."""
    newest: Graded | None
    """Of the newest finished attempt; None where none is finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A completion or certification with the result of the attempt that it rests on."""

    completion: Completion | Certification
    graded: Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a report needs about one person."""

    person: Person
    tried: tuple[Tried, ...]
    scored: tuple[Scored, ...]
    certified: tuple[Scored, ...]
    reading: frozenset[str]
    """Ids of modules in which a lesson was begun."""
    once_required: frozenset[str]
    """Ids of the tracks that were required of someone on the day they were erased; empty for everyone else."""


_T = TypeVar("_T")

_TRIED = """SELECT tried.*, newest.percent, newest.form, newest.attestation
  FROM (SELECT person, module, track, min(started_at) AS started_at, sum(state <> 'open') AS attempts,
      max(CASE WHEN state <> 'open' THEN n END) AS newest
    FROM attempt WHERE kind IN ('module_check', 'certification') OR (kind = 'test_out' AND state = 'passed')
    GROUP BY person, module, track) AS tried
  LEFT JOIN attempt AS newest ON newest.n = tried.newest ORDER BY tried.person, tried.module, tried.track"""
_SCORED = """SELECT completion.*, attempt.percent, attempt.form, attempt.attestation
  FROM completion JOIN attempt ON attempt.n = completion.attempt ORDER BY completion.person, completion.entry"""
_CERTIFIED = """SELECT certification.*, attempt.percent, attempt.form, attempt.attestation
  FROM certification JOIN attempt ON attempt.n = certification.attempt
  ORDER BY certification.person, certification.entry"""
_ONCE_REQUIRED = """SELECT person.n AS person, entry.payload FROM entry JOIN person ON person.ref = entry.person_ref
  WHERE entry.kind = 'erasure' ORDER BY person.n"""
_READING = "SELECT DISTINCT person, module FROM reading ORDER BY person, module"


def of_everyone(store: Store) -> Iterator[Facts]:
    """One person at a time. Read it inside :meth:`Store.snapshot`, or the streams may disagree."""
    tried = _Stream(store.rows(_TRIED))
    scored = _Stream(store.rows(_SCORED))
    certified = _Stream(store.rows(_CERTIFIED))
    reading = _Stream(store.rows(_READING))
    required = _Stream(store.rows(_ONCE_REQUIRED))
    for person in people.everyone_ever(store):
        yield Facts(
            person=person,
            tried=tuple(tried.of(person.n, _tried)),
            scored=tuple(scored.of(person.n, _scored)),
            certified=tuple(certified.of(person.n, _certified)),
            reading=frozenset(reading.of(person.n, lambda row: str(row["module"]))),
            once_required=frozenset().union(*required.of(person.n, erasing.tracks_in)),
        )


class _Stream:
    """Rows ordered by person, handed out person by person."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._ahead = next(rows, None)

    def of(self, person: int, make: Callable[[Any], _T]) -> Iterator[_T]:
        # Rows of a former self, such as an attempt left open, come before the next person: they are passed over.
        while self._ahead is not None and self._ahead["person"] <= person:
            if self._ahead["person"] == person:
                yield make(self._ahead)
            self._ahead = next(self._rows, None)


def _tried(row: Any) -> Tried:
    newest = _graded(row) if row["attempts"] else None
    return Tried(
        module=row["module"],
        track=row["track"],
        started_at=row["started_at"],
        attempts=row["attempts"],
        newest=newest,
    )


def _scored(row: Any) -> Scored:
    columns = {name: row[name] for name in learning.COMPLETION_COLUMNS}
    return Scored(completion=learning.completion_from(columns), graded=_graded(row))


def _certified(row: Any) -> Scored:
    columns = {name: row[name] for name in learning.CERTIFICATION_COLUMNS}
    return Scored(completion=Certification(**columns), graded=_graded(row))


def _graded(row: Any) -> Graded:
    pass_mark = learning.pass_mark_of(row["form"])
    return Graded(percent=row["percent"], pass_mark=pass_mark, attestation=row["attestation"])
