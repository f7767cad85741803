"""Reasons: free text beside the ledger, which holds only a salted commitment to it.

Invariant: an entry outlives the text. With the text and its salt gone, the commitment says nothing. A text goes with
the person whom an exception or a correction is about; with whoever wrote it, where it is about no one person, or is why
somebody was erased; and always with whomever it names.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Self

from trainer.records import people
from trainer.records.people import RosterRow
from trainer.records.store import Store
from trainer.text import fold

_SHORTEST_NAME = 3
"""Letters from which a value is looked for in a text; a shorter one is a word of many texts."""


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


def names(text: str, roster: RosterRow) -> bool:
    """Whether a text holds the person's id, login, e-mail address, name, or a word of the name.

    As a word of its own, so that "Ann" is not found in "annual"; but anywhere where a script may not part its words.
    """
    told = {fold(each) for each in (roster.id, roster.login, roster.email, roster.name, *roster.name.split())}
    said = fold(text)
    return any(_holds(said, value) for value in told if len(value) >= _SHORTEST_NAME)


def _holds(said: str, value: str) -> bool:
    if not value.isascii():
        return value in said
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said) is not None


def forget_naming(store: Store, roster: RosterRow) -> list[int]:
    """Delete every reason that names a person, inside a write transaction; returns the numbers of their entries."""
    rows = store.rows("SELECT entry, text FROM reason ORDER BY entry")
    found: list[int] = [row["entry"] for row in rows if names(row["text"], roster)]
    for entry in found:
        store.change("DELETE FROM reason WHERE entry = ?", (entry,))
    return found


def keep(store: Store, reason: Reason, *, entry: int, person: int) -> None:
    """Keep the text inside the write transaction of its entry, to be erased with that person."""
    store.insert("reason", {"entry": entry, "person": person, "salt": reason.salt, "text": reason.text})
