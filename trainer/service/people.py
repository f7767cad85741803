"""People: taking over a roster, and listing who is on it. For admins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from trainer.errors import InputError, NoRecords, RosterError
from trainer.records import people, roster
from trainer.records.people import RosterRow
from trainer.records.store import Store
from trainer.service import roster_file
from trainer.service.desk import Desk
from trainer.service.looking import looking
from trainer.text import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or with ``dry_run`` would do."""

    added: int
    changed: int
    unchanged: int
    left: int
    changes: tuple[tuple[str, str, str], ...]
    """``(what, id, name)`` of each person touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedHistory:
    """What an import of past completions did, or with ``dry_run`` would do."""

    added: int
    unchanged: int
    """Imported before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person in a list; the fields are the columns."""

    id: str
    """Or ``login:NAME`` for someone who is not on the roster."""
    login: str
    name: str
    email: str
    team: str
    manager: str
    roles: str
    start_date: str
    left_on: str
    listed: bool


class People:
    """The uses of an admin who keeps the roster."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def import_csv(
        self, name: str, data: bytes, *, sync: bool = False, dry_run: bool = False, ignore_extra: bool = False
    ) -> Imported:
        """Take over a people CSV, all or nothing. ``sync`` marks people who are missing from it as left."""
        self._desk.require("people.import_csv")
        rows = roster_file.read(name, data, ignore_extra=ignore_extra)
        if sync and not rows:
            raise InputError("The file names nobody: everyone would be marked as left.", "Check the file.")
        if dry_run:
            return _imported(self._rehearsed(rows, sync=sync))
        with self._desk.recording() as (store, me):
            made = roster.plan(store, rows, sync=sync)
            self._apply(store, made, me, self._desk.today())
        return _imported(made)

    def add(
        self,
        person: str,
        name: str,
        *,
        login: str = "",
        email: str = "",
        team: str = "",
        manager: str = "",
        roles: tuple[str, ...] = (),
        start_date: dt.date | None = None,
    ) -> Imported:
        """Put one person on the roster, as an import of one line would; the very same again changes nothing."""
        self._desk.require("people.add")
        given = {
            "id": person,
            "name": name,
            "login": login,
            "email": email,
            "team": team,
            "manager": manager,
            "roles": " ".join(roles),
            "start_date": start_date.isoformat() if start_date else "",
        }
        # By the file's own rules, whoever calls: one way in, and one list of what is wrong.
        try:
            (checked,) = roster_file.read("the person", roster_file.as_csv(given), ignore_extra=False)
        except RosterError as error:
            what = "; ".join(problem.what for problem in error.problems)
            raise InputError(f"That person cannot be added: {what}.", f"{error.problems[0].remedy}.") from error
        with self._desk.recording() as (store, me):
            made = roster.plan(store, [checked], sync=False)
            if any(change.what in ("changed", "moved") for change in made.changes):
                raise InputError(
                    f"{safe(person)} is on the roster already, with other details.",
                    "Change people with 'trainer people import'.",
                )
            self._apply(store, made, me, self._desk.today())
        return _imported(made)

    def leave(self, person: str, on: dt.date | None = None) -> Imported:
        """Note that somebody has left, today or on an earlier day; their login is free from then on.

        A status on a day before it was recorded stays what it was.
        """
        self._desk.require("people.leave")
        today = self._desk.today()
        if on is not None and on > today:
            raise InputError(f"{on} is yet to come.", "Record it on that day: until then everything is asked of them.")
        _ = self._desk.store
        with self._desk.recording() as (store, me):
            found = people.find(store, person)
            if found.unlisted:
                raise InputError("That person is not on the roster.", "Nothing is required of them.")
            change = roster.Change(what="left", before=found, roster=replace(found.roster, login=""))
            left = bool(found.left_on)
            made = roster.Plan(changes=() if left else (change,), unchanged=int(left))
            self._apply(store, made, me, on or today)
        return _imported(made)

    def import_history(
        self, name: str, data: bytes, *, dry_run: bool = False, ignore_extra: bool = False
    ) -> ImportedHistory:
        """Take over what people achieved in an older system, all or nothing; the same file again changes nothing."""
        from trainer.service.old_history import take_over

        self._desk.require("people.import_history")
        return take_over(self._desk, name, data, dry_run=dry_run, ignore_extra=ignore_extra)

    def _apply(self, store: Store, made: roster.Plan, me: people.Person, on: dt.date) -> None:
        roster.apply(store, made, on=on.isoformat(), at=self._desk.now(), actor_ref=me.ref)

    def _rehearsed(self, rows: list[RosterRow], *, sync: bool) -> roster.Plan:
        """What an import would do; where there are no records yet, everyone would join."""
        try:
            return roster.plan(self._desk.store, rows, sync=sync)
        except NoRecords:
            joined = (roster.Change(what="joined", before=None, roster=row) for row in rows)
            return roster.Plan(changes=tuple(joined), unchanged=0)

    @contextmanager
    def everyone(self, *, unlisted: bool = False, left: bool = True) -> Iterator[Iterator[PersonRow]]:
        """The roster; ``unlisted`` adds those who learn without being on it, ``left`` those who have left.

        Who was shown is recorded when the context ends.
        """
        self._desk.require("people.everyone")
        store = self._desk.store
        with looking(self._desk, {"report": "people"}) as look:
            yield (
                _row(look.at(person))
                for person in people.everyone(store)
                if (unlisted or not person.unlisted) and (left or not person.left_on)
            )


def _imported(made: roster.Plan) -> Imported:
    return Imported(
        added=made.count("joined"),
        changed=made.count("changed", "moved"),
        unchanged=made.unchanged,
        left=made.count("left"),
        changes=tuple((change.what, change.roster.id, change.roster.name) for change in made.changes),
    )


def _row(person: people.Person) -> PersonRow:
    roster_row = person.roster
    return PersonRow(
        id=person.handle,
        login=roster_row.login,
        name=roster_row.name,
        email=roster_row.email,
        team=roster_row.team,
        manager=roster_row.manager,
        roles=" ".join(roster_row.roles),
        start_date=roster_row.start_date,
        left_on=person.left_on,
        listed=not person.unlisted,
    )
