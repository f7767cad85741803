"""Item statistics: how each question, and the test as a whole, fared over the first attempts of a group.

Invariant: a figure is a finite number, or None where the data cannot say; never an error, never NaN, and
the same whatever the order of sittings and questions. Forms are drawn, so a sitting holds some of the
questions: a question is judged over the sittings that contained it, against the rest of those sittings.

The definitions are those of Moodle's quiz statistics report (MoodleDocs, "Quiz statistics calculations"),
with n - 1 in every variance and covariance. Only first attempts obey them, and only the caller can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import atanh, fsum, sqrt, tanh

_ROUNDING = 1e-9
"""A spread up to this share of the largest value comes from sums of fractions in floats, not from people."""
_NO_COVARIANCE = 1e-12
"""A covariance up to this, with the largest mark as 1, is 0: its sign would be chance, its root would not."""
_Z_95 = 1.959963984540054
"""The normal deviate that leaves 2.5 % on either side."""
_FEWEST_FOR_CONSISTENCY = 3
"""Moodle gives no coefficient of internal consistency for two attempts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The first attempt of one person at one form."""

    scores: Mapping[str, float]
    """Question id to score, 0 to 1. A blank scores 0; a question that the form did not have is absent."""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question id to the ids of the options chosen. () is a blank; absent means that choices are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionStatistics:
    """How often one option, key or distractor, was chosen, and by whom."""

    option: str
    share: float
    """0 to 1, of the sittings whose choice is known. Shares add up to more than 1 where several are chosen."""
    discrimination: float | None
    """Correlation, -1 to 1, of choosing it with the rest of the test; above 0, stronger people choose it.
    None when all or none chose it, or the rest of the test did not vary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """How one question fared. A question worth 0 has neither facility nor anything that compares its scores."""

    question: str
    sittings: int
    """How many contained the question; 0 leaves every figure but the intended weight at None."""
    facility: float | None
    """Mean score as a share of the maximum, 0 to 1. None without a sitting, or worth 0."""
    standard_deviation: float | None
    """As a share of the maximum, 0 to 0.71. None with fewer than two sittings, or worth 0."""
    intended_weight: float | None
    """Percent of the marks of all questions given. None when all are worth 0."""
    effective_weight: float | None
    """Percent of the spread of totals that the question brings, of all questions given. 0 when it never varies.
    None with fewer than two sittings, when it pulls against the total, or when no question brings any."""
    item_rest: float | None
    """Corrected item-rest correlation, -1 to 1. None when the scores or the rest of the test did not vary."""
    interval: tuple[float, float] | None
    """95 % interval of ``item_rest``; None without it, or with three sittings or fewer."""
    discriminative_efficiency: float | None
    """Percent of the covariance with the rest that these scores could have had; at most 100, can fall
    below -100. None like ``item_rest``."""
    choices: int
    """In how many sittings the choice is known."""
    options: tuple[OptionStatistics, ...]
    """In the order given to :func:`item_statistics`, others after them by id. () when no choice is known."""

    @property
    def discrimination_index(self) -> float | None:
        """Moodle's name for the item-rest correlation, in percent. None like ``item_rest``."""
        return None if self.item_rest is None else 100 * self.item_rest


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalStatistics:
    """How the test as a whole fared. Everything in percent of the marks that a sitting's own form offered."""

    sittings: int
    """How many offered any mark; the others have no total and are not counted."""
    mean: float | None
    """None without a sitting."""
    standard_deviation: float | None
    """None with fewer than two sittings."""
    complete: int
    """How many contained every question that is worth something: the base of the figures below."""
    internal_consistency: float | None
    """CIC, Cronbach's alpha in percent; at most 100, can be negative. None with fewer than two questions worth
    something, fewer than three complete sittings, or complete sittings that all reached the same total."""
    error_ratio: float | None
    """Percent of the standard deviation that is chance. None like ``internal_consistency``."""
    standard_error: float | None
    """Percent points by which chance moves a total of a complete sitting. None like ``internal_consistency``."""


