"""The cut score of a form: the mean of its questions' Angoff ratings, or the provisional pass mark.

Modified Angoff: each judge says which share of barely competent staff would be right; the mean over judges and
questions is the cut (CURRICULUM 3.2). A cut from the questions drawn keeps rotating forms equally hard to pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

FEWEST_JUDGES = 5


def cut_score(ratings: Sequence[Sequence[float]], provisional: float) -> float:
    """Percent. ``ratings`` holds each drawn question's ratings, 0 to 1; ``provisional`` is percent.

    The provisional mark stands unless every question was rated by five judges or more: a cut from some of the
    questions would be a cut for another form.
    """
    if not ratings or any(len(each) < FEWEST_JUDGES for each in ratings):
        return provisional
    return round(100 * fmean(fmean(each) for each in ratings), 2)
