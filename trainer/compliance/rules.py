"""What is in force on a day: tracks, module versions, and what each major version of a module changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from trainer.compliance.achieved import DeltaAttestation
from trainer.content.tracks import Part, Track

Changes = Mapping[int, tuple[str, ...]]
"""Major version to the objectives that it changed."""


class Rules(NamedTuple):
    """What is in force on the day."""

    tracks: Mapping[str, Track]
    majors: Mapping[str, int]
    """Module id to the major version in force."""
    warning_days: int
    changes: Mapping[str, Changes] = MappingProxyType({})
    """Module id to what its major versions changed; one that is not named changed everything."""
    added_on: Mapping[tuple[str, str], dt.date] = MappingProxyType({})
    """Track and module to the day on which a later definition of the track took that module in."""

    def changed(self, part: Part, since: int, attested: Sequence[DeltaAttestation] = ()) -> frozenset[str] | None:
        """The objectives of a part that a later major version changed and that were not attested on it.

        Empty where nothing that the part asks is left to attest; None where some version changed everything.
        """
        found: set[str] = set()
        for major in range(since + 1, self.majors.get(part.module, 0) + 1):
            named = self.changes.get(part.module, {}).get(major)
            if named is None:
                return None
            asked = {name for each in attested if each.major >= major for name in each.objectives}
            found.update(set(named) - asked)
        return frozenset(found & set(part.objectives) if part.objectives else found)
