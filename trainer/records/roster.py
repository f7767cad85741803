"""Taking over a roster: all or nothing, idempotent, one entry for the whole import with its people beneath it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from trainer.compliance.reporting import circle
from trainer.content.codec import canonical
from trainer.errors import InputError
from trainer.records import entries, people
from trainer.records.absorbing import absorb
from trainer.records.people import Person, RosterRow
from trainer.records.store import Store
from trainer.text import fold, safe

_UPDATE = """UPDATE vault SET id = :id, id_key = :id_key, login = :login, login_key = :login_key, name = :name,
  email = :email, team = :team, manager = :manager, roles = :roles, start_date = :start_date, unlisted = :unlisted,
  left_on = NULL WHERE person = :person"""
_FORGET = """UPDATE roster_event
  SET effective_on = '', team = '', roles = NULL, start_date = NULL, listed = NULL"""
DIGESTED = ("ref", "change", "commitment", "said")
"""What an entry's digest is over: all of an event but what an erasure takes away, such as the day and the team."""
_AT_ONCE = 500
"""SQLite takes at least 999 parameters."""
_EVENT_COLUMNS = (
    "entry", "position", "ref", "change", "effective_on", "team", "commitment", "said", "roles", "start_date", "listed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One person whom an import touches."""

    what: str
    """``joined``, ``changed``, ``moved`` (to another team) or ``left``."""
    before: Person | None
    roster: RosterRow
    same: Person | None = None
    """The unlisted person who used this login until now, where ``before`` is someone else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do; applying it twice changes nothing the second time."""

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, *what: str) -> int:
        return sum(change.what in what for change in self.changes)


def plan(store: Store, rows: Sequence[RosterRow], *, sync: bool) -> Plan:
    """Compare a roster with the vault. ``sync`` marks people who are missing from it as left."""
    known = list(people.everyone(store))
    by_id = {fold(p.roster.id): p for p in known if not p.unlisted}
    unlisted = {fold(p.roster.login): p for p in known if p.unlisted}
    given = {fold(row.id) for row in rows}
    _refuse_taken_logins(rows, given, by_id)
    changes, unchanged = [], 0
    for row in rows:
        listed, by_login = by_id.get(fold(row.id)), unlisted.get(fold(row.login)) if row.login else None
        what = _what(listed or by_login, row)
        if what:
            same = by_login if listed else None
            changes.append(Change(what=what, before=listed or by_login, roster=row, same=same))
        else:
            unchanged += 1
    _refuse_circle(rows, known)
    if sync:
        gone = [p for key, p in by_id.items() if key not in given and not p.left_on]
        changes += [Change(what="left", before=p, roster=replace(p.roster, login="")) for p in gone]
    return Plan(changes=tuple(changes), unchanged=unchanged)


def apply(store: Store, made: Plan, *, on: str, at: str, actor_ref: str | None) -> None:
    """Carry out a plan inside the write transaction in which it was made; a plan with no change leaves no entry."""
    if not made.changes:
        return
    # A login that moves from one person to another must be free before it is taken.
    store.change_many(
        "UPDATE vault SET login = NULL, login_key = NULL WHERE person = ?",
        [(c.before.n,) for c in made.changes if c.before],
    )
    # Joiners all at once: a company's first import has nobody else.
    joined = iter(people.add(store, [change.roster for change in made.changes if change.before is None]))
    events = [_carry_out(store, change, change.before or next(joined), on, at) for change in made.changes]
    same = {change.same.ref: change.before.ref for change in made.changes if change.same and change.before}
    _record(store, events, same, at=at, actor_ref=actor_ref)


def add_unlisted(store: Store, login: str, *, on: str, at: str) -> Person:
    """Make a person for a login that is not on the roster, inside a write transaction."""
    (person,) = people.add(store, [RosterRow(id="", login=login, name=login)])
    _record(store, [_event(person, "joined", on, person.roster)], {}, at=at, actor_ref=person.ref)
    return person


def release_manager(store: Store, manager: Person, *, on: str, at: str, actor_ref: str | None) -> None:
    """Take a manager's id from those who report to them, inside a write transaction."""
    key = fold(manager.roster.id)
    # Most people lead nobody, and a retention run asks this of many: the few managers' ids first.
    if not key or all(fold(row["manager"]) != key for row in store.rows("SELECT DISTINCT manager FROM vault")):
        return
    led = [p for p in people.everyone(store) if fold(p.roster.manager) == key and p.n != manager.n]
    for day in sorted({p.left_on or on for p in led}):
        changes = [
            Change(what="left" if p.left_on else "changed", before=p, roster=replace(p.roster, manager=""))
            for p in led
            if (p.left_on or on) == day
        ]
        apply(store, Plan(changes=tuple(changes), unchanged=0), on=day, at=at, actor_ref=actor_ref)


