"""Due dates as an iCalendar file (RFC 5545): all-day events, for whoever takes the file into a calendar of their own.

Trainer pushes nothing: no method, no attendee, no organiser and no alarm, so no calendar sends or rings anything. The
events take up no time in free/busy. RFC 5545 wants at least one event in a file; a report without rows has none, which
calendar programs take as an empty calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from icalendar import Calendar
from icalendar import Event as Component

from trainer import __version__
from trainer.clock import moment
from trainer.reports.about import About
from trainer.reports.forms.heads import lines
from trainer.text import safe, safe_block

PRODID = f"-//Trainer//Trainer {__version__}//EN"
_LONGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that is due."""

    uid: str
    """Stable: the same duty has the same one in every export, so that a calendar replaces it and doubles nothing."""
    on: dt.date
    summary: str
    """Cut to one line of 200 characters."""
    description: str
    """Line breaks stay."""


def write_ics(about: About, events: Iterable[Event], out: TextIO, *, prodid: str = PRODID) -> int:
    """Write the calendar, with the CR LF that it must have (``out`` must not change them); returns how many events."""
    stamp = moment(about.generated_at)
    calendar = Calendar()
    made = [_component(event, stamp) for event in events]
    head = "\n".join([*(f"{label}: {value}" for label, value in lines(about, len(made))), *about.notes])
    calendar.add("prodid", safe(prodid))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # NAME and DESCRIPTION are RFC 7986; the third is what older programs read for a name.
    calendar.add("name", safe(about.title))
    calendar.add("x-wr-calname", safe(about.title))
    calendar.add("description", _block(head))
    for component in made:
        calendar.add_component(component)
    out.write(calendar.to_ical().decode())
    return len(made)


def _component(event: Event, stamp: dt.datetime) -> Component:
    component = Component()
    component.add("uid", safe(event.uid))
    component.add("dtstamp", stamp)
    component.add("dtstart", event.on)
    if event.on < dt.date.max:
        # Without an end it is one day too (RFC 5545, 3.6.1), which is all that the calendar's last day can be.
        component.add("dtend", event.on + dt.timedelta(days=1))
    component.add("summary", safe(event.summary))
    component.add("description", _block(event.description))
    component.add("transp", "TRANSPARENT")
    return component


def _block(text: str) -> str:
    return safe_block(text)[:_LONGEST]
