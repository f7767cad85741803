"""What stands between answers: the choices in a scenario that is not over, and lessons read again for an attempt.

Invariant: a choice in a scenario is as durable as an answer, so that nobody looks at the next scene and takes it back;
once the scenario is over its choices are in the response and nowhere else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from trainer.records.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One choice; its fields are the columns."""

    attempt: int
    n: int
    """From 1, in the order of the scenes."""
    question: str
    chosen: str
    request_id: str


def path(store: Store, attempt: int) -> tuple[str, ...]:
    """The choices made so far in the scenario whose turn it is; empty where none is under way."""
    rows = store.few("SELECT chosen FROM step WHERE attempt = ? ORDER BY n", (attempt,))
    return tuple(row["chosen"] for row in rows)


def by_request(store: Store, request_id: str) -> Step | None:
    """The choice that this request recorded, if it did."""
    row = store.row("SELECT * FROM step WHERE request_id = ?", (request_id,))
    return Step(**dict(row)) if row else None


def add(store: Store, step: Step) -> None:
    """Record a choice inside a write transaction."""
    store.insert("step", asdict(step))


def clear(store: Store, attempt: int) -> None:
    """The scenario is over: its response says it all."""
    store.change("DELETE FROM step WHERE attempt = ?", (attempt,))


def relearned(store: Store, attempt: int) -> frozenset[str]:
    """Ids of the lessons that were read again to their end because this attempt asked for it."""
    return frozenset(r["lesson"] for r in store.few("SELECT lesson FROM relearned WHERE attempt = ?", (attempt,)))


def relearn(store: Store, attempt: int, lesson: str) -> None:
    """Note that, inside a write transaction."""
    if lesson not in relearned(store, attempt):
        store.insert("relearned", {"attempt": attempt, "lesson": lesson})
