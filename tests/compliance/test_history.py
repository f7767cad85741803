"""Status on any day: over 500 random histories it is the same whenever it is computed, and nothing later changes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, assume, example, given, settings

from tests.compliance.histories import FIRST, LAST, NOW, changes, days, tell
from trainer.compliance.history import Stands
from trainer.compliance.requirements import Target
from trainer.compliance.standing import by_track
from trainer.compliance.status import HELD, NEVER_HELD, Status

Histories = list[tuple[dt.date, tuple[Any, ...]]]
many = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OUTSTANDING = NEVER_HELD | {Status.EXPIRED, Status.SUPERSEDED}


def stands(history: Histories, as_of: dt.date, told_on: dt.date) -> Stands:
    """As it was computed on a day, from what had been recorded by then."""
    told = tell(history, told_on)
    return told.history(told_on).stands(as_of, told.facts(), NOW)


def a_year_of(what: str) -> Histories:
    """Someone who joins, is asked for a track of one module, and holds it after ``what``."""
    on = [FIRST + dt.timedelta(days=n) for n in (0, 1, 2, 10, 40)]
    return [
        (on[0], ("version", "M01", ())),
        (on[0], ("track", "gate", {"M01"}, False)),
        (on[1], ("joined", "Sales", "", 0)),
        (on[2], ("assign", "gate", Target.EVERYONE, None, 30)),
        (on[3], ("complete", "M01", ())) if what == "complete" else (on[3], ("exempt", "gate", 20)),
        (on[4], ("withdraw", 4)),
    ]


@many
@given(changes, days, days)
@example(a_year_of("complete"), FIRST + dt.timedelta(days=20), LAST)
@example(a_year_of("exempt"), FIRST + dt.timedelta(days=20), LAST)
def test_a_past_day_is_the_same_whenever_it_is_computed(history: Histories, day: dt.date, later: dt.date) -> None:
    assume(day <= later)
    assert stands(history, day, later) == stands(history, day, day)


@many
@given(changes, days)
def test_required_is_done_and_outstanding_and_exempt(history: Histories, day: dt.date) -> None:
    for line in stands(history, day, LAST).lines:
        if line.due_on is not None and line.track is not None:
            assert (line.status in HELD) + (line.status in OUTSTANDING) == 1
            assert (line.status is Status.EXEMPT) <= (line.valid_until is not None and line.valid_until >= day)
    for whole in by_track(stands(history, day, LAST).lines):
        if whole.due_on is not None:
            assert whole.status is not Status.NOT_REQUIRED
            assert (whole.status in HELD) + (whole.status in OUTSTANDING) == 1


@many
@given(changes, days, days)
def test_a_retake_changes_no_earlier_day_and_takes_nothing_away(
    history: Histories, day: dt.date, again: dt.date
) -> None:
    assume(day < again)
    retaken = sorted(
        [*history, *((again, ("complete", module, ())) for module in ("M01", "M02", "M03"))], key=lambda each: each[0]
    )
    assert stands(retaken, day, LAST) == stands(history, day, LAST)


@many
@given(changes, days)
def test_who_was_never_there_is_asked_nothing(history: Histories, day: dt.date) -> None:
    elsewhere = [each for each in history if each[1][0] not in ("joined", "moved", "left")]
    assert all(line.due_on is None for line in stands(elsewhere, day, LAST).lines)


def test_an_exemption_and_what_was_withdrawn_count_on_their_days_only() -> None:
    day = [FIRST + dt.timedelta(days=n) for n in (5, 20, 31, 39, 40)]

    def found(what: str) -> list[Status]:
        return [by_track(stands(a_year_of(what), each, LAST).lines)[0].status for each in day]

    assert found("complete") == [Status.NOT_STARTED, *[Status.CURRENT] * 3, Status.OVERDUE]
    # It ends on day 30; the withdrawal on day 40 changes nothing any more.
    assert found("exempt") == [Status.NOT_STARTED, Status.EXEMPT, Status.NOT_STARTED, Status.OVERDUE, Status.OVERDUE]
