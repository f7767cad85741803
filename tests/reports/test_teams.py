"""The teams report: what is counted as what, and which lines there are."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compliance.status import Status
from trainer.reports.columns import Code
from trainer.reports.teams import Group, TeamRow, count, team_rows

Person = tuple[str, Mapping[str, Status]]
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Sales", "sales", "ＳＡＬＥＳ ", "Board", "", " ", "Other teams"]),
        st.dictionaries(st.sampled_from(["gate", "data"]), st.sampled_from(Status), max_size=2),
    ),
    max_size=60,
)


def gate(team: str, *statuses: Status) -> list[Person]:
    return [(team, {"gate": status}) for status in statuses]


def lines(people: Iterable[Person], team: str = "", track: str = "") -> list[TeamRow]:
    return list(team_rows(count(people), team=team, track=track))


def shared(people: Iterable[Person]) -> list[TeamRow]:
    return list(team_rows(count(people), shareable=True))


@pytest.mark.parametrize("status", Status)
def test_each_status_is_counted_once_or_is_no_requirement(status: Status) -> None:
    rows = lines([*gate("Sales", status), *gate("Sales", Status.CURRENT)])
    asked = status is not Status.NOT_REQUIRED
    done = {Status.CURRENT: 1, Status.EXPIRING: 1}.get(status, 0)
    exempt = int(status is Status.EXEMPT)
    overdue = int(status in (Status.OVERDUE, Status.EXPIRED, Status.SUPERSEDED))
    share = round(100 * (1 + done) / (1 + asked), 1)
    outstanding = asked - done - exempt
    figures = (2, Code("gate"), 1 + asked, 1 + done, outstanding, overdue, exempt, share)
    assert rows == [TeamRow(Group.TEAM, "Sales", *figures), TeamRow(Group.TOTAL, "All teams", *figures)]


def test_nobody_is_no_report() -> None:
    assert lines([]) == shared([]) == []


def test_people_of_whom_nothing_is_required_count_as_people_only() -> None:
    rows = lines([*gate("Sales", Status.CURRENT), ("Sales", {}), ("Board", {})])
    assert [(row.team, row.people, row.required, row.done_share) for row in rows] == [
        ("Board", 1, 0, None),
        ("Sales", 2, 1, 100.0),
        ("All teams", 3, 1, 100.0),
    ]


def test_teams_are_one_however_spelled_and_written_as_most_write_them() -> None:
    people = [*gate("sales", *[Status.CURRENT] * 2), *gate(" Ｓales", Status.OVERDUE), *gate("", Status.EXEMPT)]
    rows = lines(people)
    assert [(row.group, row.team, row.people) for row in rows] == [
        (Group.TEAM, "sales", 3),
        (Group.NO_TEAM, "(no team)", 1),
        (Group.TOTAL, "All teams", 4),
    ]


def test_a_team_may_be_called_like_a_line_of_ours() -> None:
    people = [*gate("All teams", Status.CURRENT), *gate("(no team)", Status.OVERDUE), *gate("", Status.OVERDUE)]
    rows = lines(people)
    assert [(row.group, row.team, row.done) for row in rows] == [
        (Group.TEAM, "(no team)", 0),
        (Group.TEAM, "All teams", 1),
        (Group.NO_TEAM, "(no team)", 0),
        (Group.TOTAL, "All teams", 1),
    ]
    assert lines(people, team="all TEAMS") == [rows[1]]
    assert lines(people, team="(no team)") == [rows[0]]


def test_filters_pick_lines_of_the_whole_report() -> None:
    people = [*gate("Sales", Status.CURRENT), *gate("Board", Status.OVERDUE), ("Board", {"data": Status.CURRENT})]
    rows = lines(people)
    assert [(row.track, row.team) for row in rows] == [
        ("data", "Board"), ("data", "Sales"), ("data", "All teams"),
        ("gate", "Board"), ("gate", "Sales"), ("gate", "All teams"),
    ]  # fmt: skip
    assert lines(people, track="gate") == rows[3:]
    assert lines(people, team="SALES") == [rows[1], rows[4]]
    assert lines(people, team="Sales", track="gate") == [rows[4]]
    assert lines(people, team="nobody's") == []


@given(PEOPLE)
def test_required_is_done_and_outstanding_and_exempt_and_totals_add_up(people: list[Person]) -> None:
    rows = lines(people)
    for row in rows:
        assert row.required is not None
        assert row.required == (row.done or 0) + (row.outstanding or 0) + (row.exempt or 0)
        assert 0 <= (row.overdue or 0) <= (row.outstanding or 0)
        assert row.required <= (row.people or 0)
    for track in {row.track for row in rows}:
        parts = [row for row in rows if row.track == track and row.group is not Group.TOTAL]
        (total,) = (row for row in rows if row.track == track and row.group is Group.TOTAL)
        assert total.people == len(people) == sum(row.people or 0 for row in parts)
        assert total.overdue == sum(row.overdue or 0 for row in parts)
        asked = [status for _, tracks in people for name, status in tracks.items() if name == track]
        assert total.required == sum(status is not Status.NOT_REQUIRED for status in asked)
    assert len({(row.group, row.team, row.track) for row in rows}) == len(rows)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(people: list[Person], chance: random.Random) -> None:
    mixed = chance.sample(people, len(people))
    assert lines(mixed) == lines(people)
    assert shared(mixed) == shared(people)


class TestShareable:
    SALES = (*[Status.CURRENT] * 15, *[Status.OVERDUE] * 5)

    def test_small_teams_are_one_line_and_the_total_is_of_what_is_shown(self) -> None:
        small = [each for team in "ABCDE" for each in gate(team, Status.CURRENT, Status.CURRENT, Status.NOT_STARTED)]
        rows = shared([*gate("Sales", *self.SALES), *small])
        assert rows == [
            TeamRow(Group.TEAM, "Sales", 20, Code("gate"), 20, 15, 5, 5, 0, 75.0),
            TeamRow(Group.OTHERS, "Other teams", 15, Code("gate"), 15, 10, 5, 0, 0, 66.7),
            TeamRow(Group.TOTAL, "All teams shown", 35, Code("gate"), 35, 25, 10, 5, 0, 71.4),
        ]

    def test_a_team_too_small_to_merge_is_in_no_line_and_no_total_and_its_tracks_are_not_named(self) -> None:
        board = [("Board", {"gate": Status.OVERDUE, "board": Status.CURRENT})] * 3
        rows = shared([*gate("Sales", *self.SALES), *board])
        assert [(row.team, row.people, row.track) for row in rows] == [
            ("Sales", 20, "gate"),
            ("All teams shown", 20, "gate"),
        ]

    def test_a_few_late_ones_hide_every_figure_of_their_team_and_keep_it_out_of_the_total(self) -> None:
        few = gate("Few", *[Status.CURRENT] * 15, *[Status.OVERDUE] * 2, *[Status.NOT_STARTED] * 5)
        rows = shared([*gate("Sales", *self.SALES), *few])
        assert rows == [
            TeamRow(Group.TEAM, "Few", 22, Code("gate"), *[None] * 6),
            TeamRow(Group.TEAM, "Sales", 20, Code("gate"), 20, 15, 5, 5, 0, 75.0),
            TeamRow(Group.TOTAL, "All teams shown", 20, Code("gate"), 20, 15, 5, 5, 0, 75.0),
        ]

    def test_a_few_of_whom_nothing_is_required_do_so_too(self) -> None:
        (team, total) = shared([*gate("Sales", *self.SALES), *[("Sales", {})] * 2])
        assert (team.people, team.required, total.people, total.required) == (22, None, None, None)

    @pytest.mark.parametrize("status", [Status.CURRENT, Status.OVERDUE, Status.NOT_STARTED, Status.EXEMPT])
    def test_merged_teams_of_one_mind_are_not_shown(self, status: Status) -> None:
        (merged, total) = shared([each for team in "ABCDE" for each in gate(team, status, status, status)])
        assert (merged.people, merged.required, merged.done_share, total.required) == (15, None, None, None)

    def test_a_large_team_of_one_mind_is(self) -> None:
        (team, _) = shared(gate("Sales", *[Status.CURRENT] * 5))
        assert (team.required, team.done_share) == (5, 100.0)

    def test_the_teams_that_are_merged_cannot_be_asked_for(self) -> None:
        people = [each for team in "ABCDE" for each in gate(team, *[Status.CURRENT, Status.OVERDUE, Status.CURRENT])]
        assert [row.team for row in shared(people)] == ["Other teams", "All teams shown"]
        for team in ("A", "Other teams", "All teams shown"):
            assert list(team_rows(count(people), shareable=True, team=team)) == []
