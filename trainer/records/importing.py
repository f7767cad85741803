"""Completions from an older system: one entry each, marked ``imported``, without an attempt behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from trainer.compliance.achieved import IMPORTED, Certification, Completion
from trainer.records import achievements, entries
from trainer.records.entries import Kind
from trainer.records.people import Person
from trainer.records.store import Store

_STANDS = "attempt IS NULL AND entry NOT IN (SELECT corrects FROM correction WHERE what = 'withdrawn')"
_KNOWN = f"""SELECT person, module, '' AS track, completed_at FROM completion WHERE {_STANDS}
  UNION ALL SELECT person, '', track, completed_at FROM certification WHERE {_STANDS}"""

Key = tuple[int, str, str, str]
"""Person's row number, module, track, ISO day."""


class Past(NamedTuple):
    """One thing that a person achieved before; one of module and track is empty."""

    person: Person
    module: str
    track: str
    completed_on: str
    """ISO day."""
    score: float | None
    """Percent."""
    versions: Mapping[str, str]
    """Module id to the version that it is taken to cover: those in force when it was imported."""

    @property
    def key(self) -> Key:
        """By which it is known to have been imported already."""
        return self.person.n, self.module, self.track, self.completed_on


def known(store: Store) -> frozenset[Key]:
    """What was imported before and stands: what was withdrawn since may be imported once more."""
    return frozenset((row[0], row[1], row[2], row[3][:10]) for row in store.rows(_KNOWN))


def add(store: Store, past: Past, *, at: str, actor_ref: str) -> None:
    """Record one inside a write transaction."""
    said: dict[str, Any] = {"attestation": IMPORTED, "completed_on": past.completed_on, "percent": past.score}
    if past.track:
        payload = {**said, "track": past.track, "versions": dict(past.versions)}
    else:
        payload = {**said, "module": past.module, "version": past.versions[past.module]}
    kind = Kind.CERTIFICATION if past.track else Kind.COMPLETION
    entry = entries.append(store, kind, payload, at=at, actor_ref=actor_ref, person_ref=past.person.ref)
    done = (f"{past.completed_on}T00:00:00Z", at[:10], past.score, None, IMPORTED)
    if past.track:
        certified = Certification(entry.seq, past.person.n, past.track, "", None, *done, past.versions)
        achievements.add_certification(store, certified)
    else:
        version = past.versions[past.module]
        achievements.add_completion(
            store, Completion(entry.seq, past.person.n, past.module, version, "", None, (), *done)
        )
