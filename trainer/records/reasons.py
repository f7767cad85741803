"""Reasons: free text beside the ledger, which holds only a salted commitment to it.

Invariant: an entry outlives the text. With the text and its salt gone, the commitment says nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Self

from trainer.records import people
from trainer.records.store import Store


@dataclass(frozen=True, slots=True)
class Reason:
    """A text that an entry rests on."""

    text: str
    salt: bytes
    """32 random bytes, of this text alone."""

    @classmethod
    def new(cls, text: str) -> Self:
        """A text with a fresh salt."""
        return cls(text, os.urandom(32))

    @property
    def commitment(self) -> str:
        """HMAC-SHA-256 of the text under its salt, hex: what the entry holds."""
        return people.commitment(self.salt, self.text)


def keep(store: Store, reason: Reason, *, entry: int, person: int) -> None:
    """Keep the text inside the write transaction of its entry, to be erased with the person who gave it."""
    store.insert("reason", {"entry": entry, "person": person, "salt": reason.salt, "text": reason.text})
