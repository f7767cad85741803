"""Days as options take them: ISO dates, such as 2027-01-31."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click


class Day(click.ParamType[dt.date]):
    """A date in the one form ``2027-01-31``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f"{value!r} is no date; write it as 2027-01-31.", param, ctx)
        return day


DAY = Day()
