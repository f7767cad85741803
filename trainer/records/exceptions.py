"""Exceptions made for one person, each an entry with a reason: excused from a track, or allowed to try again now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trainer.compliance.achieved import Exemption
from trainer.records.people import Person
from trainer.records.store import Store

if TYPE_CHECKING:
    from trainer.records.entries import Entry

EXEMPTIONS = f"SELECT {', '.join(Exemption._fields)} FROM exemption"


def exempt(store: Store, person: Person, track: str, until: str, reason: str, *, at: str, actor_ref: str) -> Entry:
    """Excuse a person from a track until an ISO day, inside a write transaction. The actor is who approved it."""
    entry = _record(store, "exemption", person, {"track": track, "until": until}, reason, at, actor_ref)
    store.insert("exemption", Exemption(entry.seq, person.n, track, until, at[:10])._asdict())
    return entry


def allow_retry(
    store: Store, person: Person, module: str, track: str, reason: str, *, at: str, actor_ref: str
) -> Entry:
    """Lift the wait after failures at a module, or at a track's examination, inside a write transaction."""
    entry = _record(store, "retry", person, {"module": module, "track": track}, reason, at, actor_ref)
    row = {"entry": entry.seq, "person": person.n, "module": module, "track": track, "allowed_at": at}
    store.insert("retry", row)
    return entry


def exemptions(store: Store, person: int) -> tuple[Exemption, ...]:
    """What a person was excused from, the oldest first."""
    return tuple(Exemption(*row) for row in store.few(f"{EXEMPTIONS} WHERE person = ? ORDER BY entry", (person,)))


def allowed(store: Store, person: int) -> dict[tuple[str, str], str]:
    """Module and track, one of them empty, to the moment at which a new attempt was last allowed."""
    rows = store.few("SELECT module, track, allowed_at FROM retry WHERE person = ? ORDER BY entry", (person,))
    return {(row["module"], row["track"]): row["allowed_at"] for row in rows}


def _record(
    store: Store, kind: str, person: Person, said: Mapping[str, Any], reason: str, at: str, actor_ref: str
) -> Entry:
    from trainer.records import entries, reasons

    text = reasons.Reason.new(reason)
    payload = {**said, "reason": text.commitment}
    entry = entries.append(store, entries.Kind(kind), payload, at=at, actor_ref=actor_ref, person_ref=person.ref)
    # With the person whom it is about: "maternity" goes when they go, whoever wrote it.
    reasons.keep(store, text, entry=entry.seq, person=person.n)
    return entry
