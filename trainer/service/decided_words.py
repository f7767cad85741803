"""What others decided about a person in words, the same in every front end. They are whole: no reason is cut."""

from __future__ import annotations

from trainer.service.record_views import Corrected, Excused
from trainer.service.words import day

TITLE = "Excused and corrected"
_NOBODY = "someone erased since"


def excused(each: Excused) -> str:
    """One exemption: ``Excused from Marketing until 31 Mar 2027, approved by Ana Boss: on loan to Finance``."""
    until = f"until {day(each.until)}"
    ended = ", which counts no longer" if each.withdrawn else ""
    why = f": {each.reason}" if each.reason else ""
    return f"Excused from {each.track_title} {until}{ended}, approved by {each.by or _NOBODY}{why}"


def corrected(each: Corrected) -> str:
    """One correction: ``Corrected: completion of M04: was on 2025-03-01, by Ana on 2026-07-01 12:00 UTC: typo``."""
    why = f": {each.reason}" if each.reason else ""
    return f"Corrected: {each.said}, by {each.by or _NOBODY} on {each.when}{why}"
