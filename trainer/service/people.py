"""People: taking over a roster, and listing who is on it. For admins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from trainer.errors import InputError, NoRecords
from trainer.records import people, roster
from trainer.records.people import RosterRow
from trainer.service import roster_file
from trainer.service.desk import Desk
from trainer.service.looking import looking


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
            at = self._desk.now()
            roster.apply(store, made, on=self._desk.today().isoformat(), at=at, actor_ref=me.ref)
        return _imported(made)

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
