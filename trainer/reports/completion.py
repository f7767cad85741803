"""The completion report: one line for each part of a track that a person must hold, or a module that they took.

Invariant: whoever is required appears, started or not, here or gone; so the rows add up to what was asked. Nothing is
asked of someone who was erased, but what they did still counts: their lines with a completion or a finished attempt
stay, under the tracks that were required of them when they were erased. The entry of the erasure names these tracks,
for team and role are gone, and with them what any rule would say of the person now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trainer.compliance.achieved import Completion
from trainer.compliance.history import History, Stands, achieved
from trainer.compliance.standing import EXAMINATION, standings
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
    """Percent; None as for ``attempts``."""
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
        person = known.person
        rows = _rows(asking, known, stands)
        if filters.track:
            rows = [row for row in rows if row.track == filters.track]
        if person.erased:
            rows = [row for row in rows if row.completed_at or row.attempts]
        if not asking.results:
            rows = [_without_results(row) for row in rows]
        for row in rows:
            shown(person)
            yield row


def _without_results(row: CompletionRow) -> CompletionRow:
    """Status and dates only; who vouches for an attempt that completed nothing would tell that there was one."""
    attestation = row.attestation if row.completed_at else Code("")
    return row._replace(score=None, pass_mark=None, attempts=None, attestation=attestation)


def standing_of(asking: Asking, known: Known) -> Stands:
    """Where a person stands. Of an erased person no date is kept; one that never comes makes none overdue."""
    if not known.person.erased:
        return asking.history.stands(asking.as_of, known.facts, known.person.member)
    company = asking.history.on(asking.as_of)
    due = dict.fromkeys(known.once_required & company.rules.tracks.keys(), dt.date.max)
    return Stands(standings(company.as_of, company.rules, due, achieved(company, known.facts)), "", "", known=True)


def _rows(asking: Asking, known: Known, stands: Stands) -> list[CompletionRow]:
    """One person's; a report on everyone makes a million, so each is built of as few steps as can be."""
    person, tried_by, rows = known.person, known.tried, []
    roster, erased = person.roster, person.erased
    head = (person.handle, roster.login, roster.name, stands.team, stands.left_on)
    for line in stands.lines:
        track, part, due_on, status, done, valid_until, attested = line
        name = track.id if track else ""
        tried = tried_by.get((part.module, name if part is EXAMINATION else ""))
        if done is None:
            version, digest, completed_at = "", "", ""
            score, mark, attestation = _newest_result(asking, tried)
            status = Status.NOT_REQUIRED if erased else status
        else:
            version = done.version if attested is None and type(done) is Completion else line.version
            digest, completed_at = (attested or done).digest, done.completed_at
            score, mark, attestation = done.percent, done.pass_mark, done.attestation
        row = (
            *head,
            name,
            part.module,
            status,
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
        # By __new__, which takes the columns as they are: to name the type of each takes as long as all the rest.
        rows.append(tuple.__new__(CompletionRow, row))
    return rows


def _newest_result(asking: Asking, tried: Tried | None) -> tuple[float | None, float | None, str]:
    """Percent, pass mark and attestation of the newest finished attempt, where nothing is held."""
    if tried is None or tried.newest is None:
        return None, None, ""
    graded = asking.graded(tried.newest)
    return round(graded.percent, 2), graded.pass_mark, graded.attestation
