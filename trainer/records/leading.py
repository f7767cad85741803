"""Whether somebody leads anyone, read without reading everyone: the first screen waits for it."""

from __future__ import annotations

from trainer.records.store import Store
from trainer.text import fold

_MANAGERS = "SELECT DISTINCT manager FROM vault WHERE manager <> ''"


def leads(store: Store, person: str) -> bool:
    """Whether the roster has anyone report to the person with this id, compared NFKC case folded.

    A leaver counts: others may report through them.
    """
    key = fold(person)
    return bool(key) and any(fold(row["manager"]) == key for row in store.rows(_MANAGERS))
