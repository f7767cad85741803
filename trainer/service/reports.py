"""Reports, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from trainer.compliance.requirements import Role
from trainer.compliance.standing import Rules
from trainer.errors import InputError
from trainer.records import assignments, facts, people
from trainer.records.store import Store
from trainer.reports.completion import CompletionRow, Filters, completion
from trainer.service.desk import Desk
from trainer.service.looking import looking
from trainer.text import fold, safe


class Reports:
    """The uses of an admin or auditor who reports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def completion(self, filters: Filters, form: str = "rows") -> Iterator[Iterator[CompletionRow]]:
        """The completion report as of today; rows stream while the context is open, all of one moment.

        ``form`` is what they are written as. Who was in it is recorded when the context ends.
        """
        self._desk.require(Role.ADMIN, Role.AUDITOR)
        store, today = self._desk.store, self._desk.today()
        said = {"report": "completion", "form": form, "as_of": today.isoformat(), "filters": asdict(filters)}
        with looking(self._desk, said) as look, store.snapshot():
            rules = self._desk.rules()
            _check(store, rules, filters)
            asked = tuple(assignments.all_of(store))
            yield completion(today, rules, asked, facts.of_everyone(store), filters, look.at)


def _check(store: Store, rules: Rules, filters: Filters) -> None:
    """A misspelt team or track would read as "nobody is missing"."""
    if filters.track and filters.track not in rules.tracks:
        known = ", ".join(sorted(rules.tracks)) or "none yet"
        raise InputError(f"There is no track {safe(filters.track)!r}.", f"The tracks in force are: {known}.")
    if filters.team:
        teams = {fold(p.roster.team): p.roster.team for p in people.everyone(store) if p.roster.team}
        if fold(filters.team) not in teams:
            known = ", ".join(sorted(teams.values())) or "none yet"
            raise InputError(f"Nobody is in a team {safe(filters.team)!r}.", f"The teams are: {known}.")
