"""Privacy: what is kept about people and for how long, and making it go. What the product teaches, done here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.errors import Conflict, InputError, NotAllowed
from trainer.records import erased, erasing, leftovers, notices, people, reasons, retention, scrub
from trainer.records.erasing import By
from trainer.records.people import Person
from trainer.service.desk import Desk
from trainer.service.inventory import Column, inventory
from trainer.service.looking import looking
from trainer.service.notice import Notice, notice
from trainer.service.own_copy import OwnCopy, own_copy
from trainer.service.rights import Whose
from trainer.text import encodable, fold, safe

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did."""

    entry: int
    """The number of the entry that says so."""
    attempts: int
    """Finished attempts whose answers went; their results stay, nameless."""
    copies: tuple[str, ...]
    """Files beside the records which erasing does not reach, such as damaged records that were moved aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """What a retention run did, or would do."""

    before: str
    """Answers of attempts that ended before this moment, UTC."""
    attempts: int
    answers: int
    people: tuple[str, ...]
    """Who is erased, as commands call them."""


class Privacy:
    """The uses of whoever wants to know what is kept, and of the admin who makes it go."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def notice(self) -> Notice:
        """What a learner is told, for anyone who asks; it opens no records."""
        return notice(self._desk.settings)

    def told(self) -> bool:
        """Whether the person who asks has acknowledged the notice as it is now."""
        me = self._desk.me()
        return notices.acknowledged(self._desk.store, me.n) == self.notice().digest

    def acknowledge(self, digest: str) -> None:
        """Note that the person who asks has seen the notice with this digest: the first thing recorded about them."""
        if digest != self.notice().digest:
            raise Conflict("The notice has changed since it was shown.", "Read it again: 'trainer privacy notice'.")
        with self._desk.recording(adopt=False) as (store, me):
            notices.acknowledge(store, me.n, digest, at=self._desk.now())

    def inventory(self) -> tuple[Column, ...]:
        """Everything that is kept, for anyone who asks; it opens no records."""
        return tuple(inventory(self._desk.settings))

    def export(self, handle: str = "", form: str = "json") -> OwnCopy:
        """Everything that is kept about the person who asks; or, for an admin, about another, who can see that."""
        me = self._desk.me()
        # Before anyone is looked for: that a handle is known would be an answer too.
        if handle and self._desk.require("privacy.export") is not Whose.ALL and not _is(me, handle):
            raise NotAllowed("That is someone else's record.", "Ask someone with the role admin.")
        person = people.find(self._desk.store, handle) if handle else me
        if person.n == me.n:
            return own_copy(self._desk, person)
        with looking(self._desk, {"report": "record", "form": form}) as look:
            return own_copy(self._desk, look.at(person))

    def erase(self, handle: str, override: str = "") -> Erased:
        """Erase a person for good: details, answers and free text, down to the bytes on the disk.

        ``override`` is the reason for doing it although a duty to keep the record holds. Raises
        :class:`UnknownPerson`, :class:`NotAllowed` while that duty holds, and :class:`RecordsError` where another
        program reads the records or the disk has no room; nothing is erased then.
        """
        self._desk.require("privacy.erase")
        store = self._desk.store
        person = people.find(store, handle)
        _check_reason(override, person)
        self._refuse_while_kept(person, override)
        scrub.prepare(store)
        with erased.listing(store) as put_down, self._desk.recording(adopt=False) as (store, me):
            # Once more: it may be another's by now, or gone.
            person = people.find(store, handle)
            # On the list first: should the power fail now, no backup brings back whoever was erased.
            put_down(erasing.refs(store, person))
            scrub.due(store, at=self._desk.now())
            entry = erasing.erase(store, person, self._by(me), override)
        scrub.finish(store)
        copies = tuple(str(path) for path in leftovers.beside(store.path))
        return Erased(entry=entry.seq, attempts=len(erasing.attempts_of(entry)), copies=copies)

    def retention(self, *, dry_run: bool = False) -> Retained:
        """Fold answers whose time is over into counts, and erase those who left long enough ago.

        With ``dry_run`` it only says what it would do. Each other run leaves an entry, also one that found nothing.
        """
        self._desk.require("privacy.retention")
        store = self._desk.store
        before = self._days_ago(self._desk.settings.keep_answers_days) + "T00:00:00Z"
        due, leavers = retention.due(store, before), self._gone_long_enough()
        if not dry_run:
            self._let_go(before, leavers, something=bool(due.attempts or leavers))
        return Retained(
            before=before,
            attempts=len(due.attempts),
            answers=due.answers,
            people=tuple(person.handle for person in leavers),
        )

    def finish_erasing(self) -> bool:
        """Take off the disk what an interrupted erasure left there; False where nothing was left.

        Raises :class:`Conflict` where one was begun and did not happen: who it was is wholly there.
        """
        self._desk.require("privacy.finish_erasing")
        store = self._desk.store
        unfinished = scrub.unfinished(store)
        if unfinished:
            scrub.finish(store)
        erased.mend(store)
        if waiting := erased.pending(store, erased.listed(store.path)):
            names = ", ".join(sorted({safe(handle) for handle in waiting.values()}))
            raise Conflict(
                f"An erasure was begun and did not happen: {names}.", "Run 'trainer privacy erase' for each again."
            )
        return unfinished

    def _let_go(self, before: str, leavers: list[Person], *, something: bool) -> None:
        store = self._desk.store
        if something:
            scrub.prepare(store)
        with erased.listing(store) as put_down, self._desk.recording(adopt=False) as (store, me):
            retention.fold(store, before, self._by(me))
            put_down([ref for person in leavers for ref in erasing.refs(store, person)])
            if something:
                scrub.due(store, at=self._desk.now())
            for person in leavers:
                erasing.erase(store, people.by_number(store, person.n), self._by(me))
        if something:
            scrub.finish(store)

    def _gone_long_enough(self) -> list[Person]:
        """Whoever is past the time for leavers, and past the duty to keep their record."""
        store = self._desk.store
        since = self._days_ago(self._desk.settings.keep_leavers_days)
        found = [people.by_number(store, n) for n in retention.quiet_since(store, since)]
        me, today = self._desk.me(), self._desk.today()
        return [person for person in found if person.n != me.n and self._kept_until(person) <= today]

    def _days_ago(self, days: int) -> str:
        return (self._desk.today() - dt.timedelta(days=days)).isoformat()

    def _kept_until(self, person: Person) -> dt.date:
        """The day on which the duty to keep the record ends, if there was one."""
        last = erasing.last_evidence(self._desk.store, person)
        days = dt.timedelta(days=self._desk.settings.duty_days)
        return dt.date.fromisoformat(last[:10]) + days if last else self._desk.today()

    def _by(self, me: Person) -> By:
        return By(person=me, on=self._desk.today().isoformat(), at=self._desk.now())

    def _refuse_while_kept(self, person: Person, override: str) -> None:
        until = self._kept_until(person)
        if not override and until > self._desk.today():
            raise NotAllowed(
                f"This record must be kept until {until} (setting duty_days); nothing was erased.",
                "Wait until then, or give a reason that outweighs the duty with --override.",
            )


def _is(me: Person, handle: str) -> bool:
    """Whether someone calls themselves by this id or login."""
    own = {fold(name) for name in (me.roster.id, people.BY_LOGIN + me.roster.login) if name}
    return encodable(handle) and fold(handle) in own


def _check_reason(reason: str, person: Person) -> None:
    """The reason outlives the person, so it must not name them."""
    if (reason and not reason.strip()) or not encodable(reason):
        raise InputError("The reason is no text.", "Say in a sentence what outweighs the duty.")
    if len(reason) > LONGEST_REASON:
        raise InputError(f"The reason has more than {LONGEST_REASON} characters.", "Say it shorter.")
    if reasons.names(reason, person.roster):
        raise InputError("The reason names the person, and would stay when they are gone.", "Say it without a name.")
