"""A copy of everything that is kept about one person, for them or for who hands it to them (GDPR Articles 15, 20)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from trainer.records import attempts, dossier
from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.records.inventory_shape import Table
from trainer.records.people import Person
from trainer.service.desk import Desk
from trainer.service.inventory import basis_of, period_of
from trainer.service.notice import NOT_KEPT, contact
from trainer.service.present import Telling, telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of the copy."""

    table: str
    title: str
    purpose: str
    basis: str
    period: str
    rows: tuple[dict[str, Any], ...]
    """Every column, and for an answer its words."""
    heads: dict[str, str]
    """The columns that a person reads, and what each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """The copy."""

    name: str
    made_at: str
    """UTC, to the second."""
    organisation: str
    privacy_contact: str
    not_kept: str
    sections: tuple[Section, ...]


def own_copy(desk: Desk, person: Person) -> OwnCopy:
    """Everything of that person, all of one moment."""
    with desk.store.snapshot():
        rows = dossier.dossier(desk.store, person)
        _keep_keys(desk, rows)
    return OwnCopy(
        name=person.roster.name,
        made_at=desk.now(),
        organisation=desk.settings.organisation,
        privacy_contact=contact(desk.settings),
        not_kept=NOT_KEPT,
        sections=tuple(_section(desk, table, rows[table.name]) for table in ABOUT_PEOPLE if table.name in rows),
    )


def cell(value: Any) -> str:
    """A value as a person reads it: a form as its questions, a list as its items."""
    match value:
        case None:
            return ""
        case {"items": list(items), "pass_mark": mark}:
            return f"{', '.join(item['question'] for item in items)}; pass mark {mark} %"
        case dict():
            return "; ".join(f"{name}: {cell(each)}" for name, each in value.items() if each not in (None, "", [], {}))
        case list():
            return ", ".join(cell(each) for each in value)
    return str(value)


def as_json(copy: OwnCopy) -> dict[str, Any]:
    """The copy as plain values, machine-readable and in the words of the inventory (Article 20(1))."""
    tables = {
        section.table: {
            "title": section.title,
            "purpose": section.purpose,
            "basis": section.basis,
            "period": section.period,
            "rows": list(section.rows),
        }
        for section in copy.sections
    }
    head = {name: getattr(copy, name) for name in ("name", "made_at", "organisation", "privacy_contact", "not_kept")}
    said: dict[str, Any] = json.loads(json.dumps({**head, "kept": tables}))
    return said


def _keep_keys(desk: Desk, rows: dict[str, dossier.Rows]) -> None:
    """Take out what would say which answers of an examination were right: an answer with its score is a key.

    The random number goes too: with it the fingerprint in the evidence would confirm a guess.
    """
    kept = {
        row["n"]
        for row in rows["attempt"]
        if (attempt := attempts.get(desk.store, row["id"])) and telling(attempt) is not Telling.EVERYTHING
    }
    for row in rows["response"]:
        if row["attempt"] in kept:
            row.update(score="not said, as it would tell the key", request_id="")


def _section(desk: Desk, table: Table, rows: dossier.Rows) -> Section:
    heads = dict(table.columns)
    if table.name == "response":
        heads = {"asked": "the question", "answered": "what you chose", "score": "its score"}
    if table.name == "seen":
        heads = {"at": "when", "by": "who", "report": "what", "form": "as"}
    if table.name in ("exemption", "retry", "correction"):
        heads["reason"] = "why"
    return Section(
        table=table.name,
        title=table.title,
        purpose=table.purpose,
        basis=basis_of(table, desk.settings),
        period=period_of(table, desk.settings),
        rows=tuple(rows),
        heads=heads,
    )
