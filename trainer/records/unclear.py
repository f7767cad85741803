"""How often readers said "this is unclear" about a lesson or question: a count by digest.

Invariant: nothing here can be tied to a person: no name, no moment, no order, no words of theirs. So nothing can tell
whether one person said it twice, either; the front ends send it once a sitting. Another wording begins at nothing.
"""

from __future__ import annotations

from trainer.records.store import Store


def add(store: Store, digest: str) -> None:
    """Count one more, inside a write transaction."""
    if store.row("SELECT 1 FROM unclear WHERE digest = ?", (digest,)) is None:
        store.insert("unclear", {"digest": digest, "n": 1})
    else:
        store.change("UPDATE unclear SET n = n + 1 WHERE digest = ?", (digest,))


def counts(store: Store) -> dict[str, int]:
    """Digest of a lesson or question to how often it was said."""
    return {row["digest"]: row["n"] for row in store.rows("SELECT digest, n FROM unclear")}
