"""The facts that a report needs about everyone, streamed in the order of the people, so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from trainer.compliance.achieved import Exemption
from trainer.compliance.history import Facts
from trainer.records import achievements, erasing, exceptions, people
from trainer.records.history import BEGUN, TRIED, facts_of, first_of, roster_fact
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.records.streams import ByPerson


class Graded(NamedTuple):
    """The result of one finished attempt."""

    percent: float
    pass_mark: float
    attestation: str


class Tried(NamedTuple):
    """What one person did to complete one module, or to be certified for one track."""

    module: str
    """Empty for a track's examination."""
    track: str
    """Of an examination; empty for a module."""
    started_at: str
    """Of the first attempt."""
    attempts: int
    """Finished ones."""
    newest: int | None
    """Row number of the newest finished attempt."""


class Known(NamedTuple):
    """Everything that a report needs about one person."""

    person: Person
    facts: Facts
    tried: Mapping[tuple[str, str], Tried]
    """By module and track."""
    once_required: frozenset[str]
    """Ids of the tracks that were required of someone on the day they were erased; empty for everyone else."""


_ROSTER = """SELECT person.n, roster_event.change, entry.recorded_at, roster_event.effective_on, roster_event.team,
    roster_event.roles, roster_event.start_date, roster_event.listed
  FROM person JOIN roster_event ON roster_event.ref = person.ref JOIN entry ON entry.seq = roster_event.entry
  ORDER BY person.n, roster_event.entry, roster_event.position"""
_READ = "SELECT person, module, min(begun_on) FROM reading GROUP BY person, module ORDER BY person, module"
_TRIED = f"""SELECT person, module, track, min(started_at), sum(state <> 'open' AND finished_at < :until),
    max(CASE WHEN state <> 'open' AND finished_at < :until THEN n END), min({BEGUN})
  FROM attempt WHERE {TRIED} AND started_at < :until AND counts_from < :until
  GROUP BY person, module, track ORDER BY person, module, track"""
_ONCE_REQUIRED = """SELECT person.n AS person, entry.payload FROM entry JOIN person ON person.ref = entry.person_ref
  WHERE entry.kind = 'erasure' ORDER BY person.n"""
_BY_PERSON = "ORDER BY person, entry"
_NEWEST = "SELECT percent, form, attestation FROM attempt WHERE n = ?"
ALWAYS = "~"
"""Later than every moment, as text is compared."""


def of_everyone(store: Store, until: str = ALWAYS) -> Iterator[Known]:
    """One person at a time. Read it inside :meth:`Store.snapshot`, or the streams may disagree.

    Attempts that began or ended on or after ``until``, an ISO day, are left out; everything else carries its own day.
    """
    roster = ByPerson(store.tuples(_ROSTER), lambda row: roster_fact(row[1:]))
    completions = ByPerson(store.tuples(f"{achievements.COMPLETIONS} {_BY_PERSON}"), achievements.completion_from, at=1)
    certified = ByPerson(
        store.tuples(f"{achievements.CERTIFICATIONS} {_BY_PERSON}"), achievements.certification_from, at=1
    )
    attested = ByPerson(store.tuples(f"{achievements.ATTESTATIONS} {_BY_PERSON}"), achievements.attestation_from, at=1)
    exempt = ByPerson(store.tuples(f"{exceptions.EXEMPTIONS} {_BY_PERSON}"), lambda row: Exemption(*row), at=1)
    read = ByPerson(store.tuples(_READ), lambda row: (row[1], row[2]))
    tried = ByPerson(store.tuples(_TRIED, {"until": until}), tuple)
    required = ByPerson(store.tuples(_ONCE_REQUIRED), lambda row: erasing.tracks_in({"payload": row[1]}))
    for person in people.everyone_ever(store):
        n = person.n
        theirs = tried.of(n)
        begun = [*read.of(n), *((row[1], row[6]) for row in theirs if row[1])]
        yield Known(
            person,
            Facts(roster.of(n), completions.of(n), certified.of(n), attested.of(n), exempt.of(n), first_of(begun)),
            {row[1:3]: Tried._make(row[1:6]) for row in theirs},
            frozenset().union(*required.of(n)),
        )


def of_these(store: Store, numbers: Iterable[int]) -> Iterator[Known]:
    """The same of a few people in the vault, by their row numbers, without what they tried."""
    for n in numbers:
        person = people.by_number(store, n)
        yield Known(person, facts_of(store, person), {}, frozenset())


def graded(store: Store, attempt: int) -> Graded:
    """The result of the finished attempt in that row."""
    row = store.row(_NEWEST, (attempt,))
    if row is None:
        raise LookupError(attempt)
    return Graded(row["percent"], json.loads(row["form"])["pass_mark"], row["attestation"])