def forget(store: Store, refs: Sequence[str]) -> None:
    """Take day, team and the like from all that the roster said of these refs; only their lost salt opens the rest."""
    for at in range(0, len(refs), _AT_ONCE):
        some = refs[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        store.change(f"{_FORGET} WHERE ref IN ({marks})", some)


def teams_of(store: Store, refs: AbstractSet[str]) -> frozenset[str]:
    """Every team that the roster ever said these people were in."""
    rows = store.tuples("SELECT DISTINCT ref, team FROM roster_event WHERE team <> ''")
    return frozenset(team for ref, team in rows if ref in refs)


def digest_of(events: Sequence[Sequence[str]]) -> str:
    """SHA-256, hex, over the ``DIGESTED`` columns of what happened to each person."""
    return hashlib.sha256(canonical(events).encode()).hexdigest()


def said_of(salt: bytes, effective_on: str, team: str, *more: str | int) -> str:
    """Binds a roster entry to what stands beneath it: day, team, and ``more``, which older entries did not keep."""
    return people.commitment(salt, [effective_on, team, *more])


class _Event(NamedTuple):
    ref: str
    change: str
    effective_on: str
    team: str
    commitment: str
    said: str
    roles: str
    start_date: str
    listed: int


def _record(store: Store, events: Sequence[_Event], same: Mapping[str, str], *, at: str, actor_ref: str | None) -> None:
    digested = [[getattr(event, name) for name in DIGESTED] for event in events]
    payload: dict[str, Any] = {"people": len(events), "digest": digest_of(digested)}
    if same:
        # Whose the entries of an unlisted person are from now on.
        payload["same"] = same
        forget(store, list(same))
    entry = entries.append(store, entries.Kind.ROSTER, payload, at=at, actor_ref=actor_ref)
    numbered = ((entry.seq, position, *event) for position, event in enumerate(events, start=1))
    store.insert_many("roster_event", _EVENT_COLUMNS, numbered)


def _carry_out(store: Store, change: Change, person: Person, on: str, at: str) -> _Event:
    if change.before is not None:
        if change.same is not None:
            absorb(store, change.same, person, on=at[:10])
        store.change_many(_UPDATE, [{**people.vault_columns(change.roster), "person": person.n}])
        if change.what == "left":
            store.change("UPDATE vault SET left_on = ? WHERE person = ?", (on, person.n))
    effective = change.roster.start_date if change.what == "joined" and change.roster.start_date else on
    return _event(person, change.what, effective, change.roster)


def _event(person: Person, what: str, effective_on: str, roster: RosterRow) -> _Event:
    committed = people.commitment(person.salt, people.vault_columns(roster))
    beneath = (" ".join(roster.roles), roster.start_date, int(bool(roster.id)))
    said = said_of(person.salt, effective_on, roster.team, *beneath)
    return _Event(person.ref, what, effective_on, roster.team, committed, said, *beneath)


def _what(before: Person | None, row: RosterRow) -> str:
    if before is None or before.unlisted or before.left_on:
        return "joined"
    if before.roster == row:
        return ""
    return "moved" if before.roster.team != row.team else "changed"


def _refuse_circle(rows: Sequence[RosterRow], known: Sequence[Person]) -> None:
    """A circle of managers would have nobody at its top."""
    everyone = {fold(p.roster.id): p.roster for p in known if not p.unlisted and not p.left_on}
    everyone.update((fold(row.id), row) for row in rows)
    found = circle({key: fold(each.manager) for key, each in everyone.items() if each.manager})
    if found:
        named = " → ".join(safe(everyone[key].id) for key in found)
        raise InputError(
            f"The managers go round in a circle: {named}.", "Give one of them another manager. Nothing was imported."
        )


def _refuse_taken_logins(rows: Sequence[RosterRow], given: set[str], by_id: dict[str, Person]) -> None:
    """A login may pass from a person in this file; one outside it still has theirs."""
    held = {fold(p.roster.login): p for key, p in by_id.items() if key not in given and p.roster.login}
    for row in rows:
        holder = held.get(fold(row.login)) if row.login else None
        if holder is not None:
            raise InputError(
                f"The login {safe(holder.roster.login)!r} belongs to {safe(holder.roster.id)}, who is not in the file.",
                "Add that person to the file with their new login, or correct this one. Nothing was imported.",
            )
