"""What is due as events of a calendar, one for each line of the overdue report."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from trainer.compliance.status import Status
from trainer.reports.about import About
from trainer.reports.forms.ics import Event
from trainer.reports.overdue import OverdueRow

_WHAT = {
    Status.OVERDUE: "was due",
    Status.EXPIRED: "expired",
    Status.SUPERSEDED: "has a new version to attest",
    Status.NOT_STARTED: "is due",
    Status.IN_PROGRESS: "is due",
    Status.EXPIRING: "ends",
}


def events(about: About, rows: Iterator[OverdueRow]) -> Iterator[Event]:
    """The events; what has no day of its own stands on the day of the report."""
    for row in rows:
        day = row.act_by or about.as_of
        yield Event(
            uid=_uid(row),
            on=dt.date.fromisoformat(day),
            summary=f"{row.title}: {row.name}",
            description=f"{row.title} {_WHAT[row.status]} for {row.name} ({row.person}).\nStatus: {row.status}.",
        )


def _uid(row: OverdueRow) -> str:
    """The same for the same duty in every export; a digest, so that the id itself says nothing to a calendar's host."""
    said = f"{row.person}\0{row.track}\0{row.act_by}"
    return f"{hashlib.sha256(said.encode(errors='surrogatepass')).hexdigest()[:32]}@trainer"
