"""What a shared teams report gives away: nothing about fewer than five, to anyone who knows the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports.attackers import (
    KINDS,
    SMALL,
    Split,
    insiders,
    of_kind,
    read,
    readers,
    split_of,
    splits,
    strangers,
    with_sizes,
)
from trainer.compliance.status import Status
from trainer.reports.columns import Code
from trainer.reports.suppression import groups, mixes, stands
from trainer.reports.teams import Counts, Group, TeamRow, count, team_rows

Company = Mapping[str, Mapping[str, Split]]
"""Team to track to its people by kind."""
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STATUS = (Status.CURRENT, Status.OVERDUE, Status.NOT_STARTED, Status.EXEMPT, Status.NOT_REQUIRED)


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """One to twelve teams of 0 to 30 people, one to three tracks; many teams are small, many splits lopsided."""
    names = [f"t{n:02}" for n in range(draw(st.integers(1, 12)))]
    tracks = ["gate", "data", "managers"][: draw(st.integers(1, 3))]
    size = st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(0, 30), st.integers(5, 8))
    # Some kinds do not occur in a track at all: else no merged group would ever be of one mind.
    occur = {track: draw(st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True)) for track in tracks}
    return {
        name: {track: draw(splits_of(people, occur[track])) for track in tracks}
        for name, people in zip(names, draw(st.lists(size, min_size=len(names), max_size=len(names))), strict=True)
    }


@st.composite
def splits_of(draw: st.DrawFn, people: int, kinds: list[int]) -> Split:
    """So many people, in these kinds."""
    ends = draw(st.lists(st.integers(0, people), min_size=len(kinds) - 1, max_size=len(kinds) - 1).map(sorted))
    counts = {kind: end - start for kind, start, end in zip(kinds, [0, *ends], [*ends, people], strict=True)}
    return tuple(counts.get(kind, 0) for kind in range(5))


def counted(company: Company) -> Counts:
    """The company, person by person, as the report counts it."""

    def people() -> Iterator[tuple[str, dict[str, Status]]]:
        for team, tracks in company.items():
            columns = [[(t, STATUS[k]) for k, n in enumerate(split) for _ in range(n)] for t, split in tracks.items()]
            yield from ((team, dict(person)) for person in zip(*columns, strict=True))

    return count(people())


def sizes_of(company: Company) -> dict[str, int]:
    return {team: sum(next(iter(tracks.values()))) for team, tracks in company.items()}


def found_by_all(company: Company, rows: list[TeamRow], total_covers: frozenset[str] | None = None) -> list[str]:
    """What any attacker works out from the table, track by track."""
    sizes = {team: size for team, size in sizes_of(company).items() if size}
    small = frozenset(team for team, size in sizes.items() if size in SMALL)
    found: list[str] = []
    for track, lines in groupby(sorted(rows, key=lambda row: row.track), key=lambda row: row.track):
        known = read(list(lines), small, total_covers)
        facts = {team: company[team][track] for team in sizes}
        found += [*readers(known), *strangers(known, small), *with_sizes(known, sizes)]
        found += insiders(known, sizes, facts)
    return found


class TestAttack:
    @MANY
    @given(companies())
    def test_no_attacker_finds_a_small_group_in_a_shared_table(self, company: Company) -> None:
        assert found_by_all(company, list(team_rows(counted(company), shareable=True))) == []

    @MANY
    @given(companies())
    def test_every_figure_shown_is_true_and_nobody_or_five_at_least(self, company: Company) -> None:
        small = {team for team, size in sizes_of(company).items() if size in SMALL}
        for row in team_rows(counted(company), shareable=True):
            split = split_of(row)
            assert row.people is None or row.people >= 5
            if split is None:
                continue
            assert stands(split)
            assert all(of_kind(split, kind) not in SMALL for kind in KINDS)
            if row.group in (Group.TEAM, Group.OTHERS):
                members = small if row.group is Group.OTHERS else {row.team}
                assert split == tuple(map(sum, zip(*(company[team][row.track] for team in members), strict=True)))

    @MANY
    @given(companies())
    def test_a_total_is_of_the_lines_with_figures_and_says_nothing_new(self, company: Company) -> None:
        rows = list(team_rows(counted(company), shareable=True))
        for _, lines in groupby(rows, key=lambda row: row.track):
            *parts, total = lines
            shown = [split for split in map(split_of, parts) if split is not None]
            assert total.group is Group.TOTAL
            assert split_of(total) == (tuple(map(sum, zip(*shown, strict=True))) if shown else None)

    @MANY
    @given(companies())
    def test_filters_leave_out_lines_and_change_none(self, company: Company) -> None:
        counts = counted(company)
        whole = list(team_rows(counts, shareable=True))
        for team in ("", *company):
            for track in ("", "gate", "data", "managers"):
                part = list(team_rows(counts, shareable=True, team=team, track=track))
                wanted = [
                    row
                    for row in whole
                    if track in ("", row.track) and (not team or (row.group is Group.TEAM and row.team == team))
                ]
                assert part == wanted

    @pytest.mark.parametrize("people", range(5, 31))
    def test_figures_that_a_group_hides_stay_open(self, people: int) -> None:
        """Knowing how large the group is, and that it was hidden for a kind of 1 to 4, fixes no number of any kind."""
        seen: dict[str, set[int]] = {kind: set() for kind in KINDS}
        for split in splits(people):
            if not stands(split):
                for kind, values in seen.items():
                    values.add(of_kind(split, kind))
            if all(len(values) > 1 for values in seen.values()):
                return
        pytest.fail(f"fixed: {seen}")

    @pytest.mark.parametrize("people", range(7, 31))
    def test_so_they_do_where_a_track_is_required_of_everyone(self, people: int) -> None:
        asked = [split for split in splits(people) if split[4] == 0 and not stands(split)]
        for kind in ("done", "outstanding", "overdue", "waiting", "exempt"):
            assert len({of_kind(split, kind) for split in asked}) > 1


class TestTheAttackersAreNoFools:
    """Each of these tables is one that a careless rule would publish."""

    def test_a_grand_total_gives_the_hidden_team_away(self) -> None:
        company: Company = {
            "large": {"gate": (9, 6, 0, 0, 0)},
            "also large": {"gate": (5, 0, 7, 0, 0)},
            "board": {"gate": (1, 2, 0, 0, 0)},
        }
        rows = [row for row in team_rows(counted(company)) if row.team != "board"]
        found = found_by_all(company, rows, frozenset(company))
        assert "overdue in ['board']: 2" in found
        assert "the size of each of ['board']: 3" in found

    def test_two_teams_of_four_together_are_four_and_four(self) -> None:
        company: Company = {"a": {"gate": (0, 4, 0, 0, 0)}, "b": {"gate": (0, 4, 0, 0, 0)}}
        found = self.merged(company)
        assert "the size of each of ['a', 'b']: 4" in found
        assert "overdue in a: 4" in found

    def test_merged_teams_that_are_all_overdue_give_each_away_to_those_who_know_how_large_they_are(self) -> None:
        company: Company = {name: {"gate": (0, n, 0, 0, 0)} for name, n in (("a", 2), ("b", 3), ("c", 2))}
        assert "overdue in a: 2" in self.merged(company)

    def test_of_two_merged_teams_each_knows_the_other(self) -> None:
        company: Company = {"a": {"gate": (2, 1, 0, 0, 0)}, "b": {"gate": (1, 2, 0, 0, 0)}}
        assert "to a: overdue in b: 2" in self.merged(company)

    def merged(self, company: Company) -> list[str]:
        """All teams of a company as one, without a question asked."""
        done, overdue, waiting, exempt, rest = map(sum, zip(*(t["gate"] for t in company.values()), strict=True))
        asked, late = done + overdue + waiting + exempt, overdue + waiting
        head = Group.OTHERS, "Other teams", asked + rest, Code("gate")
        return found_by_all(company, [TeamRow(*head, asked, done, late, overdue, exempt, None)])


class TestSizes:
    """Over every company of up to five teams of at most seven people: what the division of teams says of sizes."""

    @pytest.mark.parametrize("teams", range(1, 6))
    def test_no_size_of_a_small_team_can_be_worked_out_from_outside_or_from_a_team_beside_it(self, teams: int) -> None:
        told: dict[object, list[tuple[int, ...]]] = {}
        for sizes in product(range(1, 8), repeat=teams):
            found = groups({str(n): size for n, size in enumerate(sizes)})
            merged = sum(sizes[int(team)] for team in found.merged) or None
            alone = tuple((team, sizes[int(team)]) for team in found.alone)
            told.setdefault((alone, merged, found.merged), []).append(sizes)
        for same in told.values():
            small = [n for n in range(teams) if same[0][n] in SMALL]
            for n in small:
                assert len({sizes[n] for sizes in same}) > 1
                for knowing in set(small) - {n}:
                    for own in {sizes[knowing] for sizes in same}:
                        assert len({sizes[n] for sizes in same if sizes[knowing] == own}) > 1

    def test_small_teams_are_merged_where_that_hides_them(self) -> None:
        found = groups({"a": 2, "b": 3, "c": 3, "big": 5, "empty": 0})
        assert found.alone == ("big",)
        assert found.merged == ("a", "b", "c")

    @pytest.mark.parametrize("sizes", [(4, 4), (1, 5), (3, 12), (2, 3, 1), (4, 4, 4), (1,) * 9, (4,) * 9])
    def test_they_are_left_out_where_it_would_not(self, sizes: tuple[int, ...]) -> None:
        found = groups({str(n): size for n, size in enumerate(sizes)})
        assert found.merged == ()
        assert [sizes[int(team)] for team in found.alone] == [size for size in sizes if size >= 5]

    @given(st.lists(st.integers(1, 4), max_size=6))
    def test_what_mixes_leaves_every_count_open(self, counts: list[int]) -> None:
        same = [other for other in product(SMALL, repeat=len(counts)) if sum(other) == sum(counts)]
        open_to_all = all(len(set(values)) > 1 for values in zip(*same, strict=True)) and sum(counts) >= 5
        assert mixes(counts) == (bool(counts) and open_to_all)


def test_two_nested_tracks_tell_no_few_people_apart() -> None:
    """Eleven hold the one and ten the other, which contains it: one person holds no more than the first."""
    both = count(_sales(11, 10))
    apart = [row for row in team_rows(both, shareable=True) if row.required is not None]
    assert {row.track for row in apart} == {"a", "b"}
    nested = [row for row in team_rows(both, shareable=True, nested=[frozenset("ab")]) if row.required is not None]
    assert {row.track for row in nested} == {"a"}
    wide = team_rows(count(_sales(12, 7)), shareable=True, nested=[frozenset("ab")])
    kept = [row for row in wide if row.required is not None]
    assert {row.track for row in kept} == {"a", "b"}


def _sales(hold_a: int, hold_b: int) -> list[tuple[str, dict[str, Status]]]:
    """Twenty people in one team, so many of whom hold each of two tracks."""
    done = (
        [(Status.OVERDUE, Status.CURRENT)[n < hold_a] for n in range(20)],
        [(Status.OVERDUE, Status.CURRENT)[n < hold_b] for n in range(20)],
    )
    return [("Sales", {"a": a, "b": b}) for a, b in zip(*done, strict=True)]
