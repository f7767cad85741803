"""Whose an entry's row has to be by now, and from which day it has to count, by what the roster's entries say.

Invariant: an entry keeps the ref under which it was recorded. Where that is a former self, someone who learnt before
the roster had their login, the row is that of who they turned out to be, and counts from the day on which it was said.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from trainer.records.audit_rules import object_of
from trainer.records.store import Store

_SAID = "entry.kind = 'roster' AND entry.payload LIKE '%\"same\"%'"
_JOINED = f"SELECT seq, payload, recorded_at FROM entry WHERE {_SAID} ORDER BY seq"
_BEFORE_DAYS = f"""SELECT roster_event.entry, roster_event.ref FROM roster_event
  JOIN entry ON entry.seq = roster_event.entry WHERE {_SAID} AND roster_event.roles IS NULL"""
COLUMNS = "entry.seq, entry.kind, entry.payload, entry.recorded_at, entry.person_ref, whose.n AS whose, whose.same_as"
"""What of an entry and its person the methods of :class:`Whose` look at."""
JOIN = "LEFT JOIN person AS whose ON whose.ref = entry.person_ref"
"""How they are found."""


class _Joined(NamedTuple):
    seq: int
    """The number of the entry that says so."""
    on: str
    """ISO day."""
    no_day_kept: bool
    """It was said before attempts kept the day; or who they turned out to be was erased, so that this is unknown."""


class Whose:
    """The former selves of everyone; memory grows with them alone."""

    def __init__(self, store: Store) -> None:
        before = {(row["entry"], row["ref"]) for row in store.rows(_BEFORE_DAYS)}
        self._joined: dict[str, _Joined] = {}
        self._of: dict[str, set[str]] = {}
        for row in store.rows(_JOINED):
            on = row["recorded_at"][:10]
            for ref, into in _pairs(row["payload"]):
                self._joined[ref] = _Joined(row["seq"], on, (row["seq"], into) in before)
                self._of.setdefault(into, set()).add(on)

    def person(self, row: Any) -> int | None:
        """The row number of the person whose it is by now; None where the entry is about nobody that there is."""
        found: int | None = row["whose"] if row["same_as"] is None else row["same_as"]
        return found

    def person_then(self, row: Any) -> int | None:
        """The same as it was when the entry was recorded."""
        joined = self._joined.get(row["person_ref"])
        return self.person(row) if joined is None or joined.seq < row["seq"] else row["whose"]

    def days(self, row: Any) -> set[str]:
        """The ISO days from which a row may count: one, unless a clock was set back between entry and roster."""
        recorded = row["recorded_at"][:10]
        if row["same_as"] is None:
            return {recorded}
        joined = self._joined.get(row["person_ref"])
        return {joined.on, max(joined.on, recorded)} if joined else set()

    def attempt_days(self, row: Any) -> set[str]:
        """The same of an attempt, where empty means its own day."""
        if row["same_as"] is None:
            # One that was still open when it moved was ended by, and recorded of, who they turned out to be.
            return {"", *self._of.get(row["person_ref"], ())}
        joined = self._joined.get(row["person_ref"])
        if joined is None:
            return set()
        return {joined.on, ""} if joined.no_day_kept else {joined.on}


def _pairs(payload: str) -> list[tuple[str, str]]:
    """Former self to who they turned out to be; nothing where the payload was so altered that it says none."""
    same = object_of(payload).get("same")
    return [(ref, str(into)) for ref, into in same.items()] if isinstance(same, dict) else []
