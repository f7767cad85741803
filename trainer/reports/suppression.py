"""What may be shown of groups of people to readers who may not see names.

Invariant: whoever knows this rule and everything shown by it cannot work out that a group has 1 to 4 people, or 1 to 4
of a kind. Nor can those who know how large each team is, nor the people of a merged team, who know all about their own;
they may learn that a track is asked of all of a small team or of none, which the rules of assignment say as well. It
holds by construction, in three steps:

1. A team of at least five people stands alone. Smaller ones are merged into one group, or left out, and which of the
   two follows from their number and their sum alone. No larger team is ever taken in to make a sum safe: that one had
   to be taken in would tell that the small ones were too few or all alike, and its size is known from elsewhere.
2. Each group is split into kinds of people that do not overlap, and all its figures are shown or none. Shown are they
   only where every kind is nobody or at least five, so that every sum of kinds, and every difference, is so too.
3. A total adds up what is shown, so that it says nothing new. A share is worked out from what is shown.

The limits. Of two tracks of which one contains the other, the second is left out where they would tell 1 to 4 people
apart; but whoever knows by the rules of assignment that the people of one track are among those of another can still
subtract how many must hold each. A table of another day, or over other people, is another table: two that overlap may
be told apart by what changed between them, so a table is always made over everybody, and a filter only leaves out lines
of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

SMALLEST = 5
"""People in the smallest group that is shown: a minimum frequency, as statistical offices set for their tables."""
_LARGEST_SMALL = SMALLEST - 1


class Groups(NamedTuple):
    """What becomes of the teams; those in neither are left out."""

    alone: tuple[str, ...]
    """Each is a group of its own."""
    merged: tuple[str, ...]
    """All of them are one group; empty where no merger would hide how large each is."""


def groups(sizes: Mapping[str, int]) -> Groups:
    """One division of the teams for a whole table. ``sizes`` is people by team; a team of nobody is no team.

    The small teams are merged so that not even the people of one of them can tell how large the others are.
    """
    alone = tuple(team for team, size in sizes.items() if size >= SMALLEST)
    small = tuple(team for team, size in sizes.items() if 0 < size < SMALLEST)
    return Groups(alone, small if mixes([sizes[team] for team in small], known=1) else ())


def mixes(counts: Collection[int], *, known: int = 0) -> bool:
    """Whether the sum of these small counts, 1 to 4 each, hides every one of them, and is itself no small count.

    It does where the counts could be larger, and could be smaller: two of 8 together are 4 each. ``known`` is how
    many of them a reader may know already; the rest must then be hidden whatever those are. The answer depends on
    how many counts there are and on their sum, which the reader sees, and so says no more than these.
    """
    number, total, margin = len(counts), sum(counts), known * (_LARGEST_SMALL - 1)
    return total >= SMALLEST and number + margin < total < number * _LARGEST_SMALL - margin


def stands(kinds: Iterable[int]) -> bool:
    """Whether a group may be shown in kinds that do not overlap: each is nobody, or at least five people."""
    return not any(0 < people < SMALLEST for people in kinds)
