"""The author's checker: policy findings on content that loads. It coaches; it never keeps a person from learning.

Invariant: every rule stands once in ``RULES``, and a finding points at a place in a file and says what to do. A new
rule is a function ``(Checked) -> Iterator[Finding]`` in a file of its own, added to the list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from trainer.content.checker import changes, coverage, lessons, options, pools, references, release, review
from trainer.content.checker.finding import Checked, Finding, Severity
from trainer.content.library import Loaded

__all__ = ["RULES", "Checked", "Finding", "Severity", "check"]

RULES: tuple[Callable[[Checked], Iterator[Finding]], ...] = (
    review.stale_law,
    review.not_approved,
    review.overdue,
    review.own_reviewer,
    references.unknown,
    coverage.unknown,
    pools.too_small,
    pools.too_small_to_examine,
    options.lengths,
    options.whys,
    lessons.length,
    lessons.minutes,
    changes.unnamed,
    release.unreleased,
)


def check(loaded: Loaded, today: dt.date) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first, then in the order of the files."""
    checked = Checked(loaded, today)
    return tuple(sorted(finding for rule in RULES for finding in rule(checked)))
