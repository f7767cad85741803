"""Where one person stands: each part of each track required of them, and what they did beside that.

Invariant: a completion holds a part unless it left out something that the part asks. It says what it left out, not what
it covered, so that a minor version which adds a lesson takes nothing from those who hold the module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.compliance.requirements import add_months
from trainer.compliance.status import Holding, Status, status
from trainer.content.models import CertificationRule, Part, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A module completed by one passed attempt; its fields are the columns of the table ``completion``."""

    entry: int
    person: int
    module: str
    version: str
    digest: str
    attempt: int
    left_out: tuple[str, ...]
    """Ids of the module's lessons and objectives that were neither read nor asked."""
    completed_at: str
    """UTC, to the second."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def holds(self, part: Part) -> bool:
        """Whether it covers everything that the part asks; a part's empty list asks for all."""
        if part.module != self.module:
            return False
        # The forms of ids are fixed: M04.L1 is a lesson, M04.O1 an objective.
        lessons = {name for name in self.left_out if ".L" in name}
        objectives = set(self.left_out) - lessons
        no_lesson_missing = not (lessons & set(part.lessons) if part.lessons else lessons)
        return no_lesson_missing and not (objectives & set(part.objectives) if part.objectives else objectives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A track's examination passed in one attempt; its fields are the columns of the table ``certification``."""

    entry: int
    person: int
    track: str
    digest: str
    """Of the track when the attempt began."""
    attempt: int
    completed_at: str
    """UTC, to the second."""

    @property
    def version(self) -> str:
        """Empty: a track has a digest and no version."""
        return ""

    @property
    def major(self) -> int:
        """0, as no version of a track supersedes another."""
        return 0


EXAMINATION = Part(module="")
"""The part of a track that is its examination, and no module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is in force on the day."""

    tracks: Mapping[str, Track]
    majors: Mapping[str, int]
    """Module id to the major version in force."""
    warning_days: int


def standings(
    as_of: dt.date,
    rules: Rules,
    *,
    due: Mapping[str, dt.date],
    completions: Sequence[Completion],
    started: AbstractSet[str],
    certifications: Sequence[Certification] = (),
) -> tuple[Standing, ...]:
    """Every line of one person. ``due`` maps required tracks to dates, ``started`` holds the ids of modules begun."""
    lines: list[Standing] = []
    for name in sorted(due, key=lambda name: (due[name], name)):
        if (track := rules.tracks.get(name)) is None:
            continue
        lines += [_standing(as_of, rules, track, part, due[name], completions, started) for part in track.modules]
        if track.certification == CertificationRule.EXAMINATION:
            lines.append(_certified(as_of, rules, track, due[name], certifications, started))
    lines += [
        _certified(as_of, rules, rules.tracks[name], None, certifications, started)
        for name in sorted({c.track for c in certifications} - due.keys())
        if name in rules.tracks
    ]
    asked = {line.part.module for line in lines}
    touched = (started - {EXAMINATION.module}) | {completion.module for completion in completions}
    spare = [Part(module=module) for module in sorted(touched - asked)]
    return (*lines, *(_standing(as_of, rules, None, part, None, completions, started) for part in spare))


def worst(statuses: Iterable[Status]) -> Status:
    """The status that asks most urgently; ``not_required`` only where there is nothing else."""
    return max(statuses, key=_URGENCY.index, default=Status.NOT_REQUIRED)


_URGENCY = (
    Status.NOT_REQUIRED,
    Status.EXEMPT,
    Status.CURRENT,
    Status.EXPIRING,
    Status.IN_PROGRESS,
    Status.NOT_STARTED,
    Status.OVERDUE,
    Status.EXPIRED,
    Status.SUPERSEDED,
)


def _standing(
    as_of: dt.date,
    rules: Rules,
    track: Track | None,
    part: Part,
    due_on: dt.date | None,
    completions: Sequence[Completion],
    started: AbstractSet[str],
) -> Standing:
    # A module that nothing requires is held by whatever part of it was completed.
    held = [c for c in completions if (c.holds(part) if track else c.module == part.module)]
    best = max(held, key=lambda c: (c.major, c.completed_at, c.entry), default=None)
    return _line(as_of, rules, track, part, due_on, best, started=part.module in started)


def _certified(
    as_of: dt.date,
    rules: Rules,
    track: Track,
    due_on: dt.date | None,
    certifications: Sequence[Certification],
    started: AbstractSet[str],
) -> Standing:
    held = [c for c in certifications if c.track == track.id]
    best = max(held, key=lambda c: (c.completed_at, c.entry), default=None)
    begun = any(part.module in started for part in track.modules)
    return _line(as_of, rules, track, EXAMINATION, due_on, best, started=begun)


def _line(
    as_of: dt.date,
    rules: Rules,
    track: Track | None,
    part: Part,
    due_on: dt.date | None,
    best: Completion | Certification | None,
    *,
    started: bool,
) -> Standing:
    holding = _holding(best, track) if best else None
    return Standing(
        track=track,
        part=part,
        due_on=due_on,
        completion=best,
        valid_until=holding.valid_until if holding else None,
        status=status(
            as_of,
            due_on=due_on,
            holding=holding,
            started=started,
            # No version of a track supersedes another; an examination is of no module.
            major_in_force=rules.majors.get(part.module, 0),
            warning_days=rules.warning_days,
        ),
    )


def _holding(best: Completion | Certification, track: Track | None) -> Holding:
    completed_on = dt.date.fromisoformat(best.completed_at[:10])
    until = add_months(completed_on, track.validity_months) if track else None
    return Holding(completed_on=completed_on, valid_until=until, major=best.major)
