"""The chart of the teams report has a bar where there are figures, and its parts add up to who is required."""

from __future__ import annotations

from trainer.reports.columns import Code
from trainer.reports.team_chart import chart
from trainer.reports.teams import Group, TeamRow

GATE = Code("gate")


def test_a_bar_for_each_team_that_has_figures() -> None:
    rows = [
        TeamRow(Group.TEAM, "Sales", 30, GATE, 30, 20, 8, 5, 2, 66.7),
        TeamRow(Group.TEAM, "Ops", 12, GATE, 0, 0, 0, 0, 0, None),
        TeamRow(Group.TEAM, "Legal", 9, GATE, None, None, None, None, None, None),
        TeamRow(Group.TOTAL, "All teams", 51, GATE, 30, 20, 8, 5, 2, 66.7),
    ]
    drawn = chart(rows)
    assert drawn.bars == (("Sales, gate", (20, 2, 3, 5)),)
    assert sum(drawn.bars[0][1]) == rows[0].required


def test_of_many_teams_only_the_tracks_are_drawn() -> None:
    teams = [TeamRow(Group.TEAM, f"Team {n}", 10, GATE, 10, 9, 1, 0, 0, 90.0) for n in range(61)]
    total = TeamRow(Group.TOTAL, "All teams", 610, GATE, 610, 549, 61, 0, 0, 90.0)
    assert chart([*teams, total]).bars == (("All teams, gate", (549, 0, 61, 0)),)
    assert len(chart([*teams[:60], total]).bars) == 60
