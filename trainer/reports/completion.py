"""The completion report: one line for each part of a track that a person must hold, or a module that they took.

Invariant: whoever is required appears, started or not, here or gone; so the rows add up to what was asked. Nothing is
asked of someone who was erased, but what they did still counts: their lines with a completion or a finished attempt
stay, under the tracks that were required of them when they were erased. The entry of the erasure names these tracks,
for team and role are gone, and with them what any rule would say of the person now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trainer.compliance.history import History, Stands, achieved
from trainer.compliance.standing import EXAMINATION, Standing, standings
from trainer.compliance.status import Status
from trainer.compliance.validity import iso
from trainer.records.facts import Graded, Known, Tried
from trainer.records.people import Person
from trainer.reports.columns import Code, Day, Moment
from trainer.text import fold


class CompletionRow(NamedTuple):
    """One line; the fields are the columns, in this order. Empty text or None where a thing is not known or not yet."""

    person: str
    """The id, ``login:NAME`` for someone who is not on the roster, or ``erased``."""
    login: str
    name: str
    team: str
    """On the day that the report is of, or the day they left."""
    left_on: Day
    track: Code
    """Empty where nothing requires the module."""
    module: Code
    """Empty on the line of a track's examination."""
    status: Status
    due_on: Day
    started_at: Moment
    completed_at: Moment
    valid_until: Day
    version: Code
    digest: Code
    score: float | None
    """Percent, of the attempt that counts; while none does, of the newest finished one; None as for ``attempts``."""
    pass_mark: float | None
    attempts: int | None
    """Finished ones, failed ones too; None for a reader who may see status and dates only."""
    attestation: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to leave out; empty text leaves out nothing."""

    team: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a report on everyone is of."""

    as_of: dt.date
    history: History
    filters: Filters
    graded: Callable[[int], Graded]
    """The result of an attempt, by its row number."""
    shown: Callable[[Person], object] = lambda _: None
    """Told whose row each is."""
    results: bool = True
    """False for a reader who may see status and dates only: how often somebody tried says how they did, too."""


def completion(asking: Asking, everyone: Iterator[Known]) -> Iterator[CompletionRow]:
    """The report's lines, one person at a time."""
    filters, shown = asking.filters, asking.shown
    wanted_team = fold(filters.team)
    for known in everyone:
        stands = standing_of(asking, known)
        if wanted_team and fold(stands.team) != wanted_team:
            continue
        head = _head(known.person, stands)
        person = known.person
        rows = [_row(asking, known, head, line) for line in stands.lines]
        if filters.track:
            rows = [row for row in rows if row.track == filters.track]
        if person.erased:
            rows = [row for row in rows if row.completed_at or row.attempts]
        if not asking.results:
            rows = [row._replace(score=None, attempts=None) for row in rows]
        for row in rows:
            shown(person)
            yield row


def standing_of(asking: Asking, known: Known) -> Stands:
    """Where a person stands. Of an erased person no date is kept; one that never comes makes none overdue."""
    if not known.person.erased:
        return asking.history.stands(asking.as_of, known.facts, known.person.member)
    company = asking.history.on(asking.as_of)
    due = dict.fromkeys(known.once_required & company.rules.tracks.keys(), dt.date.max)
    return Stands(standings(company.as_of, company.rules, due, achieved(company, known.facts)), "", "", known=True)


_Head = tuple[str, str, str, str, Day]


def _head(person: Person, stands: Stands) -> _Head:
    roster = person.roster
    return person.handle, roster.login, roster.name, stands.team, Day(stands.left_on)


def _row(asking: Asking, known: Known, head: _Head, line: Standing) -> CompletionRow:
    track, part, due_on, status, done, valid_until, attested = line
    erased = not known.person.salt
    tried = _tried(known.tried, line)
    version, digest, completed_at = "", "", ""
    score, mark, attestation = None, None, ""
    if done is not None:
        score, mark, attestation, completed_at = done.percent, done.pass_mark, done.attestation, done.completed_at
        version, digest = (line.version, (attested or done).digest)
    elif tried is not None and tried.newest is not None:
        graded = asking.graded(tried.newest)
        score, mark, attestation = round(graded.percent, 2), graded.pass_mark, graded.attestation
    # By _make, which takes the columns as they are: to name the type of each takes as long as all the rest.
    return CompletionRow._make(
        (
            *head,
            track.id if track else "",
            part.module,
            Status.NOT_REQUIRED if erased and done is None else status,
            iso(due_on) if due_on and not erased else "",
            tried.started_at if tried else "",
            completed_at,
            iso(valid_until) if valid_until else "",
            version,
            digest,
            score,
            mark,
            tried.attempts if tried else 0,
            attestation,
        )
    )


def _tried(tried: Sequence[Tried], line: Standing) -> Tried | None:
    examined = line.track.id if line.track and line.part is EXAMINATION else ""
    for each in tried:
        if each.module == line.part.module and each.track == examined:
            return each
    return None
