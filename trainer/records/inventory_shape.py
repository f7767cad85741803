"""How the inventory speaks of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Basis(Enum):
    """On which basis something is kept (GDPR Article 6(1))."""

    INTEREST = auto()
    LAW = auto()
    NONE = auto()


class Until(Enum):
    """What ends the keeping."""

    ANSWERS_END = auto()
    ANSWERED = auto()
    ERASED = auto()
    RECORDS_END = auto()
    PROGRAM = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, or the files beside the database."""

    name: str
    title: str
    """What the notice calls it."""
    purpose: str
    basis: Basis
    until: Until
    columns: Mapping[str, str]
    """Column to what it is, in words that the notice joins to a sentence."""
    plumbing: Mapping[str, str]
    """The columns that only hold the others together."""
