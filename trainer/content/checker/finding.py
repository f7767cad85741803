"""What the checker says: one thing to mend, and where.

Invariant: errors sort before warnings, warnings before notes; then by place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """Whether ``content check`` fails on it."""

    ERROR = "error"
    WARNING = "warning"
    """Fails with ``--strict``."""
    NOTE = "note"
    """Never fails: it waits for somebody other than the author, such as the privacy lead who approves."""


_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend."""

    severity: Severity
    file: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    rule: str
    """The rule's id, such as ``stale-law``."""
    what: str
    remedy: str
    why: str
    """Why the rule matters."""
    allowed: str = ""
    """The reason that an ``# allow:`` gives; empty where the finding stands."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.what}. {self.remedy} [{self.rule}]"

    def strict(self) -> Finding:
        """This one, an error where it was a warning."""
        return replace(self, severity=Severity.ERROR) if self.severity is Severity.WARNING else self

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """What findings are sorted by."""
        return _ORDER.index(self.severity), self.file, self.line, self.column, self.rule, self.what
