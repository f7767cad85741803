"""What others decided about a person, as they see it: exemptions and corrections, why, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from trainer.compliance.history import What
from trainer.records.audit_rules import object_of
from trainer.records.store import Store

_BY = """LEFT JOIN person AS giver ON giver.ref = entry.actor_ref
  LEFT JOIN vault ON vault.person = coalesce(giver.same_as, giver.n)"""
_EXEMPTIONS = f"""SELECT exemption.entry, exemption.track, exemption.until, entry.recorded_at, vault.name, reason.text
  FROM exemption JOIN entry ON entry.seq = exemption.entry LEFT JOIN reason ON reason.entry = exemption.entry {_BY}
  WHERE exemption.person = ? ORDER BY exemption.entry DESC"""
_CORRECTIONS = f"""SELECT correction.corrects, about.kind, about.payload, correction.what, correction.value,
    entry.recorded_at, vault.name, reason.text
  FROM correction JOIN entry ON entry.seq = correction.entry JOIN entry AS about ON about.seq = correction.corrects
  LEFT JOIN reason ON reason.entry = correction.entry {_BY}
  WHERE entry.person_ref IN (SELECT ref FROM person WHERE n = ? OR same_as = ?) ORDER BY correction.entry DESC"""


class Exempted(NamedTuple):
    """One exemption as it was recorded."""

    entry: int
    track: str
    until: str
    """ISO day."""
    at: str
    """UTC, to the second."""
    by: str
    """Name of who approved it; empty where they were erased."""
    reason: str


class Corrected(NamedTuple):
    """One correction of an entry about the person."""

    corrects: int
    kind: str
    """Of the entry that was corrected."""
    of: str
    """Id of the module or track that it is about."""
    what: What
    value: str
    """ISO day; empty for ``withdrawn``."""
    at: str
    by: str
    reason: str


def exemptions(store: Store, person: int) -> Iterator[Exempted]:
    """What a person was excused from, the newest first."""
    return (_exempted(row) for row in store.rows(_EXEMPTIONS, (person,)))


def corrections(store: Store, person: int) -> Iterator[Corrected]:
    """What was corrected of the entries about a person, also before the roster knew them; the newest first."""
    return (_corrected(row) for row in store.rows(_CORRECTIONS, (person, person)))


def _exempted(row: Any) -> Exempted:
    entry, track, until, at, by, reason = row
    return Exempted(entry, track, until, at, by or "", reason or "")


def _corrected(row: Any) -> Corrected:
    corrects, kind, payload, what, value, at, by, reason = row
    said = object_of(payload)
    of = str(said.get("track") or said.get("module") or "")
    return Corrected(corrects, kind, of, What(what), value, at, by or "", reason or "")