def item_statistics(
    sittings: Sequence[Sitting],
    *,
    marks: Mapping[str, float] | None = None,
    options: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ItemStatistics, ...]:
    """The statistics of every question in ``marks`` or in a sitting, by question id.

    ``sittings`` must be first attempts, best at forms of one length, as the rest of the test is a sum of marks.
    ``marks`` is what a question is worth, finite and not negative, 1 where absent: name only questions of
    this test, as weights are shares of the whole. ``options`` lists a question's options, so that one that
    nobody chose shows up too.

    Effective weight, discrimination index and efficiency are Moodle's position statistics, question for
    slot; a question with negative covariance gets no effective weight and takes none from the others.
    """
    weights = _weights(sittings, marks or {})
    intended = _percentages(weights)
    shared = {question: _shared(question, sittings, weights) for question in weights}
    effective = _percentages({question: sqrt(c) for question, c in shared.items() if c is not None and c >= 0})
    known = options or {}
    return tuple(
        _item(question, sittings, weights, intended.get(question), effective.get(question), known.get(question, ()))
        for question in weights
    )


def total_statistics(sittings: Sequence[Sitting], *, marks: Mapping[str, float] | None = None) -> TotalStatistics:
    """The statistics of the test. Arguments are those of :func:`item_statistics`.

    CIC, error ratio and standard error are Moodle's test statistics, over complete sittings alone: forms
    drawn from a large pool have none. Unlike Moodle they leave questions worth 0 out of the number of questions.
    """
    weights = {question: weight for question, weight in _weights(sittings, marks or {}).items() if weight}
    offered = [(row, fsum(weights.get(question, 0.0) for question in row.scores)) for row in sittings]
    percents = [100 * _total(row, weights) / most for row, most in offered if most]
    complete = [row for row in sittings if weights.keys() <= row.scores.keys()] if weights else []
    consistency = _consistency(complete, weights)
    # No alpha is above 1; the last digit of a float may be.
    ratio = None if consistency is None else 100 * sqrt(max(0.0, 1 - consistency / 100))
    spread = _deviation([100 * _total(row, weights) / fsum(weights.values()) for row in complete])
    return TotalStatistics(
        sittings=len(percents),
        mean=_mean(percents),
        standard_deviation=_deviation(percents),
        complete=len(complete),
        internal_consistency=consistency,
        error_ratio=ratio,
        standard_error=None if ratio is None or spread is None else ratio * spread / 100,
    )


def fisher_interval(correlation: float, count: int) -> tuple[float, float] | None:
    """The 95 % interval of a correlation over ``count`` pairs: tanh(atanh(r) ± 1.96 / sqrt(n - 3)) (Fisher, 1921).

    None for three pairs or fewer. A correlation of 1 or -1 gives an interval without width: the transform
    has no end there, so read it with the count.
    """
    if count <= 3:
        return None
    if abs(correlation) >= 1:
        return correlation, correlation
    half = _Z_95 / sqrt(count - 3)
    return tanh(atanh(correlation) - half), tanh(atanh(correlation) + half)


def _weights(sittings: Sequence[Sitting], marks: Mapping[str, float]) -> dict[str, float]:
    """What each question is worth, the largest as 1: no figure depends on more than the proportions."""
    questions = sorted({*marks, *(question for row in sittings for question in row.scores)})
    return dict(zip(questions, _scaled([marks.get(question, 1.0) for question in questions]), strict=True))


def _item(
    question: str,
    sittings: Sequence[Sitting],
    weights: Mapping[str, float],
    intended: float | None,
    effective: float | None,
    options: Sequence[str],
) -> ItemStatistics:
    rows = [row for row in sittings if question in row.scores]
    scores = [row.scores[question] for row in rows] if weights[question] else []
    rest = _rest(question, rows, weights)
    item_rest = _correlation(scores, rest)
    known = [(row.chosen[question], other) for row, other in zip(rows, rest, strict=True) if question in row.chosen]
    return ItemStatistics(
        question=question,
        sittings=len(rows),
        facility=_mean(scores),
        standard_deviation=_deviation(scores),
        intended_weight=intended,
        effective_weight=effective,
        item_rest=item_rest,
        interval=None if item_rest is None else fisher_interval(item_rest, len(rows)),
        discriminative_efficiency=_efficiency(scores, rest),
        choices=len(known),
        options=_options(known, options),
    )


