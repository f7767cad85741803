"""What the keeper of the records did last, or has yet to finish; none of it is about a person."""

from __future__ import annotations

from trainer.records.store import Store

BACKUP = "backup"
"""When the last backup was verified."""
SCRUB = "scrub"
"""Since when deleted bytes wait to be taken off the disk."""


def note(store: Store, what: str, at: str) -> None:
    """Remember when it was, inside a write transaction."""
    forget(store, what)
    store.insert("upkeep", {"what": what, "at": at})


def forget(store: Store, what: str) -> None:
    """It is done; inside a write transaction."""
    store.change("DELETE FROM upkeep WHERE what = ?", (what,))


def when(store: Store, what: str) -> str | None:
    """When it was noted; None where it was not."""
    row = store.row("SELECT at FROM upkeep WHERE what = ?", (what,))
    return str(row["at"]) if row else None
