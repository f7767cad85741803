"""Everything recorded, seen from any day: a status on a past date is the same whenever it is computed.

Invariant: a fact takes part from the day on which it was recorded, and a correction likewise; nothing here asks what
day it is. A person's facts say what they were and did; the company's say what was asked of whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from trainer.compliance.achieved import Certification, Completion, DeltaAttestation, Exemption
from trainer.compliance.membership import Membership, RosterFact, membership
from trainer.compliance.requirements import Assignment, Demands, Member
from trainer.compliance.rules import Changes, Rules
from trainer.compliance.standing import Achieved, Standing, standings
from trainer.compliance.validity import day_of
from trainer.content.tracks import Track

FOREVER = "9999-12-31"
"""A day before whose end everything was recorded."""


class What(StrEnum):
    """What a correction changes of the entry that it points at."""

    WITHDRAWN = "withdrawn"
    """It counts no longer."""
    DUE_ON = "due_on"
    """Of an assignment."""
    UNTIL = "until"
    """Of an exemption."""
    COMPLETED_ON = "completed_on"
    """Of what was imported."""


class Correction(NamedTuple):
    """A later entry about an earlier one; its fields are the columns."""

    entry: int
    corrects: int
    """The number of the entry that it is about."""
    what: What
    value: str
    """ISO day; empty for ``withdrawn``."""
    counts_from: str
    """ISO day."""


class InForce(NamedTuple):
    """A track's definition, or a module's version, put in force."""

    recorded_on: str
    name: str
    track: Track | None
    """None for a module."""
    major: int
    changes: Changes
    version: str


class Facts(NamedTuple):
    """Everything recorded about one person that their status depends on, each in the order of its entries."""

    roster: Sequence[RosterFact]
    completions: Sequence[Completion] = ()
    certifications: Sequence[Certification] = ()
    attestations: Sequence[DeltaAttestation] = ()
    exemptions: Sequence[Exemption] = ()
    started: Mapping[str, str] = {}
    """Module id to the ISO day on which they first opened a lesson or began a test of it; empty for not known when."""


class Stands(NamedTuple):
    """Where a person stands on a day."""

    lines: tuple[Standing, ...]
    left_on: str
    """The day on which they left; empty while they are here. Their lines are those of that day."""
    team: str
    known: bool
    """Whether they were on the roster by then."""


class Company(NamedTuple):
    """What holds for everyone on one day."""

    as_of: dt.date
    by: str
    """What was recorded by the end of this ISO day takes part."""
    rules: Rules
    demands: Demands
    corrected: Mapping[int, Mapping[What, str]]
    """Number of an entry to what later ones say of it."""


_Fact = TypeVar("_Fact", Completion, Certification, DeltaAttestation)


class History:
    """What was asked of whom, and corrected, from the first entry to the last."""

    def __init__(
        self,
        *,
        in_force: Sequence[InForce],
        assignments: Sequence[Assignment],
        corrections: Sequence[Correction],
        warning_days: int,
        today: dt.date,
    ) -> None:
        self._in_force = in_force
        self._assignments = assignments
        self._corrections = corrections
        self._warning_days = warning_days
        self._today = today
        self.on = lru_cache(4096)(self._on)
        """The company on a day."""

    def stands(self, as_of: dt.date, facts: Facts, now: Member) -> Stands:
        """Where a person stands on a day; who has left stands as on the day they left.

        ``now`` is what the roster says today, for facts from before it was kept with them.
        """
        company = self.on(as_of)
        found = membership(facts.roster, company.by, now)
        if found is not None and found.left_on and day_of(found.left_on) < as_of:
            # The facts by then; but that they left, and when, is known only since it was recorded.
            company = self.on(day_of(found.left_on))
        lines = standings(company.as_of, company.rules, due_of(company, found), achieved(company, facts))
        return Stands(
            lines,
            found.left_on if found else "",
            found.member.team if found else "",
            bool(found and not found.member.unlisted),
        )

    def _on(self, as_of: dt.date) -> Company:
        # A clock that was set back must not hide what was recorded before.
        by = FOREVER if as_of >= self._today else as_of.isoformat()
        corrected: dict[int, dict[What, str]] = {}
        for each in self._corrections:
            if each.counts_from <= by:
                corrected.setdefault(each.corrects, {})[each.what] = each.value
        rules = self._rules(by)
        asked = (
            each
            if (due := corrected.get(each.entry, {}).get(What.DUE_ON)) is None
            else each._replace(due_on=day_of(due), due_days=None)
            for each in self._assignments
            if each.assigned_on.isoformat() <= by and What.WITHDRAWN not in corrected.get(each.entry, {})
        )
        days = {name: track.due_days for name, track in rules.tracks.items()}
        return Company(as_of=as_of, by=by, rules=rules, demands=Demands(asked, days), corrected=corrected)

    def _rules(self, by: str) -> Rules:
        tracks: dict[str, Track] = {}
        majors: dict[str, int] = {}
        changes: dict[str, Changes] = {}
        added: dict[tuple[str, str], dt.date] = {}
        for each in self._in_force:
            if each.recorded_on > by:
                continue
            if each.track is None:
                # What an earlier version said that it changed still holds where a later one no longer says it.
                changes[each.name] = {**changes.get(each.name, {}), **each.changes}
                majors[each.name] = each.major
                continue
            if (before := tracks.get(each.name)) is not None:
                had = {part.module for part in before.modules}
                new = (part.module for part in each.track.modules if part.module not in had)
                added.update({(each.name, module): day_of(each.recorded_on) for module in new})
            tracks[each.name] = each.track
        return Rules(tracks=tracks, majors=majors, warning_days=self._warning_days, changes=changes, added_on=added)


def due_of(company: Company, found: Membership | None) -> Mapping[str, dt.date]:
    """The tracks required of a person who was that, and by when."""
    return company.demands.due_by_track(found.member) if found else {}


def achieved(company: Company, facts: Facts) -> Achieved:
    """What of a person's facts counts on the company's day."""
    by = company.by
    day = company.as_of.isoformat()
    excused: dict[str, dt.date] = {}
    for each in facts.exemptions:
        said = company.corrected.get(each.entry, {})
        until = said.get(What.UNTIL, each.until)
        if each.counts_from <= by and What.WITHDRAWN not in said and until >= day:
            excused[each.track] = max(day_of(until), excused.get(each.track, dt.date.min))
    return Achieved(
        _counting(facts.completions, company),
        _counting(facts.certifications, company),
        _counting(facts.attestations, company),
        excused,
        facts.started.keys() if by == FOREVER else {module for module, begun in facts.started.items() if begun <= by},
    )


def _counting(facts: Sequence[_Fact], company: Company) -> Sequence[_Fact]:
    """Those that were recorded by then and not withdrawn, as corrected."""
    if not facts or (company.by == FOREVER and not company.corrected):
        return facts
    return [
        _corrected(each, company)
        for each in facts
        if (each.counts_from or each.completed_at[:10]) <= company.by
        and What.WITHDRAWN not in company.corrected.get(each.entry, {})
    ]


def _corrected(fact: _Fact, company: Company) -> _Fact:
    on = company.corrected.get(fact.entry, {}).get(What.COMPLETED_ON)
    return fact if on is None else fact._replace(completed_at=f"{on}T00:00:00Z")
