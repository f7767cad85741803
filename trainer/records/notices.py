"""Who was shown which privacy notice, before anything else was recorded about them."""

from __future__ import annotations

from trainer.records.store import Store


def acknowledged(store: Store, person: int) -> str | None:
    """The digest of the notice that this person acknowledged last; None where there was none."""
    row = store.row("SELECT digest FROM notice WHERE person = ?", (person,))
    return str(row["digest"]) if row else None


def acknowledged_at(store: Store, person: int) -> str | None:
    """When that was; None where there was none."""
    row = store.row("SELECT acknowledged_at FROM notice WHERE person = ?", (person,))
    return str(row["acknowledged_at"]) if row else None


def acknowledge(store: Store, person: int, digest: str, *, at: str) -> None:
    """Note it inside a write transaction; the newest notice replaces an older one."""
    store.change("DELETE FROM notice WHERE person = ?", (person,))
    store.insert("notice", {"person": person, "digest": digest, "acknowledged_at": at})
