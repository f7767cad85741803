"""Approvals of content: an entry that says which version of a module, by its digest, somebody answers for."""

from __future__ import annotations

import json

from trainer.records import entries
from trainer.records.store import Store


def approve(store: Store, module: str, version: str, digest: str, *, at: str, actor_ref: str) -> tuple[int, bool]:
    """The number of the actor's entry, and whether it is new; the same approval twice is one, inside a transaction."""
    said = {"module": module, "version": version, "digest": digest}
    for entry in entries.entries(store, entries.Kind.APPROVAL):
        if entry.actor_ref == actor_ref and json.loads(entry.payload) == said:
            return entry.seq, False
    return entries.append(store, entries.Kind.APPROVAL, said, at=at, actor_ref=actor_ref).seq, True
