"""What each person achieved last, put together by the database: for counts of everyone, in flat memory.

A person's lines are joined into one text each and taken apart here, which takes a quarter of the time that so many rows
would. ``group_concat`` is ``string_agg`` elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from trainer.compliance.glance import Newest, Versions
from trainer.compliance.membership import RosterFact
from trainer.compliance.requirements import Member, Role
from trainer.compliance.validity import day_of
from trainer.records.achievements import versions_in
from trainer.records.history import roster_fact
from trainer.records.store import Store
from trainer.records.streams import ByPerson

_PEOPLE = """SELECT person.n, vault.team, vault.roles, vault.start_date, roster_event.change, entry.recorded_at,
    roster_event.effective_on, roster_event.team, roster_event.roles, roster_event.start_date, roster_event.listed
  FROM person JOIN vault ON vault.person = person.n JOIN roster_event ON roster_event.ref = person.ref
  JOIN entry ON entry.seq = roster_event.entry
  WHERE vault.unlisted = 0 ORDER BY person.n, roster_event.entry, roster_event.position"""
_COMPLETED = """SELECT person,
    group_concat(completed_at || module, ' ') FILTER (WHERE left_out = '[]' AND {now}),
    group_concat(module, ' ') FILTER (WHERE left_out <> '[]' AND {now}),
    group_concat(module, ' ') FILTER (WHERE NOT {now})
  FROM completion GROUP BY person ORDER BY person"""
_NOW = "version LIKE CASE module {cases} ELSE '1.%' END"
_CERTIFIED = """SELECT person, group_concat(completed_at || track || ' ' || versions, :between)
  FROM certification GROUP BY person ORDER BY person"""
_SINGULAR = """SELECT person FROM exemption UNION
  SELECT person FROM completion JOIN correction ON correction.corrects = completion.entry UNION
  SELECT person FROM certification JOIN correction ON correction.corrects = certification.entry"""
_BETWEEN = "\n"
_MOMENT = len("2026-01-01T00:00:00Z")
_moment = itemgetter(slice(_MOMENT))
_NO_TRACKS: Mapping[str, tuple[str, Versions]] = {}


class Listed(NamedTuple):
    """Someone on the roster, here or gone."""

    now: Member
    """What the roster says today."""
    roster: Sequence[RosterFact]
    newest: Newest


def of_listed(store: Store, majors: Mapping[str, int]) -> Iterator[Listed]:
    """Everyone on the roster, one at a time; ``majors`` are in force. Read it inside :meth:`Store.snapshot`."""
    # Modules without a version in force are held to 1: to take one for outdated settles nothing, and is no error.
    later = {module: major for module, major in majors.items() if major > 1}
    cases = " ".join("WHEN ? THEN ?" for _ in later)
    now = _NOW.format(cases=cases) if later else "version LIKE '1.%'"
    given = [said for module, major in later.items() for said in (module, f"{major}.%")]
    completed = ByPerson(store.tuples(_COMPLETED.format(now=now), given * 3), tuple)
    certified = ByPerson(store.tuples(_CERTIFIED, {"between": _BETWEEN}), itemgetter(1))
    for n, rows in groupby(store.tuples(_PEOPLE), itemgetter(0)):
        said = list(rows)
        _, team, roles, start, *_ = said[0]
        member = Member(n, team, _roles(roles), day_of(start) if start else None, unlisted=False)
        yield Listed(member, [roster_fact(row[4:]) for row in said], _newest(completed.of(n), certified.of(n)))


def singular(store: Store) -> frozenset[int]:
    """Row numbers of those with an exemption, or with something achieved that was corrected."""
    return frozenset(n for (n,) in store.tuples(_SINGULAR))


def _newest(completed: Sequence[tuple[int, str | None, str | None, str | None]], certified: Sequence[str]) -> Newest:
    whole, partly, before = completed[0][1:] if completed else (None, None, None)
    found = sorted(whole.split(" ")) if whole else []
    return Newest(
        # In the order of the moments that they begin with: the last one stays.
        {each[_MOMENT:]: each for each in found},
        partly.split(" ") if partly else (),
        before.split(" ") if before else (),
        _certified(certified[0]) if certified else _NO_TRACKS,
        partial(_days, found),
    )


def _days(found: Sequence[str], module: str) -> list[dt.date]:
    return [day_of(each) for each in found if each[_MOMENT:] == module]


def _certified(joined: str) -> dict[str, tuple[str, Versions]]:
    found: dict[str, tuple[str, Versions]] = {}
    # Of two at one moment the later entry counts: rows come by entry, and sorting leaves them so.
    for each in sorted(joined.split(_BETWEEN), key=_moment):
        track, _, versions = each[_MOMENT:].partition(" ")
        found[track] = each[:_MOMENT], versions_in(versions)
    return found


@lru_cache(256)
def _roles(words: str) -> frozenset[Role]:
    return frozenset(map(Role, words.split()))
