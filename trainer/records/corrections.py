"""Corrections: later entries that say what an earlier one is to count as. The earlier one stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.compliance.history import Correction, What
from trainer.records.store import Store

if TYPE_CHECKING:
    from trainer.records.entries import Entry


def add(
    store: Store, about: Entry, what: What, value: str, reason: str, *, owner: int, at: str, actor_ref: str
) -> Correction:
    """Record a correction and its entry inside a write transaction.

    ``owner`` is the row number of the person with whom the reason's text is erased.
    """
    from trainer.records import entries, reasons

    text = reasons.Reason.new(reason) if reason else None
    payload = {"entry": about.id, "what": what, "value": value}
    entry = entries.append(
        store,
        entries.Kind.CORRECTION,
        {**payload, "reason": text.commitment} if text else payload,
        at=at,
        actor_ref=actor_ref,
        person_ref=about.person_ref,
    )
    made = Correction(entry.seq, about.seq, what, value, at[:10])
    store.insert("correction", made._asdict())
    if text:
        reasons.keep(store, text, entry=entry.seq, person=owner)
    return made


def all_of(store: Store) -> Iterator[Correction]:
    """Every correction, the oldest first."""
    columns = ", ".join(Correction._fields)
    return (_correction(*row) for row in store.rows(f"SELECT {columns} FROM correction ORDER BY entry"))


def withdrawn(store: Store) -> frozenset[int]:
    """Numbers of the entries that count no longer."""
    return frozenset(r[0] for r in store.rows("SELECT corrects FROM correction WHERE what = ?", (What.WITHDRAWN,)))


def _correction(entry: int, corrects: int, what: str, value: str, counts_from: str) -> Correction:
    return Correction(entry, corrects, What(what), value, counts_from)
