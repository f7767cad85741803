"""Assignments: the rules by which a track is required, each with its entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from trainer.compliance.requirements import Assignment, Member, Target, applies
from trainer.records import corrections
from trainer.records.people import Person
from trainer.records.store import Store

_ALL = "SELECT * FROM assignment ORDER BY entry"


def add(store: Store, assignment: Assignment, person: Person | None, *, at: str, actor_ref: str | None) -> bool:
    """Record an assignment and its entry inside a write transaction; False where the very same stands already."""
    from trainer.records import entries

    if any(same(old, assignment) for old in standing(store)):
        return False
    due_on = assignment.due_on.isoformat() if assignment.due_on else None
    payload = {
        "track": assignment.track,
        "target": assignment.target,
        "name": assignment.name,
        "due_on": due_on,
        "due_days": assignment.due_days,
    }
    ref = person.ref if person else None
    entry = entries.append(store, entries.Kind.ASSIGNMENT, payload, at=at, actor_ref=actor_ref, person_ref=ref)
    row = {
        "entry": entry.seq,
        **payload,
        "person": assignment.person,
        "assigned_on": assignment.assigned_on.isoformat(),
    }
    store.insert("assignment", row)
    return True


def same(one: Assignment, other: Assignment) -> bool:
    """Whether two assignments ask the same of the same, whenever they were made."""
    return one._replace(assigned_on=other.assigned_on, entry=other.entry) == other


def all_of(store: Store) -> Iterator[Assignment]:
    """Every assignment that there ever was, the oldest first."""
    return (_assignment(row) for row in store.rows(_ALL))


def standing(store: Store) -> Iterator[Assignment]:
    """Those that were not withdrawn."""
    gone = corrections.withdrawn(store)
    return (each for each in all_of(store) if each.entry not in gone)


def rows_for(store: Store, member: Member) -> Iterator[dict[str, Any]]:
    """The rows of every assignment that asks this person, the oldest first."""
    return (dict(row) for row in store.rows(_ALL) if applies(_assignment(row), member))


def required(store: Store, member: Member) -> list[str]:
    """Ids of the tracks that an assignment asks of this person, sorted."""
    return sorted({each.track for each in standing(store) if applies(each, member)})


def _assignment(row: Any) -> Assignment:
    return Assignment(
        track=row["track"],
        target=Target(row["target"]),
        person=row["person"],
        name=row["name"],
        due_on=dt.date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        due_days=row["due_days"],
        assigned_on=dt.date.fromisoformat(row["assigned_on"]),
        entry=row["entry"],
    )
