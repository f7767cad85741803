"""Exceptions for one person: excused from a track, or allowed to try again now."""

from __future__ import annotations

import datetime as dt

from trainer.errors import InputError, NotAllowed
from trainer.records import exceptions
from trainer.service.asking import check_reason, check_track, listed
from trainer.service.compliance_views import Recorded
from trainer.service.desk import Desk
from trainer.service.reach import within
from trainer.service.rights import Whose
from trainer.text import safe


def exempt(desk: Desk, person: str, track: str, until: dt.date, reason: str) -> Recorded:
    """Excuse a person from a track until a day."""
    said = check_reason(reason)
    check_track(desk, track)
    if until < desk.today():
        raise InputError(f"{until} has passed.", "Give the last day of the exemption with --until.")
    # The records must be there: nobody is excused from anything in new ones.
    _ = desk.store
    with desk.recording() as (store, me):
        found = listed(store, person)
        day = until.isoformat()
        entry = exceptions.exempt(store, found, track, day, said, at=desk.now(), actor_ref=me.ref)
    return Recorded(entry=entry.seq, person=found.handle, what=f"excused from {track} until {day}")


def allow_retry(desk: Desk, reach: Whose, person: str, subject: str, reason: str) -> Recorded:
    """Lift the wait after failures; ``reach`` is whose record the one who asks may touch."""
    said = check_reason(reason)
    _ = desk.store
    module = desk.course.module(subject)
    if module is None and subject not in desk.rules().tracks:
        raise InputError(f"There is no module or track {safe(subject)!r}.", "See 'trainer content list'.")
    with desk.recording() as (store, me):
        found = within(desk, reach, person)
        if found.n == me.n and reach is not Whose.ALL:
            raise NotAllowed("You may not lift your own wait.", "Ask your manager or an admin.")
        names = (module.id, "") if module else ("", subject)
        entry = exceptions.allow_retry(store, found, *names, said, at=desk.now(), actor_ref=me.ref)
    return Recorded(entry=entry.seq, person=found.handle, what=f"may try {names[0] or names[1]} again now")
