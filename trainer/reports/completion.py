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

from trainer.compliance.requirements import Assignment, due_by_track
from trainer.compliance.standing import EXAMINATION, Certification, Completion, Rules, Standing, standings
from trainer.compliance.status import Status
from trainer.records.facts import Facts
from trainer.records.people import Person
from trainer.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRow:
    """One line; the fields are the columns, in this order. Empty text or None where a thing is not known or not yet."""

    person: str
    """The id, ``login:NAME`` for someone who is not on the roster, or ``erased``."""
    login: str
    name: str
    team: str
    left_on: str
    track: str
    """Empty where nothing requires the module."""
    module: str
    """Empty on the line of a track's examination."""
    status: Status
    due_on: str
    started_at: str
    completed_at: str
    valid_until: str
    version: str
    digest: str
    score: float | None
    """Percent, of the attempt that counts; while none does, of the newest finished one; None as for ``attempts``."""
    pass_mark: float | None
    attempts: int | None
    """Finished ones, failed ones too; None for a reader who may see status and dates only."""
    attestation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to leave out; empty text leaves out nothing."""

    team: str = ""
    track: str = ""


def completion(
    as_of: dt.date,
    rules: Rules,
    assignments: Sequence[Assignment],
    everyone: Iterator[Facts],
    filters: Filters,
    shown: Callable[[Person], object] = lambda _: None,
) -> Iterator[CompletionRow]:
    """The report's lines, one person at a time; ``shown`` is told whose row each is."""
    days = {name: track.due_days for name, track in rules.tracks.items()}
    for facts in everyone:
        if filters.team and fold(facts.person.roster.team) != fold(filters.team):
            continue
        lines = standings(
            as_of,
            rules,
            due=_due(facts, assignments, days),
            completions=[s.completion for s in facts.scored if isinstance(s.completion, Completion)],
            certifications=[s.completion for s in facts.certified if isinstance(s.completion, Certification)],
            started=facts.reading | {tried.module for tried in facts.tried if tried.module},
        )
        for line in lines:
            row = _row(facts, line)
            if facts.person.erased and not row.completed_at and not row.attempts:
                continue
            if not filters.track or row.track == filters.track:
                shown(facts.person)
                yield row


def _due(facts: Facts, assignments: Sequence[Assignment], days: dict[str, int]) -> dict[str, dt.date]:
    """Required tracks and their dates. Of an erased person no date is kept; one that never comes makes none overdue."""
    if facts.person.erased:
        return dict.fromkeys(facts.once_required & days.keys(), dt.date.max)
    return due_by_track(assignments, facts.person.member, days)


def _row(facts: Facts, line: Standing) -> CompletionRow:
    person = facts.person
    track = line.track.id if line.track and line.part == EXAMINATION else ""
    tried = next((t for t in facts.tried if (t.module, t.track) == (line.part.module, track)), None)
    counts = next((s.graded for s in (*facts.scored, *facts.certified) if s.completion == line.completion), None)
    graded = counts or (tried.newest if tried else None)
    return CompletionRow(
        person=person.handle,
        login=person.roster.login,
        name=person.roster.name,
        team=person.roster.team,
        left_on=person.left_on,
        track=line.track.id if line.track else "",
        module=line.part.module,
        status=line.status if line.completion or not person.erased else Status.NOT_REQUIRED,
        due_on=line.due_on.isoformat() if line.due_on and not person.erased else "",
        started_at=tried.started_at if tried else "",
        completed_at=line.completion.completed_at if line.completion else "",
        valid_until=line.valid_until.isoformat() if line.valid_until else "",
        version=line.completion.version if line.completion else "",
        digest=line.completion.digest if line.completion else "",
        score=round(graded.percent, 2) if graded else None,
        pass_mark=graded.pass_mark if graded else None,
        attempts=tried.attempts if tried else 0,
        attestation=graded.attestation if graded else "",
    )
