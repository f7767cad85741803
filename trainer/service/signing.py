"""Signing the tree as it is, inside the write transaction that asks for it."""

from __future__ import annotations

from trainer.records import ledger
from trainer.records.notes import Checkpoint, Signer
from trainer.records.store import Store


def sign(store: Store, signer: Signer, *, at: str) -> tuple[str, int]:
    """Sign the tree over all entries, and keep the note; returns it and the number of entries."""
    size = ledger.sound_size(store)
    note = signer.sign(Checkpoint(signer.verifier.name, size, ledger.root(store, size)).text())
    ledger.keep_checkpoint(store, size, note, at=at)
    return note, size
