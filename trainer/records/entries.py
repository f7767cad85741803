"""Evidence: the append-only entries, and what is in force by them.

Invariant: an entry names people by ``ref`` only and carries no free text, so that erasing a person never has to
touch one; ``leaf`` is the RFC 6962 leaf hash of the whole row, and the tree of ``ledger`` grows with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from trainer.content.codec import canonical
from trainer.records import ledger
from trainer.records.merkle import leaf_hash
from trainer.records.store import Store
from trainer.text import encodable

_COLUMNS = "seq, id, kind, person_ref, payload, recorded_at, actor_ref"


class Kind(StrEnum):
    """What an entry is about; the same words as in the table ``entry_kind``."""

    ROSTER = "roster"
    TRACK = "track"
    CONTENT = "content"
    ASSIGNMENT = "assignment"
    COMPLETION = "completion"
    FAILED_ATTEMPT = "failed_attempt"
    PASSED_ATTEMPT = "passed_attempt"
    EXPORT = "export"
    ERASURE = "erasure"
    RETENTION = "retention"
    RESTORE = "restore"
    CERTIFICATION = "certification"
    EXEMPTION = "exemption"
    CORRECTION = "correction"
    ATTESTATION = "attestation"
    RETRY = "retry"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One compliance fact as it stands in the ledger; its fields are the columns, ``leaf`` aside."""

    seq: int
    id: str
    kind: Kind
    person_ref: str | None
    payload: str
    """Canonical JSON."""
    recorded_at: str
    actor_ref: str | None

    @property
    def leaf(self) -> bytes:
        """RFC 6962 section 2.1: SHA-256 over a zero byte and the entry's canonical JSON."""
        return leaf_hash(canonical(asdict(self)).encode())


def append(
    store: Store,
    kind: Kind,
    payload: Mapping[str, Any],
    *,
    at: str,
    actor_ref: str | None,
    person_ref: str | None = None,
) -> Entry:
    """Add an entry inside a write transaction; its number is the next one, without gaps."""
    entry = Entry(
        seq=ledger.sound_size(store) + 1,
        id=uuid.uuid4().hex,
        kind=kind,
        person_ref=person_ref,
        payload=canonical(payload),
        recorded_at=at,
        actor_ref=actor_ref,
    )
    store.insert("entry", {**asdict(entry), "leaf": entry.leaf})
    ledger.grow(store, entry.seq, entry.leaf)
    return entry


def entries(store: Store, kind: Kind | None = None) -> Iterator[Entry]:
    """All entries in order, or those of one kind."""
    where, parameters = ("WHERE kind = ?", (kind,)) if kind else ("", ())
    for row in store.rows(f"SELECT {_COLUMNS} FROM entry {where} ORDER BY seq", parameters):
        yield _entry(row)


def find(store: Store, name: str) -> Entry | None:
    """The entry with this number or id."""
    if not encodable(name):
        return None
    number = int(name) if name.isascii() and name.isdecimal() and len(name) < 19 else 0
    row = store.row(f"SELECT {_COLUMNS} FROM entry WHERE id = ? OR seq = ?", (name, number))
    return _entry(row) if row else None


def put_in_force(
    store: Store, kind: Kind, name: str, digest: str, body: Mapping[str, Any], *, at: str, actor_ref: str | None
) -> bool:
    """Note that from now on this version of a track or module counts; False where it did already."""
    now = store.row("SELECT digest FROM in_force WHERE kind = ? AND name = ?", (kind, name))
    if now is not None and now["digest"] == digest:
        return False
    entry = append(store, kind, {"name": name, "digest": digest, **body}, at=at, actor_ref=actor_ref)
    if now is not None:
        store.change("DELETE FROM in_force WHERE kind = ? AND name = ?", (kind, name))
    row = {"kind": kind, "name": name, "digest": digest, "body": canonical(body), "entry": entry.seq}
    store.insert("in_force", row)
    return True


def digests_in_force(store: Store) -> dict[tuple[str, str], str]:
    """``(kind, name)`` to digest, for every track and module in force."""
    return {(row["kind"], row["name"]): row["digest"] for row in store.rows("SELECT kind, name, digest FROM in_force")}


def _entry(row: Any) -> Entry:
    try:
        kind = Kind(row["kind"])
    except ValueError as error:
        raise ledger.altered(f"Entry {row['seq']} is of no kind") from error
    return Entry(**{**dict(row), "kind": kind})
