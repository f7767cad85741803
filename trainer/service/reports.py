"""Reports, for those who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from trainer.content.tracks import Track
from trainer.errors import InputError, NotAllowed
from trainer.records import facts, people, roster
from trainer.records.store import Store
from trainer.reports.about import About
from trainer.reports.completion import Asking, CompletionRow, Filters, completion
from trainer.service.desk import Desk
from trainer.service.looking import Look, looking
from trainer.service.rights import Whose
from trainer.service.team_views import Team
from trainer.text import fold, safe

if TYPE_CHECKING:
    from trainer.reports.history import HistoryRow
    from trainer.reports.items import ItemRow
    from trainer.reports.overdue import OverdueRow
    from trainer.reports.teams import TeamRow

TITLES = {
    "completion": "Completion",
    "overdue": "Overdue",
    "history": "History of attempts",
    "teams": "Teams",
    "items": "Questions",
    "coverage": "Coverage of the course brief",
}
"""What each report is called."""
_FURTHEST = 3650


class Reports:
    """The uses of whoever reports: admin, auditor, and managers about their own people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def completion(
        self, filters: Filters, form: str = "rows", as_of: dt.date | None = None, *, led: bool = False
    ) -> Iterator[Iterator[CompletionRow]]:
        """The completion report, as of today where no day is given; rows stream while the context is open.

        ``form`` is what they are written as. Who was in it is recorded when the context ends. A manager sees who
        reports to them, and how well they did only where the setting ``managers_see_scores`` says so. ``led`` leaves
        out everyone else for whoever may see all, and the one who asks.
        """
        with self._asking("completion", filters, form, as_of, led=led) as (asking, everyone):
            yield completion(asking, everyone)

    @contextmanager
    def overdue(
        self, filters: Filters, form: str = "rows", as_of: dt.date | None = None, within: int = 0
    ) -> Iterator[Iterator[OverdueRow]]:
        """Who is late with what: overdue, expired, or a new version to attest; ``within`` adds so many days ahead."""
        from trainer.reports.overdue import overdue

        if not 0 <= within <= _FURTHEST:
            raise InputError(f"--within must be 0 to {_FURTHEST} days.", "Mend it and try again.")
        with self._asking("overdue", filters, form, as_of) as (asking, everyone):
            yield overdue(asking, everyone, within)

    @contextmanager
    def history(
        self, filters: Filters, form: str = "rows", as_of: dt.date | None = None
    ) -> Iterator[Iterator[HistoryRow]]:
        """Every attempt at what counts, failures too; a manager who may not see results is shown what was passed."""
        from trainer.records.tried import by_everyone
        from trainer.reports.history import history

        with self._asking("history", filters, form, as_of) as (asking, _):
            mine = self._mine("history")
            until = self._until(asking.as_of)
            sat = (s for s in by_everyone(self._desk.store, until) if mine is None or s.person.n in mine)
            tracks = asking.history.on(asking.as_of).rules.tracks.values()
            yield history(asking, sat, {(part.module, track.id) for track in tracks for part in track.modules})

    @contextmanager
    def teams(
        self, filters: Filters, form: str = "rows", as_of: dt.date | None = None, *, shareable: bool = False
    ) -> Iterator[Iterator[TeamRow]]:
        """Counts and shares for each team and track, of those who are here.

        ``shareable`` is for readers who may not see names. It is made from everybody, and not for a manager: who knows
        some people's status can subtract them.
        """
        from trainer.reports.present import present
        from trainer.reports.teams import count, team_rows

        if shareable and self._mine("teams") is not None:
            raise NotAllowed("The shareable report is made from everybody.", "Ask someone with the role auditor.")
        said = {"shareable": shareable}
        with self._looking("teams", filters, form, as_of, said) as (look, day, mine):
            history = self._of(filters, day, mine, look).history
            there = present(self._desk.store, history, day, self._until(day), mine)
            nested = _nested(history.on(day).rules.tracks.values()) if shareable else ()
            rows = team_rows(count(there), shareable=shareable, team=filters.team, track=filters.track, nested=nested)
            yield look.counted(rows)

    @contextmanager
    def items(self, module: str = "", form: str = "rows") -> Iterator[Iterator[ItemRow]]:
        """How each question fared over first attempts, of one module or all; no person is in it.

        Whoever reads it, no figure tells of fewer than five people.
        """
        from trainer.service.questions import item_rows

        self._desk.require("reports.items")
        asked = (self._desk.module(module),) if module else self._desk.course.modules
        said = {"report": "items", "form": form, "filters": {"module": module and asked[0].id}}
        with looking(self._desk, said) as look, self._desk.store.snapshot():
            yield look.counted(item_rows(self._desk, asked))

    def team(self) -> Team:
        """Where everyone stands today who reports to the person who asks; recorded as the reports are."""
        from trainer.service.team import team

        self._desk.require("reports.team")
        said = {"report": "team", "form": "rows", "as_of": self._desk.today().isoformat()}
        with looking(self._desk, said) as look, self._desk.store.snapshot():
            return team(self._desk, look)

    def about(
        self,
        report: str,
        filters: Filters,
        as_of: dt.date | None = None,
        more: tuple[tuple[str, str], ...] = (),
        notes: tuple[str, ...] = (),
    ) -> About:
        """What a report says of itself; ``more`` are filters of that report alone, ``notes`` what a reader must know.

        :class:`InputError` where there is no such report.
        """
        if report not in TITLES:
            raise InputError("There is no such report.", f"The reports are: {', '.join(TITLES)}.")
        self._desk.require("reports.about")
        given = (("team", filters.team), ("track", filters.track), *more)
        return About(
            report=report,
            title=TITLES[report],
            organisation=self._desk.settings.organisation,
            as_of=(as_of or self._desk.today()).isoformat(),
            generated_at=self._desk.now(),
            generated_by=self._desk.me().handle,
            filters=tuple((name, value) for name, value in given if value),
            notes=notes,
        )

    @contextmanager
    def _asking(
        self, report: str, filters: Filters, form: str, as_of: dt.date | None, *, led: bool = False
    ) -> Iterator[tuple[Asking, Iterator[facts.Known]]]:
        """What a report on people is of, and the people whom the one who asks may see, all of one moment."""
        with self._looking(report, filters, form, as_of, {"led": True} if led else {}) as (look, day, mine):
            if led:
                from trainer.service.team import below

                mine = below(self._desk)
            everyone = facts.of_everyone(self._desk.store, self._until(day))
            theirs = everyone if mine is None else (known for known in everyone if known.person.n in mine)
            yield self._of(filters, day, mine, look), theirs

    @contextmanager
    def _looking(
        self, report: str, filters: Filters, form: str, as_of: dt.date | None, more: Mapping[str, object]
    ) -> Iterator[tuple[Look, dt.date, frozenset[int] | None]]:
        mine, day = self._mine(report), as_of or self._desk.today()
        said = {"report": report, "form": form, "as_of": day.isoformat(), "filters": asdict(filters), **more}
        with looking(self._desk, said) as look, self._desk.store.snapshot():
            yield look, day, mine

    def _mine(self, report: str) -> frozenset[int] | None:
        """Row numbers of those whom the one who asks may see; None for everyone."""
        return None if self._desk.require(f"reports.{report}") is Whose.ALL else self._desk.reports()

    def _until(self, day: dt.date) -> str:
        """The day from which on nothing is in a report as of ``day``."""
        return facts.ALWAYS if day >= self._desk.today() else (day + dt.timedelta(days=1)).isoformat()

    def _of(self, filters: Filters, day: dt.date, mine: frozenset[int] | None, look: Look) -> Asking:
        history = self._desk.history()
        _check(self._desk.store, history.on(day).rules.tracks.keys(), filters, mine, past=day < self._desk.today())
        return Asking(
            as_of=day,
            history=history,
            filters=filters,
            graded=lambda attempt: facts.graded(self._desk.store, attempt),
            shown=look.at,
            results=mine is None or self._desk.settings.managers_see_scores,
        )


