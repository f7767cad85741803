"""Those who try to work out from a shared table what it does not show. They are exact: they know every possibility.

A company is its teams, each a list with five numbers a track: people who are done, overdue, waiting, exempt and not
required. What is published is taken apart into figures of groups that do not overlap; the people of a group of unknown
make-up may be spread over its teams in any way that the sizes allow, so one team's share is possible if and only if
what remains can be spread over the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from trainer.reports.teams import Group, TeamRow

Split = tuple[int, ...]
"""Done, overdue, waiting, exempt, not required."""
SMALL = range(1, 5)
KINDS: Mapping[str, tuple[int, ...]] = {
    "required": (0, 1, 2, 3),
    "done": (0,),
    "outstanding": (1, 2),
    "overdue": (1,),
    "waiting": (2,),
    "exempt": (3,),
    "not required": (4,),
    "nothing to do": (0, 3, 4),
}
"""Groups that someone could ask after, as unions of kinds."""
BY_RULE = ("required", "not required")


class Known(NamedTuple):
    """The figures of one track over some teams together."""

    teams: frozenset[str]
    split: Split


def split_of(row: TeamRow) -> Split | None:
    """What a line says; None where it hides its figures."""
    if row.required is None:
        return None
    assert row.people is not None
    assert row.done is not None
    assert row.outstanding is not None
    assert row.overdue is not None
    assert row.exempt is not None
    return row.done, row.overdue, row.outstanding - row.overdue, row.exempt, row.people - row.required


def minus(one: Split, other: Split) -> Split:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def taken_apart(known: Sequence[Known]) -> list[Known]:
    """The smallest groups that are left when a group within another is taken from it, again and again.

    What is known of a larger one is the sum of what is known of its parts, and says nothing more.
    """
    found = {each.teams: each.split for each in known if each.teams}
    while True:
        new = {a - b: minus(found[a], found[b]) for a in found for b in found if b < a and a - b not in found}
        if not new:
            return [Known(*each) for each in found.items() if not any(other < each[0] for other in found)]
        found.update(new)


@cache
def splits(people: int) -> tuple[Split, ...]:
    """Every way in which so many people fall into the five kinds."""
    bars = combinations(range(people + 4), 4)
    return tuple(tuple(b - a - 1 for a, b in zip((-1, *bar), (*bar, people + 4), strict=True)) for bar in bars)


def of_kind(split: Split, kind: str) -> int:
    return sum(split[each] for each in KINDS[kind])


def possible(group: Known, sizes: Sequence[int] = SMALL, others: int | None = None) -> Iterator[Split]:
    """Every share that one small team of a group can have.

    ``sizes`` are those it may have, ``others`` how many people the other teams have. None: 1 to 4 in each of them.
    """
    number = len(group.teams) - 1
    for size in sizes:
        for split in splits(size):
            rest = minus(group.split, split)
            fits = number <= sum(rest) <= 4 * number if others is None else sum(rest) == others
            if fits and min(rest) >= 0:
                yield split


def fixed(shares: Iterator[Split]) -> dict[str, int]:
    """The kinds of which all possible shares have equally many, 1 to 4."""
    seen: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for share in shares:
        for kind, values in seen.items():
            values.add(of_kind(share, kind))
    return {kind: min(values) for kind, values in seen.items() if len(values) == 1 and min(values) in SMALL}


def readers(known: Sequence[Known]) -> Iterator[str]:
    """What someone finds who only adds and takes away."""
    for group in taken_apart(known):
        for kind in KINDS:
            if (n := of_kind(group.split, kind)) in SMALL:
                yield f"{kind} in {sorted(group.teams)}: {n}"


def strangers(known: Sequence[Known], small: frozenset[str]) -> Iterator[str]:
    """What someone finds who knows which teams are small, and nothing else."""
    for group in taken_apart(known):
        if group.teams <= small:
            shares = list(possible(group))
            if len({sum(share) for share in shares}) == 1:
                yield f"the size of each of {sorted(group.teams)}: {sum(shares[0])}"
            yield from (f"{kind} in each of {sorted(group.teams)}: {n}" for kind, n in fixed(iter(shares)).items())


def with_sizes(known: Sequence[Known], sizes: Mapping[str, int]) -> Iterator[str]:
    """What someone finds who knows how large each team is: a table with both margins known."""
    for group in taken_apart(known):
        for team in sorted(group.teams):
            if sizes[team] in SMALL:
                others = sum(sizes[each] for each in group.teams - {team})
                for kind, n in fixed(possible(group, [sizes[team]], others)).items():
                    if kind not in BY_RULE and not (kind == "nothing to do" and not of_kind(group.split, "required")):
                        yield f"{kind} in {team}: {n}"


def insiders(known: Sequence[Known], sizes: Mapping[str, int], facts: Mapping[str, Split]) -> Iterator[str]:
    """What the people of each small team find: they know all of their own, and how large each team is."""
    for team in facts:
        if sizes[team] in SMALL:
            own = [*known, Known(frozenset({team}), facts[team])]
            others = [each for each in taken_apart(own) if team not in each.teams]
            yield from (f"to {team}: {found}" for found in with_sizes(others, sizes))


def read(rows: Sequence[TeamRow], small: frozenset[str], total_covers: frozenset[str] | None = None) -> list[Known]:
    """What the lines of one track say, of which teams.

    ``total_covers`` is what the rule says that the total covers; None: the groups that have figures.
    """
    known: list[Known] = []
    total: Split | None = None
    for row in rows:
        split = split_of(row)
        if split is None:
            continue
        if row.group is Group.TOTAL:
            total = split
        else:
            known.append(Known(small if row.group is Group.OTHERS else frozenset({row.team}), split))
    if total is not None:
        covers = frozenset(t for each in known for t in each.teams) if total_covers is None else total_covers
        # That of several groups may be the same as that of one, which must say the same.
        assert all(each.split == total for each in known if each.teams == covers)
        known.append(Known(covers, total))
    return known
