"""Reports, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

from trainer.compliance.standing import Rules
from trainer.errors import InputError
from trainer.records import assignments, facts, people
from trainer.records.store import Store
from trainer.reports.completion import CompletionRow, Filters, completion
from trainer.service.desk import Desk
from trainer.service.looking import looking
from trainer.service.rights import Whose
from trainer.text import fold, safe


class Reports:
    """The uses of whoever reports: admin, auditor, and managers about their own people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def completion(self, filters: Filters, form: str = "rows") -> Iterator[Iterator[CompletionRow]]:
        """The completion report as of today; rows stream while the context is open, all of one moment.

        ``form`` is what they are written as. Who was in it is recorded when the context ends. A manager sees who
        reports to them, and how well they did only where the setting ``managers_see_scores`` says so.
        """
        reach = self._desk.require("reports.completion")
        store, today = self._desk.store, self._desk.today()
        said = {"report": "completion", "form": form, "as_of": today.isoformat(), "filters": asdict(filters)}
        with looking(self._desk, said) as look, store.snapshot():
            rules = self._desk.rules()
            mine = None if reach is Whose.ALL else self._desk.reports()
            _check(store, rules, filters, mine)
            asked = tuple(assignments.all_of(store))
            everyone = (f for f in facts.of_everyone(store) if mine is None or f.person.n in mine)
            rows = completion(today, rules, asked, everyone, filters, look.at)
            hidden = mine is not None and not self._desk.settings.managers_see_scores
            yield (_without_results(row) for row in rows) if hidden else rows


def _without_results(row: CompletionRow) -> CompletionRow:
    """Status and dates only: how often somebody tried says how they did, too."""
    return replace(row, score=None, attempts=None)


def _check(store: Store, rules: Rules, filters: Filters, mine: frozenset[int] | None) -> None:
    """A misspelt team or track would read as "nobody is missing". ``mine`` are those whose teams may be named."""
    if filters.track and filters.track not in rules.tracks:
        known = ", ".join(sorted(rules.tracks)) or "none yet"
        raise InputError(f"There is no track {safe(filters.track)!r}.", f"The tracks in force are: {known}.")
    if filters.team:
        seen = (p.roster.team for p in people.everyone(store) if mine is None or p.n in mine)
        teams = {fold(team): team for team in seen if team}
        if fold(filters.team) not in teams:
            known = ", ".join(sorted(teams.values())) or "none yet"
            raise InputError(f"Nobody is in a team {safe(filters.team)!r}.", f"The teams are: {known}.")