def _nested(tracks: Iterable[Track]) -> frozenset[frozenset[str]]:
    """Pairs of tracks of which the modules of one are among those of the other."""
    modules = [(track.id, {part.module for part in track.modules}) for track in tracks]
    return frozenset(
        frozenset({one, other}) for one, few in modules for other, many in modules if one != other and few <= many
    )


def _check(
    store: Store, tracks: AbstractSet[str], filters: Filters, mine: frozenset[int] | None, *, past: bool
) -> None:
    """A misspelt team or track would read as "nobody is missing". ``mine`` are those whose teams may be named."""
    if filters.track and filters.track not in tracks:
        known = ", ".join(sorted(tracks)) or "none yet"
        raise InputError(f"There is no track {safe(filters.track)!r}.", f"The tracks in force are: {known}.")
    if filters.team:
        seen = [p for p in people.everyone(store) if mine is None or p.n in mine]
        # A team of the past is a team of a report on the past.
        names = (*(p.roster.team for p in seen), *(roster.teams_of(store, {p.ref for p in seen}) if past else ()))
        teams = {fold(team): team for team in names if team}
        if fold(filters.team) not in teams:
            known = ", ".join(sorted(teams.values())) or "none yet"
            raise InputError(f"Nobody is in a team {safe(filters.team)!r}.", f"The teams are: {known}.")
