"""What every use object stands on: the records, the course, the clock, and who is asking.

Invariant: nothing is created by asking. The database, and a person for a login that is not on the roster, are made by
the first thing that has to be recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from trainer.clock import Clock, stamp
from trainer.compliance.history import History
from trainer.compliance.reporting import under
from trainer.compliance.requirements import Role
from trainer.compliance.rules import Rules
from trainer.errors import InputError, NotAllowed, NoticeNeeded
from trainer.records import people
from trainer.records.attestation import Attestation
from trainer.records.history import history
from trainer.records.people import Person, RosterRow
from trainer.records.store import Store
from trainer.service.pace import AnyPace, Pace
from trainer.service.rights import Whose, roles_for, whose
from trainer.service.said import Said
from trainer.settings import Settings
from trainer.text import fold, safe

if TYPE_CHECKING:
    from trainer.content.models import Course, Module


class OpenRecords(Protocol):
    """How the records are opened, and made where there are none."""

    def __call__(self, *, create: bool) -> Store: ...


class Desk:
    """One person's connection to records and course; ``open_records`` and ``load`` are called when first needed.

    ``roles`` None are those that the roster gives the person, looked up each time: they may change at any moment.
    """

    def __init__(
        self,
        *,
        database: Path,
        open_records: OpenRecords,
        load: Callable[[], Course],
        clock: Clock,
        settings: Settings,
        login: str,
        roles: frozenset[Role] | None,
        attestation: Attestation,
        pace: Pace | None = None,
        said: Said | None = None,
    ) -> None:
        self.database = database
        self._open_records = open_records
        self._load = load
        self.clock = clock
        self._store: Store | None = None
        self._course: Course | None = None
        self._adopted: int | None = None
        """How many groups of the records had been lost when the course was last put in force."""
        self.settings = settings
        self.login = login
        self._roles = roles
        self.attestation = attestation
        self.pace = pace or AnyPace()
        self.said = said or Said()
        """Who said what is unclear: of a host all its people, else of this sitting."""

    @property
    def course(self) -> Course:
        if self._course is None:
            self._course = self._load()
        return self._course

    @property
    def store(self) -> Store:
        """The records for reading; :class:`~trainer.errors.NoRecords` where there are none yet."""
        if self._store is None:
            self._store = self._open_records(create=False)
        return self._store

    def now(self) -> str:
        return stamp(self.clock())

    def today(self) -> dt.date:
        return self.clock().astimezone(dt.UTC).date()

    def begin(self, *, adopt: bool = True) -> None:
        """Make the records where there are none, and put the course's new versions in force."""
        if self._store is None:
            self._store = self._open_records(create=True)
        if adopt and self._adopted != self.store.losses:
            from trainer.service.adopting import adopt as put_in_force

            put_in_force(self)
            self._adopted = self.store.losses

    @contextmanager
    def recording(self, *, adopt: bool = True) -> Iterator[tuple[Store, Person]]:
        """One write transaction, with the person who writes; they are made where they were not known.

        Without ``adopt`` the course is not looked at: for what has nothing to do with it.
        """
        self.begin(adopt=adopt)
        store = self.store
        with store.write():
            yield store, self.actor(store)

    @contextmanager
    def learning(self) -> Iterator[tuple[Store, Person]]:
        """The same for what a learner does: :class:`NoticeNeeded`, and nothing recorded, until they were told."""
        from trainer.records import notices

        self.begin()
        store = self.store
        with store.write():
            known = people.by_login(store, self.login)
            if known is None or notices.acknowledged(store, known.n) is None:
                raise NoticeNeeded(
                    "You have not acknowledged the privacy notice yet.",
                    "Read it with 'trainer privacy notice', and acknowledge it when 'trainer learn' shows it.",
                )
            yield store, known

    def actor(self, store: Store) -> Person:
        """The person who asks, inside a write transaction; made where they were not known."""
        known = people.by_login(store, self.login)
        if known is not None:
            return known
        # Not at the top of the module: it happens once in a person's life.
        from trainer.records.roster import add_unlisted

        return add_unlisted(store, self.login, on=self.today().isoformat(), at=self.now())

    def me(self) -> Person:
        """The person who asks; one who is not recorded yet has row number 0 and nothing to their name."""
        known = people.by_login(self.store, self.login)
        roster = RosterRow(id="", login=self.login, name=self.login)
        return known or Person(n=0, ref="", salt=b"", roster=roster, left_on="")

    def require(self, call: str) -> Whose:
        """Whose record this call may be about; :class:`NotAllowed` where the person who asks may not make it."""
        roles = self._roles if self._roles is not None else frozenset(self.me().roster.roles)
        found = whose(call, roles)
        if found is Whose.NOBODY:
            raise NotAllowed("You may not do that.", f"Ask someone with the role {' or '.join(roles_for(call))}.")
        return found

    def reports(self) -> frozenset[int]:
        """Row numbers of the person who asks and of everyone who reports to them, directly or through others."""
        me = self.me()
        if not me.roster.id:
            # Nobody reports to who has no id: an empty manager means that there is none.
            return frozenset({me.n})
        listed = [p for p in people.everyone(self.store) if not p.unlisted]
        below = under(((fold(p.roster.id), fold(p.roster.manager)) for p in listed), fold(me.roster.id))
        return frozenset({me.n, *(p.n for p in listed if fold(p.roster.id) in below)})

    def module(self, name: str) -> Module:
        """The module with this id or slug; :class:`InputError` where there is none."""
        found = self.course.module(name)
        if found is None:
            known = ", ".join(f"{m.id} {m.slug}" for m in self.course.modules)
            raise InputError(f"There is no module {safe(name)!r}.", f"The modules are: {known}.")
        return found

    def history(self) -> History:
        """What was asked of whom from the first entry on."""
        return history(self.store, warning_days=self.settings.warning_days, today=self.today())

    def rules(self) -> Rules:
        """The tracks and module versions in force, as the records have them."""
        return self.history().on(self.today()).rules

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
