"""Status as of a date: every row of DESIGN section 6, and the days at the edges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compliance.status import Holding, Status, of_track, status, worst
from trainer.compliance.validity import add_months

DAY = dt.date(2026, 7, 1)
dates = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


def of(
    as_of: dt.date = DAY,
    due_on: dt.date | None = DAY,
    holding: Holding | None = None,
    *,
    started: bool = False,
    exempt: bool = False,
) -> Status:
    return status(as_of, due_on, holding, started=started, warning_days=30, exempt=exempt)


def held(until: dt.date | None, *, superseded: bool = False) -> Holding:
    return until, superseded


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
        (of(holding=held(days(300), superseded=True)), Status.SUPERSEDED),
        (of(holding=held(days(-1), superseded=True)), Status.EXPIRED),
        (of(exempt=True), Status.EXEMPT),
        (of(as_of=days(1), exempt=True), Status.EXEMPT),
        (of(holding=held(days(-1)), exempt=True), Status.EXEMPT),
        (of(holding=held(days(30)), exempt=True), Status.EXPIRING),
        (of(due_on=None, exempt=True), Status.NOT_REQUIRED),
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


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Status.CURRENT, Status.CURRENT], Status.CURRENT),
        ([Status.CURRENT, Status.EXPIRING], Status.EXPIRING),
        ([Status.CURRENT, Status.NOT_STARTED], Status.IN_PROGRESS),
        ([Status.NOT_STARTED, Status.NOT_STARTED], Status.NOT_STARTED),
        ([Status.IN_PROGRESS, Status.NOT_STARTED], Status.IN_PROGRESS),
        ([Status.CURRENT, Status.OVERDUE], Status.OVERDUE),
        ([Status.SUPERSEDED, Status.OVERDUE], Status.OVERDUE),
        ([Status.EXPIRED, Status.NOT_STARTED], Status.IN_PROGRESS),
        ([Status.SUPERSEDED, Status.CURRENT], Status.SUPERSEDED),
        ([Status.SUPERSEDED, Status.EXPIRED], Status.EXPIRED),
        ([Status.EXEMPT, Status.CURRENT], Status.EXEMPT),
    ],
)
def test_a_track_of_which_a_part_was_never_held_was_never_held(parts: list[Status], expected: Status) -> None:
    assert of_track(parts, required=True) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Status.CURRENT], Status.CURRENT),
        ([Status.EXPIRED], Status.NOT_REQUIRED),
        ([Status.CURRENT, Status.IN_PROGRESS], Status.NOT_REQUIRED),
        ([], Status.NOT_REQUIRED),
    ],
)
def test_what_nothing_requires_is_held_or_it_is_nothing(parts: list[Status], expected: Status) -> None:
    assert of_track(parts, required=False) == expected


def test_the_worst_status_is_what_asks_most_urgently() -> None:
    assert worst([Status.CURRENT, Status.OVERDUE, Status.IN_PROGRESS]) == Status.OVERDUE
    assert worst([Status.OVERDUE, Status.EXPIRED, Status.SUPERSEDED]) == Status.SUPERSEDED
    assert worst([]) == Status.NOT_REQUIRED
