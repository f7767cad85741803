"""Reports, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trainer.compliance.requirements import Role
from trainer.records import assignments, facts
from trainer.reports.completion import CompletionRow, Filters, completion
from trainer.service.desk import Desk


class Reports:
    """The uses of an admin or auditor who reports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def completion(self, filters: Filters) -> Iterator[Iterator[CompletionRow]]:
        """The completion report as of today; rows stream while the context is open, all of one moment."""
        self._desk.require(Role.ADMIN, Role.AUDITOR)
        store = self._desk.store
        with store.snapshot():
            rules = self._desk.rules()
            asked = tuple(assignments.all_of(store))
            yield completion(self._desk.today(), rules, asked, facts.of_everyone(store), filters)
