"""The teams report as a chart: a bar for each team and track that has figures."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.reports.forms.chart import Chart
from trainer.reports.teams import Group, TeamRow

_MOST = 60
"""Bars."""
_SERIES = ("done", "exempt", "outstanding, not late", "late")


def chart(rows: Sequence[TeamRow]) -> Chart:
    """Stacked bars of people; lines without figures, and what nothing requires, have none.

    A bar for each team and track; where these would be more than anybody looks at, one for each track.
    """
    shown = [row for row in rows if row.required]
    teams = [row for row in shown if row.group is not Group.TOTAL]
    drawn = teams if len(teams) <= _MOST else [row for row in shown if row.group is Group.TOTAL]
    bars = tuple((f"{row.team}, {row.track}", _parts(row)) for row in drawn)
    return Chart(title="People by team and track", series=_SERIES, bars=bars)


def _parts(row: TeamRow) -> tuple[int, ...]:
    overdue = row.overdue or 0
    return row.done or 0, row.exempt or 0, (row.outstanding or 0) - overdue, overdue
