"""Every attempt of everyone, streamed in the order of the people: those here, those who left, those who were erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from trainer.compliance.achieved import IMPORTED
from trainer.records import people
from trainer.records.attempts import State
from trainer.records.history import EVIDENCE_KINDS
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.records.streams import ByPerson

_ATTEMPTS = f"""SELECT attempt.person, attempt.kind, attempt.module, attempt.track, attempt.version, attempt.digest,
    attempt.started_at, attempt.finished_at, attempt.state, attempt.percent, attempt.form, attempt.attestation,
    coalesce(completion.entry, certification.entry, delta_attestation.entry, 0)
  FROM attempt LEFT JOIN completion ON completion.attempt = attempt.n
    LEFT JOIN certification ON certification.attempt = attempt.n
    LEFT JOIN delta_attestation ON delta_attestation.attempt = attempt.n
  WHERE attempt.kind IN ({EVIDENCE_KINDS}) AND attempt.started_at < :until ORDER BY attempt.person, attempt.n"""
_IMPORTED = """SELECT person, 'imported', module, '' AS track, version, digest, completed_at, counts_from, percent,
    entry FROM completion WHERE attempt IS NULL AND counts_from < :until
  UNION ALL SELECT person, 'imported', '', track, '', digest, completed_at, counts_from, percent, entry
    FROM certification WHERE attempt IS NULL AND counts_from < :until
  ORDER BY person, entry"""


class Sat(NamedTuple):
    """One attempt, or one completion from an older system."""

    person: Person
    kind: str
    """Of the attempt; ``imported`` where it is none."""
    module: str
    track: str
    version: str
    digest: str
    started_at: str
    finished_at: str
    """Empty while open on the day."""
    state: str
    percent: float | None
    pass_mark: float | None
    attestation: str
    entry: int
    """Of what it completed, certified or attested, or of the import; 0 where it proved nothing."""


def by_everyone(store: Store, until: str) -> Iterator[Sat]:
    """What began before ``until``, an ISO day or ``facts.ALWAYS``. Read it inside :meth:`Store.snapshot`."""
    attempts = ByPerson(store.tuples(_ATTEMPTS, {"until": until}), tuple)
    imported = ByPerson(store.tuples(_IMPORTED, {"until": until}), tuple)
    for person in people.everyone_ever(store):
        yield from (_brought(person, row) for row in imported.of(person.n))
        yield from (_sat(person, row, until) for row in attempts.of(person.n))


def _sat(person: Person, row: tuple[Any, ...], until: str) -> Sat:
    _, kind, module, track, version, digest, started_at, finished_at, state, percent, form, attestation, entry = row
    mark = json.loads(form)["pass_mark"]
    if finished_at is None or finished_at >= until:
        finished_at, state, percent = "", State.OPEN, None
    said = (started_at, finished_at, state, percent, mark, attestation, entry)
    return Sat(person, kind, module, track, version, digest, *said)


def _brought(person: Person, row: tuple[Any, ...]) -> Sat:
    _, kind, module, track, version, digest, completed_at, _, percent, entry = row
    said = ("", completed_at, State.PASSED, percent, None, IMPORTED, entry)
    return Sat(person, kind, module, track, version, digest, *said)
