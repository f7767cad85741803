"""Corrections: what an earlier entry is to count as from the day on which somebody said so, and why.

Invariant: nothing that happened is changed or removed. A status on an earlier day stays what it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from trainer.compliance.history import What
from trainer.compliance.requirements import Assignment, applies
from trainer.errors import InputError
from trainer.records import assignments, corrections, entries, people
from trainer.records.audit_rules import object_of
from trainer.records.entries import Entry, Kind
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service.asked import Asked
from trainer.service.asking import check_asked, listed, rule
from trainer.service.compliance_views import Recorded, Unassigned
from trainer.service.desk import Desk
from trainer.text import fold, safe

_MAY = {
    What.WITHDRAWN: frozenset({Kind.ASSIGNMENT, Kind.EXEMPTION, Kind.COMPLETION, Kind.CERTIFICATION, Kind.ATTESTATION}),
    What.DUE_ON: frozenset({Kind.ASSIGNMENT}),
    What.UNTIL: frozenset({Kind.EXEMPTION}),
    What.COMPLETED_ON: frozenset({Kind.COMPLETION, Kind.CERTIFICATION}),
}
"""What of which kinds of entries can be corrected."""
_OPTIONS = {
    What.WITHDRAWN: "--withdraw",
    What.DUE_ON: "--due",
    What.UNTIL: "--until",
    What.COMPLETED_ON: "--completed-on",
}


class Corrected(NamedTuple):
    """What an entry is to count as."""

    what: What
    value: str
    """ISO day; empty for ``withdrawn``."""

    @classmethod
    def of(
        cls, *, withdraw: bool, due_on: dt.date | None, until: dt.date | None, completed_on: dt.date | None
    ) -> Corrected:
        """The one thing that was given; :class:`InputError` where none or several were."""
        days = {What.DUE_ON: due_on, What.UNTIL: until, What.COMPLETED_ON: completed_on}
        given = [cls(what, day.isoformat()) for what, day in days.items() if day is not None]
        given += [cls(What.WITHDRAWN, "")] if withdraw else []
        if len(given) != 1:
            raise InputError("Say what is to be corrected.", f"Use one of {', '.join(_OPTIONS.values())}.")
        return given[0]


def correct(desk: Desk, name: str, reason: str, corrected: Corrected) -> Recorded:
    """Record it; :class:`InputError` where there is no such entry, or it has nothing of the kind."""
    _ = desk.store
    with desk.recording() as (store, me):
        about = entries.find(store, name)
        if about is None:
            raise InputError(
                f"There is no entry {safe(name)!r}.", "Give its number or id; reports and receipts have it."
            )
        _refuse_unfit(desk, store, about, corrected)
        person = people.by_ref(store, about.person_ref) if about.person_ref else None
        made = corrections.add(
            store,
            about,
            corrected.what,
            corrected.value,
            reason,
            owner=person.n if person else me.n,
            at=desk.now(),
            actor_ref=me.ref,
        )
    said = f"{about.kind} of entry {about.seq}: {corrected.what.replace('_', ' ')} {corrected.value}".rstrip()
    return Recorded(entry=made.entry, person=person.handle if person else "", what=said)


def take_back(desk: Desk, track: str, asked: Sequence[Asked]) -> Unassigned:
    """Withdraw the assignments of a track to these, whatever their due dates."""
    for each in asked:
        check_asked(each)
    _ = desk.store
    with desk.recording() as (store, me):
        standing = list(assignments.standing(store))
        ended: list[Assignment] = []
        for each in asked:
            meant = _meant(desk, store, track, each)
            ended += [one for one in standing if assignments.same(_undated(one), meant) and one not in ended]
        for one in ended:
            about = entries.find(store, str(one.entry))
            if about is not None:
                corrections.add(store, about, What.WITHDRAWN, "", "", owner=me.n, at=desk.now(), actor_ref=me.ref)
        left = [one for one in standing if one.track == track and one not in ended]
        free = [p for p in people.everyone(store) if not p.left_on and _asks(ended, p) and not _asks(left, p)]
        return Unassigned(rules=len(ended), people=len(free))


def _meant(desk: Desk, store: Store, track: str, asked: Asked) -> Assignment:
    person = listed(store, asked.person) if asked.person else None
    meant = _undated(rule(track, asked, person, desk.today()))
    # One that was taken back before is no error; one that there never was is a typing error.
    if not any(assignments.same(_undated(one), meant) for one in assignments.all_of(store)):
        raise InputError(f"Nothing asked that of them: {safe(track)!r}.", "See 'trainer report completion'.")
    return meant


def _undated(one: Assignment) -> Assignment:
    """As it is compared: whom it asks for what."""
    return one._replace(name=fold(one.name), due_on=None, due_days=None)


def _asks(rules: Sequence[Assignment], person: Person) -> bool:
    return any(applies(each, person.member) for each in rules)


def _refuse_unfit(desk: Desk, store: Store, about: Entry, corrected: Corrected) -> None:
    if about.kind not in _MAY[corrected.what]:
        fits = [option for what, option in _OPTIONS.items() if about.kind in _MAY[what]]
        remedy = f"For this entry: {', '.join(fits)}." if fits else "Such an entry says what happened, and stays."
        raise InputError(f"Entry {about.seq} is of the kind {about.kind}; that cannot be corrected so.", remedy)
    if about.seq in corrections.withdrawn(store):
        raise InputError(f"Entry {about.seq} was withdrawn already.", "Record what holds anew.")
    if corrected.what is What.COMPLETED_ON:
        if object_of(about.payload).get("attestation") != "imported":
            raise InputError(f"Entry {about.seq} was earned here; its day is a fact.", "Use --withdraw, if it is void.")
        if corrected.value > desk.today().isoformat():
            raise InputError(f"{corrected.value} is yet to come.", "Give the day on which it was completed.")