def _options(known: Sequence[tuple[tuple[str, ...], float]], options: Sequence[str]) -> tuple[OptionStatistics, ...]:
    """One line an option, from what was chosen beside the rest of the same sitting."""
    if not known:
        return ()
    rest = [other for _, other in known]
    names = dict.fromkeys([*options, *sorted({option for chosen, _ in known for option in chosen})])
    taken = {option: [option in chosen for chosen, _ in known] for option in names}
    return tuple(
        OptionStatistics(option=option, share=fsum(took) / len(took), discrimination=_correlation(took, rest))
        for option, took in taken.items()
    )


def _total(row: Sitting, weights: Mapping[str, float], without: str | None = None) -> float:
    return fsum(weights.get(q, 0.0) * score for q, score in row.scores.items() if q != without)


def _rest(question: str, rows: Sequence[Sitting], weights: Mapping[str, float]) -> list[float]:
    """The marks of each sitting without the question, the largest as 1."""
    # Added up anew: a total minus an item keeps rounding that would pass for a difference between people.
    return _scaled([_total(row, weights, question) for row in rows])


def _shared(question: str, sittings: Sequence[Sitting], weights: Mapping[str, float]) -> float | None:
    """The covariance of a question with the total that contains it; None with fewer than two sittings."""
    rows = [row for row in sittings if question in row.scores]
    if len(rows) < 2:
        return None
    totals = [_total(row, weights) for row in rows]
    covariance = weights[question] * _covariance([row.scores[question] for row in rows], totals)
    return 0.0 if abs(covariance) <= _NO_COVARIANCE else covariance


def _scaled(values: Sequence[float]) -> list[float]:
    """The values with the largest as 1, or all 0, so that a spread has one meaning at any scale."""
    largest = max(values, default=0.0)
    return [value / largest for value in values] if largest else [*values]


def _percentages(parts: Mapping[str, float]) -> dict[str, float]:
    whole = fsum(parts.values())
    return {name: 100 * part / whole for name, part in parts.items()} if whole else {}


def _consistency(complete: Sequence[Sitting], weights: Mapping[str, float]) -> float | None:
    totals = [_total(row, weights) for row in complete]
    if len(complete) < _FEWEST_FOR_CONSISTENCY or len(weights) < 2 or not _varies(totals):
        return None
    columns = [[weight * row.scores[question] for row in complete] for question, weight in weights.items()]
    own = fsum(_covariance(column, column) for column in columns)
    return 100 * len(columns) / (len(columns) - 1) * (1 - own / _covariance(totals, totals))


def _correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    if not (_varies(xs) and _varies(ys)):
        return None
    found = _covariance(xs, ys) / sqrt(_covariance(xs, xs) * _covariance(ys, ys))
    return max(-1.0, min(1.0, found))


def _efficiency(scores: Sequence[float], rest: Sequence[float]) -> float | None:
    """Moodle's: the largest covariance is that of the best scores met by the best rests."""
    if not (_varies(scores) and _varies(rest)):
        return None
    return 100 * _covariance(scores, rest) / _covariance(sorted(scores), sorted(rest))


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def _deviation(values: Sequence[float]) -> float | None:
    return sqrt(_covariance(values, values)) if len(values) > 1 else None


def _covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Sample covariance of two or more pairs. ``fsum`` rounds once, whatever the order."""
    # Centring one side is enough in exact numbers; in floats both must be, or a variance may fall below 0.
    x_mean, y_mean = fsum(xs) / len(xs), fsum(ys) / len(ys)
    return fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)


def _varies(values: Sequence[float]) -> bool:
    """Whether values whose largest is about 1 differ by more than rounding. No value, or one, does not."""
    return bool(values) and max(values) - min(values) > _ROUNDING
