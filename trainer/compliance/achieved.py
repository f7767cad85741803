"""What a person has achieved: modules completed, tracks certified, new versions attested.

Named tuples, because a report on everyone makes millions of them. A fact counts from the day on which it was recorded,
or on which it became this person's, whatever day it is about (DESIGN section 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from trainer.content.tracks import Part

IMPORTED = "imported"
"""The attestation of what an older system says."""


@lru_cache(1024)
def major_in(version: str) -> int:
    """The major version of ``major.minor``; 0 where there is none."""
    return int(version.partition(".")[0] or 0)


_NONE: Mapping[str, str] = MappingProxyType({})


class Completion(NamedTuple):
    """A module completed by one passed attempt, or in an older system; its fields are the columns."""

    entry: int
    person: int
    module: str
    version: str
    digest: str
    """Empty where it was imported."""
    attempt: int | None
    """None where it was imported."""
    left_out: tuple[str, ...]
    """Ids of the module's lessons and objectives that were neither read nor asked."""
    completed_at: str
    """UTC, to the second."""
    counts_from: str = ""
    """ISO day; empty means the day of ``completed_at``."""
    percent: float | None = None
    pass_mark: float | None = None
    attestation: str = ""
    """``attested``, ``self-attested`` or ``imported``."""

    @property
    def major(self) -> int:
        return major_in(self.version)

    def holds(self, part: Part) -> bool:
        """Whether it covers everything that the part asks; a part's empty list asks for all."""
        if part.module != self.module:
            return False
        if not self.left_out:
            return True
        # The forms of ids are fixed: M04.L1 is a lesson, M04.O1 an objective.
        lessons = {name for name in self.left_out if ".L" in name}
        objectives = set(self.left_out) - lessons
        no_lesson_missing = not (lessons & set(part.lessons) if part.lessons else lessons)
        return no_lesson_missing and not (objectives & set(part.objectives) if part.objectives else objectives)


class Certification(NamedTuple):
    """A track's examination passed in one attempt, or a track held in an older system; its fields are the columns."""

    entry: int
    person: int
    track: str
    digest: str
    """Of the track when the attempt began; empty where it was imported."""
    attempt: int | None
    completed_at: str
    """UTC, to the second."""
    counts_from: str = ""
    percent: float | None = None
    pass_mark: float | None = None
    attestation: str = ""
    versions: Mapping[str, str] = _NONE
    """Module id to the version in force on the day, of each module of the track."""

    @property
    def version(self) -> str:
        """Empty: a track has a digest, and its modules have versions."""
        return ""


class DeltaAttestation(NamedTuple):
    """What a new major version changed, attested by one passed attempt; its fields are the columns."""

    entry: int
    person: int
    module: str
    version: str
    digest: str
    attempt: int
    objectives: tuple[str, ...]
    """The objectives that were asked: those that had changed."""
    completed_at: str
    """UTC, to the second."""
    counts_from: str = ""

    @property
    def major(self) -> int:
        return major_in(self.version)


class Exemption(NamedTuple):
    """A person excused from a track until a day; its fields are the columns."""

    entry: int
    person: int
    track: str
    until: str
    """ISO day, the last on which it counts."""
    counts_from: str
