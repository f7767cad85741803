"""The inventory: every column that is kept, what it is, what for, on which basis and how long.

The one place that says so. ``trainer privacy inventory`` lists it, the learner's notice is written from it, and a test
holds it equal to the schema, so that practice and notice cannot drift apart (GDPR Articles 5(1)(b), 5(1)(e), 13, 30).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.records.inventory_program import ABOUT_NOBODY
from trainer.records.inventory_shape import Basis, Table, Until
from trainer.settings import Settings


class Area(StrEnum):
    """Whether a column is about a person."""

    PERSON = "person"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; the fields are the columns of the list."""

    table: str
    """Or ``file`` for what lies beside the database."""
    column: str
    about: Area
    what: str
    """In the words of the person whom it is about."""
    purpose: str
    basis: str
    period: str


def inventory(settings: Settings) -> Iterator[Column]:
    """Every column of every table, and every file beside the database."""
    for about, tables in ((Area.PERSON, ABOUT_PEOPLE), (Area.NOBODY, ABOUT_NOBODY)):
        for table in tables:
            basis, period = basis_of(table, settings), period_of(table, settings)
            for name, what in {**table.columns, **table.plumbing}.items():
                yield Column(
                    table=table.name,
                    column=name,
                    about=about,
                    what=what,
                    purpose=table.purpose,
                    basis=basis,
                    period=period,
                )


def basis_of(table: Table, settings: Settings) -> str:
    """On which basis a table is kept."""
    words = {Basis.INTEREST: settings.legal_basis, Basis.LAW: _LAW, Basis.NONE: "none needed: it is about no person"}
    return words[table.basis]


def period_of(table: Table, settings: Settings) -> str:
    """How long a table's rows are kept, as the company has set it."""
    answers, leavers = settings.keep_answers_days, settings.keep_leavers_days
    words = {
        Until.ANSWERS_END: f"until {answers} days after the end of the attempt; then only counts without a person",
        Until.ANSWERED: "until the scenario is over",
        Until.ERASED: f"until you are erased: at your request, or {leavers} days after you left, or after your last"
        " attempt if you never were on the roster",
        Until.RECORDS_END: "as long as the records; once you are erased, nothing leads from it to you",
        Until.PROGRAM: "as long as the records",
    }
    return words[table.until]


_LAW = "GDPR Article 6(1)(c): the duties to inform, to erase, and to show it (Articles 5(2), 13, 15 and 17)"
