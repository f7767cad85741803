"""Where one person stands: each part of each track required of them, and what they did beside that.

Invariant: a completion holds a part unless it left out something that the part asks. It says what it left out, not what
it covered, so that a minor version which adds a lesson takes nothing from those who hold the module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from trainer.compliance.achieved import Certification, Completion, DeltaAttestation, major_in
from trainer.compliance.requirements import later
from trainer.compliance.rules import Rules
from trainer.compliance.status import NEVER_HELD, VALID, Status, of_held, of_track, status
from trainer.compliance.validity import day_of, valid_alone, valid_until
from trainer.content.tracks import CertificationRule, Part, Track

_Held = TypeVar("_Held", Completion, Certification)

EXAMINATION = Part(module="")
"""The part of a track that is its examination, and no module."""


class Standing(NamedTuple):
    """One line of a person's record: one part of one track, or a module that nothing requires."""

    track: Track | None
    """None for a module that no required track contains."""
    part: Part
    """``EXAMINATION`` for the line of a track's examination."""
    due_on: dt.date | None
    """None where nothing requires it."""
    status: Status
    completion: Completion | Certification | None
    """The one that counts; None where none does."""
    valid_until: dt.date | None
    """The last day on which it is held, or of the exemption."""
    attested: DeltaAttestation | None = None
    """The newest attestation of what changed in the module since."""

    @property
    def version(self) -> str:
        """Of the module as it was completed or last attested; empty where there is none."""
        if self.attested is not None:
            return self.attested.version
        if isinstance(self.completion, Certification):
            return self.completion.versions.get(self.part.module, "")
        return self.completion.version if self.completion else ""


class Achieved(NamedTuple):
    """What a person has to show on a day."""

    completions: Sequence[Completion] = ()
    certifications: Sequence[Certification] = ()
    attestations: Sequence[DeltaAttestation] = ()
    exempt: Mapping[str, dt.date] = {}
    """Id of each track from which they are excused, and until when."""
    started: AbstractSet[str] = frozenset()
    """Ids of the modules begun."""


def standings(as_of: dt.date, rules: Rules, due: Mapping[str, dt.date], achieved: Achieved) -> tuple[Standing, ...]:
    """Every line of one person. ``due`` maps the required tracks to dates."""
    return _Reckoning(as_of, rules, achieved).lines(due)


