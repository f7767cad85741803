"""The history: every attempt that anyone made at something that counts, failures too, and what was brought along.

Invariant: a retake adds a line and changes none. Practice and refreshers are the learner's own and are not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from trainer.compliance.history import What
from trainer.records.attempts import State
from trainer.records.tried import Sat
from trainer.reports.columns import Code, Day, Moment
from trainer.reports.completion import Asking
from trainer.text import fold

WITHDRAWN = "withdrawn"


class HistoryRow(NamedTuple):
    """One attempt; the fields are the columns."""

    person: str
    login: str
    name: str
    team: str
    """Today's."""
    left_on: Day
    kind: Code
    """Of the attempt, or ``imported`` for a completion from an older system."""
    module: Code
    """Empty for an examination."""
    track: Code
    """Of an examination, or of an imported track; empty for a module."""
    version: Code
    digest: Code
    started_at: Moment
    finished_at: Moment
    """Empty while it was not finished."""
    state: Code
    """``open``, ``passed``, ``failed``, or ``withdrawn``: passed, but what it proved counts no longer."""
    score: float | None
    """Percent; None for a reader who may see status and dates only."""
    pass_mark: float | None
    attestation: Code


def history(asking: Asking, sat: Iterator[Sat], contained: Collection[tuple[str, str]]) -> Iterator[HistoryRow]:
    """The lines, person by person, the oldest first. ``contained`` has each module with each track that contains it.

    A reader who may not see results is shown what was passed, without the score, and neither failures nor tries.
    """
    filters, corrected = asking.filters, asking.history.on(asking.as_of).corrected
    for each in sat:
        if (said := corrected.get(each.entry)) is not None:
            each = _as_corrected(each, said)
        if not asking.results and each.state != State.PASSED:
            continue
        if filters.team and fold(each.person.roster.team) != fold(filters.team):
            continue
        if filters.track and each.track != filters.track and (each.module, filters.track) not in contained:
            continue
        asking.shown(each.person)
        yield _row(each, results=asking.results)


def _as_corrected(sat: Sat, said: Mapping[What, str]) -> Sat:
    """As later entries have it: the attempt stays what it was, and what it proved may count no longer."""
    if What.WITHDRAWN in said:
        return sat._replace(state=WITHDRAWN)
    on = said.get(What.COMPLETED_ON)
    return sat._replace(finished_at=f"{on}T00:00:00Z") if on else sat


def _row(each: Sat, *, results: bool) -> HistoryRow:
    roster = each.person.roster
    score = None if each.percent is None or not results else round(each.percent, 2)
    return HistoryRow(
        each.person.handle,
        roster.login,
        roster.name,
        roster.team,
        Day(each.person.left_on),
        Code(each.kind),
        Code(each.module),
        Code(each.track),
        Code(each.version),
        Code(each.digest),
        Moment(each.started_at),
        Moment(each.finished_at),
        Code(each.state),
        score,
        each.pass_mark if results else None,
        Code(each.attestation),
    )
