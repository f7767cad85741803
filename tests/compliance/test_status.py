"""Status as of a date: every row of DESIGN section 6, and the days at the edges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compliance.requirements import add_months
from trainer.compliance.status import Holding, Status, status

DAY = dt.date(2026, 7, 1)
dates = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


def of(
    as_of: dt.date = DAY,
    due_on: dt.date | None = DAY,
    holding: Holding | None = None,
    *,
    started: bool = False,
    major: int = 1,
) -> Status:
    return status(as_of, due_on=due_on, holding=holding, started=started, major_in_force=major, warning_days=30)


def held(until: dt.date | None, major: int = 1) -> Holding:
    return Holding(completed_on=DAY, valid_until=until, major=major)


def days(count: int) -> dt.date:
    return DAY + dt.timedelta(days=count)


@pytest.mark.parametrize(
    ("given_facts", "expected"),
    [
        (of(), Status.NOT_STARTED),
        (of(started=True), Status.IN_PROGRESS),
        (of(as_of=days(1)), Status.OVERDUE),
        (of(as_of=days(1), started=True), Status.OVERDUE),
        (of(due_on=None), Status.NOT_REQUIRED),
        (of(due_on=None, started=True), Status.IN_PROGRESS),
        (of(holding=held(None)), Status.CURRENT),
        (of(due_on=None, holding=held(None)), Status.CURRENT),
        (of(holding=held(days(31))), Status.CURRENT),
        (of(holding=held(days(30))), Status.EXPIRING),
        (of(holding=held(days(0))), Status.EXPIRING),
        (of(holding=held(days(-1))), Status.EXPIRED),
        (of(holding=held(days(300)), major=2), Status.SUPERSEDED),
        (of(holding=held(days(300), major=2), major=2), Status.CURRENT),
    ],
)
def test_each_status(given_facts: Status, expected: Status) -> None:
    assert given_facts == expected


@given(dates, dates, dates, st.booleans())
def test_a_holding_goes_from_current_over_expiring_to_expired_and_never_back(
    first: dt.date, second: dt.date, until: dt.date, started: bool
) -> None:
    order = [Status.CURRENT, Status.EXPIRING, Status.EXPIRED]
    early, late = sorted((first, second))
    before, after = (of(as_of=d, holding=held(until), started=started) for d in (early, late))
    assert order.index(before) <= order.index(after)


@given(dates, st.integers(0, 120))
def test_months_later_is_the_same_day_or_the_month_s_last(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(days=1)).day == 1)