class _Reckoning:
    """One person on one day. A report on everyone does this a million times: short ways for what most people have."""

    __slots__ = ("achieved", "as_of", "by_module", "exempt", "majors", "rules", "started", "warning_days")

    def __init__(self, as_of: dt.date, rules: Rules, achieved: Achieved) -> None:
        self.as_of = as_of
        self.rules = rules
        self.achieved = achieved
        self.started = achieved.started
        self.exempt = achieved.exempt
        self.majors = rules.majors
        self.warning_days = rules.warning_days
        self.by_module: dict[str, list[Completion]] = {}
        for completion in achieved.completions:
            if completion.module in self.by_module:
                self.by_module[completion.module].append(completion)
            else:
                self.by_module[completion.module] = [completion]

    def lines(self, due: Mapping[str, dt.date]) -> tuple[Standing, ...]:
        tracks = self.rules.tracks
        found: list[Standing] = []
        for name, due_on in due.items() if len(due) < 2 else sorted(due.items(), key=_by_day):
            if (track := tracks.get(name)) is not None:
                self._track(found, track, due_on)
        if self.achieved.certifications:
            spare = {each.track for each in self.achieved.certifications} - due.keys()
            found += [self._examination(tracks[name], None) for name in sorted(spare) if name in tracks]
        asked = {line.part.module for line in found}
        if touched := (self.started | self.by_module.keys()) - asked:
            found += [self._spare(module) for module in sorted(touched - {""})]
        return tuple(found)

    def _track(self, found: list[Standing], track: Track, due_on: dt.date) -> None:
        certified, end = self._certified(track) if self.achieved.certifications else ([], None)
        newest = certified[-1] if certified else None
        for part in track.modules:
            due = self._due(track, part, due_on) if self.rules.added_on else due_on
            completed = self.by_module.get(part.module)
            if completed is None and newest is None:
                found.append(self._line(track, part, due, None, None))
            elif completed is None or newest is not None or self.exempt or any(map(_left_out, completed)):
                found.append(self._part(track, part, due, completed or [], newest, end))
            else:
                found.append(self._plain(track, part, due, completed))
        if track.certification is CertificationRule.EXAMINATION:
            found.append(self._examination(track, due_on))

    def _certified(self, track: Track) -> tuple[list[Certification], dt.date | None]:
        certified = _in_order(each for each in self.achieved.certifications if each.track == track.id)
        return certified, valid_until([day_of(each.completed_at) for each in certified], track.validity_months)

    def _due(self, track: Track, part: Part, due_on: dt.date) -> dt.date:
        """A module that the track took in later is due so many days after that, at the earliest."""
        added = self.rules.added_on.get((track.id, part.module))
        return due_on if added is None else max(due_on, later(added, track.due_days))

    def _plain(self, track: Track, part: Part, due_on: dt.date, completed: list[Completion]) -> Standing:
        """The same as ``_part`` for completions that left nothing out, without a certification and an exemption."""
        best: Completion | None = completed[0]
        if len(completed) == 1:
            end: dt.date | None = valid_alone(completed[0].completed_at[:10], track.validity_months)
        else:
            held = _in_order(completed)
            best, end = _best(held), valid_until([day_of(each.completed_at) for each in held], track.validity_months)
        if best is None or self.majors.get(part.module, 0) > major_in(best.version):
            return self._line(track, part, due_on, best, end)
        found = of_held(self.as_of, end, self.warning_days)
        return tuple.__new__(Standing, (track, part, due_on, found, best, end, None))

    def _part(
        self,
        track: Track,
        part: Part,
        due_on: dt.date,
        completed: list[Completion],
        certified: Certification | None,
        certified_until: dt.date | None,
    ) -> Standing:
        """A module counts as long as its own completion does, or a certification of the track that contained it."""
        held = _in_order([each for each in completed if not each.left_out or each.holds(part)])
        end = valid_until([day_of(each.completed_at) for each in held], track.validity_months)
        best: Completion | Certification | None = _best(held)
        if certified is not None and certified_until is not None and (held or part.module in certified.versions):
            end = certified_until if end is None or certified_until > end else end
            best = best or certified
        return self._line(track, part, due_on, best, end)

    def _examination(self, track: Track, due_on: dt.date | None) -> Standing:
        certified, end = self._certified(track)
        found = status(
            self.as_of,
            due_on,
            # No version of a track supersedes another: what changed stands on the lines of its modules.
            (end, False) if certified else None,
            started=any(part.module in self.started for part in track.modules),
            warning_days=self.warning_days,
            exempt=track.id in self.exempt,
        )
        until = self.exempt[track.id] if found is Status.EXEMPT else end
        return Standing(track, EXAMINATION, due_on, found, certified[-1] if certified else None, until)

    def _spare(self, module: str) -> Standing:
        """A module that nothing requires is held by whatever part of it was completed."""
        best = _best(_in_order(self.by_module.get(module, ())))
        return self._line(None, Part(module=module), None, best, None)

    def _line(
        self,
        track: Track | None,
        part: Part,
        due_on: dt.date | None,
        best: Completion | Certification | None,
        end: dt.date | None,
    ) -> Standing:
        holding, attested = None, None
        module = part.module
        if best is not None:
            superseded = False
            if self.majors.get(module, 0) > major_of(best, module):
                superseded, attested = self._superseded(part, best)
            holding = (end, superseded)
        found = status(
            self.as_of,
            due_on,
            holding,
            started=module in self.started,
            warning_days=self.warning_days,
            exempt=bool(self.exempt) and track is not None and track.id in self.exempt,
        )
        if found is Status.EXEMPT and track is not None:
            end = self.exempt[track.id]
        return Standing(track, part, due_on, found, best, end, attested)

    def _superseded(self, part: Part, best: Completion | Certification) -> tuple[bool, DeltaAttestation | None]:
        """Whether something changed that was not attested, and the newest attestation since."""
        since = major_of(best, part.module)
        newer = [each for each in self.achieved.attestations if each.module == part.module and each.major > since]
        return self.rules.changed(part, since, newer) != frozenset(), newer[-1] if newer else None


def major_of(held: Completion | Certification, module: str) -> int:
    """The major version of a module that was held by it."""
    return major_in(held.version if isinstance(held, Completion) else held.versions.get(module, ""))


def _best(held: Sequence[Completion]) -> Completion | None:
    """The newest of the highest major version, of those in order."""
    if not held:
        return None
    best = held[-1]
    for each in reversed(held):
        if each.version != best.version and each.major > best.major:
            best = each
    return best


_when = attrgetter("completed_at", "entry")
_left_out = attrgetter("left_out")
_by_day = itemgetter(1, 0)


def _in_order(found: Iterable[_Held]) -> list[_Held]:
    """By the day they are about, which for what was imported is not that of their entry."""
    listed = list(found)
    if len(listed) > 1:
        listed.sort(key=_when)
    return listed


class TrackStanding(NamedTuple):
    """Where a person stands in a whole track."""

    track: Track
    status: Status
    due_on: dt.date | None
    """None where nothing requires it."""
    valid_until: dt.date | None
    """The day on which the first part of it ends, or the exemption; None where it is not held."""
    lines: tuple[Standing, ...]


def by_track(lines: Iterable[Standing]) -> tuple[TrackStanding, ...]:
    """The lines of each track together, in the order in which the tracks first come."""
    grouped: dict[str, list[Standing]] = {}
    for line in lines:
        if line.track is not None:
            grouped.setdefault(line.track.id, []).append(line)
    return tuple(_whole(found) for found in grouped.values())


def _whole(lines: Sequence[Standing]) -> TrackStanding:
    track, due_on = lines[0].track, min((line.due_on for line in lines if line.due_on), default=None)
    if track is None:
        raise ValueError("a line of no track")
    found = of_track([line.status for line in lines], required=due_on is not None)
    ends = [line.valid_until for line in lines if found is not Status.EXEMPT or line.status is found]
    if found in VALID and (certified := [line.valid_until for line in lines if line.part == EXAMINATION]):
        ends = certified
    held = found not in NEVER_HELD and found is not Status.NOT_REQUIRED
    until = min((end for end in ends if end is not None), default=None) if held else None
    return TrackStanding(track, found, due_on, until, tuple(lines))
