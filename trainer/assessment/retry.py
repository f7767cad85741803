"""When somebody may try again (CURRICULUM 3.2).

After two failed attempts: the lesson, then 24 hours, for spacing. A test-out that failed: 30 days.

Invariant: a pass ends all waiting; waiting is counted from the end of the newest failure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.assessment.kinds import AttemptKind

FAILURES = 2
WAIT = dt.timedelta(hours=24)
TEST_OUT_WAIT = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One finished attempt."""

    at: dt.datetime
    passed: bool


def failures(ended: Sequence[Ended]) -> int:
    """Failed attempts since the last pass; ``ended`` is in the order in which they ended."""
    count = 0
    for each in ended:
        count = 0 if each.passed else count + 1
    return count


def may_start(kind: AttemptKind, ended: Sequence[Ended]) -> dt.datetime | None:
    """From when the next attempt of that kind may begin; None where nothing is waited for."""
    failed = failures(ended)
    if not failed:
        return None
    if kind == AttemptKind.TEST_OUT:
        return ended[-1].at + TEST_OUT_WAIT
    return ended[-1].at + WAIT if must_read_first(kind, ended) else None


def must_read_first(kind: AttemptKind, ended: Sequence[Ended]) -> bool:
    """Whether the newest failure sends the person to the lessons: every second one in a row does."""
    failed = failures(ended)
    return kind in (AttemptKind.MODULE_CHECK, AttemptKind.CERTIFICATION) and failed > 0 and failed % FAILURES == 0
