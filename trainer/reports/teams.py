"""The teams report: for each team and track, how many must hold it and how many do.

Invariant: required = done + outstanding + exempt in every line with figures. Made to be shared, the report follows
``suppression``: the kinds of people are done, overdue, outstanding but not overdue, exempt, and not required. Of merged
teams figures are shown only if at least five people are done and five outstanding, or nobody is required: "all of them
are overdue" would say it of each person in each of these teams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trainer.compliance.status import Status
from trainer.reports.columns import Code
from trainer.reports.suppression import SMALLEST, groups, stands
from trainer.text import fold

NO_TEAM = "(no team)"
OTHERS = "Other teams"
ALL = "All teams"
ALL_SHOWN = "All teams shown"

SHAREABLE_NOTES = (
    f"Teams of fewer than {SMALLEST} people are merged or left out.",
    f"Figures are left out where a group of fewer than {SMALLEST} people could be worked out from them.",
    "Totals and shares cover what is shown, not the whole company.",
)
"""What a reader of the shareable report must know."""


class Group(StrEnum):
    """What a line is about. A team may be called anything, also "Other teams": this tells them apart."""

    TEAM = "team"
    NO_TEAM = "no team"
    OTHERS = "other teams"
    TOTAL = "total"


class TeamRow(NamedTuple):
    """One group and track. Every figure but ``people`` is None where it may not be shown."""

    group: Group
    team: str
    """As most of its people spell it; ``(no team)``, ``Other teams``, ``All teams`` or ``All teams shown``."""
    people: int | None
    """Present people in the group. In a total of what is shown: in the groups with figures, None without any."""
    track: Code
    required: int | None
    """Of whom the track is required: done, outstanding and exempt."""
    done: int | None
    """Current or expiring."""
    outstanding: int | None
    """Not started, in progress, overdue, expired or superseded."""
    overdue: int | None
    """Of the outstanding, those who are late: overdue, expired or superseded."""
    exempt: int | None
    done_share: float | None
    """Percent of the required, to one decimal; None where nobody is required, too."""


class Kinds(NamedTuple):
    """The people of a group of whom one track is required, in kinds that do not overlap."""

    done: int = 0
    overdue: int = 0
    waiting: int = 0
    """Outstanding, not overdue."""
    exempt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted, by team as ``text.fold`` has it; "" is people without a team."""

    people: Mapping[str, int]
    """Present people."""
    names: Mapping[str, str]
    """How a team is written."""
    kinds: Mapping[str, Mapping[str, Kinds]]
    """By team, then by track; a track that is required of nobody in the team is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """One line for each track."""

    group: Group
    name: str
    key: str
    """The team, folded; what is no one team has none and matches no filter."""
    people: int
    kinds: Mapping[str, Kinds]


_DONE, _OVERDUE, _WAITING, _EXEMPT = range(4)
_KIND = {
    Status.CURRENT: _DONE,
    Status.EXPIRING: _DONE,
    Status.OVERDUE: _OVERDUE,
    Status.EXPIRED: _OVERDUE,
    Status.SUPERSEDED: _OVERDUE,
    Status.NOT_STARTED: _WAITING,
    Status.IN_PROGRESS: _WAITING,
    Status.EXEMPT: _EXEMPT,
}


def count(people: Iterable[tuple[str, Mapping[str, Status]]]) -> Counts:
    """Count present people: each one's team, and the status in each track that is required of them.

    A status of ``not_required`` is not counted. Memory is that of teams times tracks, whatever the people.
    """
    # As it is written first, for many people write their team alike: to fold each one's would take longest.
    written: Counter[str] = Counter()
    found: dict[str, dict[str, list[int]]] = {}
    for team, tracks in people:
        written[team] += 1
        kinds = found.setdefault(team, {})
        for track, status in tracks.items():
            if status is not Status.NOT_REQUIRED:
                if track not in kinds:
                    kinds[track] = [0, 0, 0, 0]
                kinds[track][_KIND[status]] += 1
    return _folded(written, found)


def _folded(written: Counter[str], found: Mapping[str, Mapping[str, Sequence[int]]]) -> Counts:
    """Teams that are one however they are written."""
    spelled: dict[str, Counter[str]] = {}
    kinds: dict[str, dict[str, Kinds]] = {}
    for team, people in written.items():
        spelled.setdefault(fold(team), Counter())[team.strip()] += people
        together = kinds.setdefault(fold(team), {})
        for track, numbers in found[team].items():
            together[track] = _added(together.get(track, Kinds()), numbers)
    return Counts(
        people={team: spellings.total() for team, spellings in spelled.items()},
        # The same whatever the order of the people: the commonest spelling, of several the first in order.
        names={team: min(names, key=lambda name: (-names[name], name)) for team, names in spelled.items()},
        kinds=kinds,
    )


def _added(*kinds: Sequence[int]) -> Kinds:
    return Kinds(*map(sum, zip(*kinds, strict=True)))


def team_rows(
    counts: Counts,
    *,
    shareable: bool = False,
    team: str = "",
    track: str = "",
    nested: Collection[frozenset[str]] = (),
) -> Iterator[TeamRow]:
    """The lines, by track and team, each track's total last. A filter that is empty leaves out nothing.

    ``shareable`` is for readers who may not see names; ``counts`` must then be over everybody present, whoever asks.
    A filter leaves out lines and changes none; with a team's there is no total, and a team that has no line of its own
    in the whole report has none. ``nested`` has the pairs of tracks of which one asks whatever the other asks.
    """
    listed = _shareable(counts) if shareable else [_one(counts, each) for each in counts.people]
    listed.sort(key=lambda each: (each.group is Group.OTHERS, each.group is Group.NO_TEAM, each.key))
    tracks = sorted({name for each in listed for name in each.kinds})
    open_to = {each.name: _may_be_shown(each, tracks, nested) for each in listed} if shareable else {}
    for name in tracks:
        if track and name != track:
            continue
        shown = []
        for each in listed:
            may = not shareable or name in open_to[each.name]
            if may:
                shown.append(each)
            if not team or (each.group is Group.TEAM and each.key == fold(team)):
                yield _row(each, name) if may else _hidden(each, name)
        if not team:
            yield _total(shown, name, ALL_SHOWN if shareable else ALL)


def _one(counts: Counts, team: str) -> _Counted:
    """A team that stands alone."""
    return _Counted(
        group=Group.TEAM if team else Group.NO_TEAM,
        name=counts.names[team] if team else NO_TEAM,
        key=team,
        people=counts.people[team],
        kinds=counts.kinds[team],
    )


def _shareable(counts: Counts) -> list[_Counted]:
    """The groups that may be shown, whatever the filters."""
    found = groups(counts.people)
    listed = [_one(counts, team) for team in found.alone]
    if found.merged:
        listed.append(_together(Group.OTHERS, OTHERS, [_one(counts, team) for team in found.merged]))
    return listed


def _together(group: Group, name: str, parts: Sequence[_Counted]) -> _Counted:
    tracks = {track for part in parts for track in part.kinds}
    return _Counted(
        group=group,
        name=name,
        key="",
        people=sum(part.people for part in parts),
        kinds={track: _added(*(part.kinds.get(track, Kinds()) for part in parts)) for track in tracks},
    )


def _may_be_shown(counted: _Counted, tracks: Sequence[str], nested: Collection[frozenset[str]]) -> frozenset[str]:
    """The tracks whose figures may be shown of a group.

    Whoever holds a track holds what it contains, so that of two nested ones the difference is people too: those who
    hold the one and not the other. Where these are 1 to 4, the second of the two is left out.
    """
    shown: list[str] = []
    for name in tracks:
        others = (other for other in shown if frozenset({name, other}) in nested)
        if _may_show(counted, name) and not any(_told_apart(counted, name, other) for other in others):
            shown.append(name)
    return frozenset(shown)


def _told_apart(counted: _Counted, one: str, other: str) -> bool:
    pairs = zip(counted.kinds.get(one, Kinds()), counted.kinds.get(other, Kinds()), strict=True)
    return any(0 < abs(mine - theirs) < SMALLEST for mine, theirs in pairs)


def _may_show(counted: _Counted, track: str) -> bool:
    kinds = counted.kinds.get(track, Kinds())
    required = sum(kinds)
    if not stands((*kinds, counted.people - required)):
        return False
    if counted.group is not Group.OTHERS or not required:
        return True
    # Some are some five by now.
    return kinds.done > 0 and kinds.overdue + kinds.waiting > 0


def _row(counted: _Counted, track: str) -> TeamRow:
    kinds = counted.kinds.get(track, Kinds())
    required = sum(kinds)
    return TeamRow(
        group=counted.group,
        team=counted.name,
        people=counted.people,
        track=Code(track),
        required=required,
        done=kinds.done,
        outstanding=kinds.overdue + kinds.waiting,
        overdue=kinds.overdue,
        exempt=kinds.exempt,
        done_share=round(100 * kinds.done / required, 1) if required else None,
    )


def _hidden(counted: _Counted, track: str) -> TeamRow:
    return TeamRow(counted.group, counted.name, counted.people, Code(track), *(None,) * 6)


def _total(shown: Sequence[_Counted], track: str, name: str) -> TeamRow:
    """Over what is shown, so that no total tells what is not."""
    if not shown:
        return TeamRow(Group.TOTAL, name, None, Code(track), *(None,) * 6)
    return _row(_together(Group.TOTAL, name, shown), track)
