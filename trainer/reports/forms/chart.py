"""What a chart shows: bars of counts, given as they are or tallied from the rows while these stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from trainer.reports.forms.shape import columns_of, shown
from trainer.text import fold, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Stacked horizontal bars."""

    title: str
    series: tuple[str, ...]
    """What each part of a bar counts, in order."""
    bars: tuple[tuple[str, tuple[int, ...]], ...]
    """Label and counts of each bar, a count for each series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A chart to be made by counting rows: a bar for each value of one column, parted by the values of another."""

    title: str
    by: str
    of: str
    most: int = 30
    """Bars; the smallest beyond these are one bar together, the last."""


class Counting:
    """Counts rows as they pass; keeps a number for each pair of values, and no row."""

    def __init__(self, chart: Chart | Tally | None, row_type: type) -> None:
        self._wanted = chart
        self._row_type = row_type
        self._counts: Counter[tuple[Any, Any]] = Counter()

    def passing(self, rows: Iterable[Any]) -> Iterable[Any]:
        """The same rows, counted where there is something to count."""
        return self._counted(rows, self._wanted) if isinstance(self._wanted, Tally) else rows

    def chart(self) -> Chart | None:
        """The chart of what has passed, or the one that was given; None where none is wanted."""
        return self._tallied(self._wanted) if isinstance(self._wanted, Tally) else self._wanted

    def _counted(self, rows: Iterable[Any], tally: Tally) -> Iterator[Any]:
        pair = attrgetter(tally.by, tally.of)
        for row in rows:
            self._counts[pair(row)] += 1
            yield row

    def _tallied(self, tally: Tally) -> Chart:
        series = self._series(tally)
        bars: dict[str, Counter[str]] = {}
        for (by, of), count in self._counts.items():
            bars.setdefault(shown(by), Counter())[shown(of)] += count
        largest = sorted(bars, key=lambda label: (-bars[label].total(), label))
        kept, rest = largest[: tally.most], largest[tally.most :]
        lines = [(label or "(none)", bars[label]) for label in sorted(kept, key=lambda label: (fold(label), label))]
        if rest:
            together = sum((bars[label] for label in rest), Counter[str]())
            lines.append((plural(len(rest), "other"), together))
        return Chart(
            title=tally.title,
            series=tuple(word or "(none)" for word in series),
            bars=tuple((label, tuple(counts[word] for word in series)) for label, counts in lines),
        )

    def _series(self, tally: Tally) -> list[str]:
        """The values that occur, in the order of their enum if they have one."""
        found = {shown(of) for _, of in self._counts}
        order = next(column.words for column in columns_of(self._row_type) if column.name == tally.of)
        return [word for word in order if word in found] + sorted(found - set(order))
