"""A person's whole record, table by table: every row that the inventory calls theirs, for whoever has a right to it.

Salts stay behind: whoever has one could tie the person to their evidence for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trainer.assessment import types
from trainer.content.stored import question_from_json
from trainer.records import assignments, exports
from trainer.records.people import Person
from trainer.records.store import Store

Rows = list[dict[str, Any]]

_SELVES = "(SELECT n FROM person WHERE n = :n OR same_as = :n)"
_REFS = "(SELECT ref FROM person WHERE n = :n OR same_as = :n)"
_WITH_REASON = f"""SELECT {{table}}.*, reason.text AS reason FROM {{table}}
  LEFT JOIN reason ON reason.entry = {{table}}.entry WHERE {{table}}.person IN {_SELVES} ORDER BY {{table}}.entry"""
_CORRECTIONS = f"""SELECT correction.*, reason.text AS reason, entry.person_ref IN {_REFS} AS about
  FROM correction JOIN entry ON entry.seq = correction.entry
  LEFT JOIN reason ON reason.entry = correction.entry AND reason.person IN {_SELVES} ORDER BY correction.entry"""
_OF_PERSON = {
    "vault": f"SELECT * FROM vault WHERE person IN {_SELVES}",
    "reading": f"SELECT * FROM reading WHERE person IN {_SELVES} ORDER BY lesson, major",
    "attempt": f"SELECT * FROM attempt WHERE person IN {_SELVES} ORDER BY n",
    "response": f"SELECT * FROM response WHERE attempt IN (SELECT n FROM attempt WHERE person IN {_SELVES})"
    " ORDER BY attempt, position",
    "step": f"SELECT * FROM step WHERE attempt IN (SELECT n FROM attempt WHERE person IN {_SELVES})"
    " ORDER BY attempt, n",
    "relearned": f"SELECT * FROM relearned WHERE attempt IN (SELECT n FROM attempt WHERE person IN {_SELVES})"
    " ORDER BY attempt, lesson",
    "certification": f"SELECT * FROM certification WHERE person IN {_SELVES} ORDER BY entry",
    "completion": f"SELECT * FROM completion WHERE person IN {_SELVES} ORDER BY entry",
    "delta_attestation": f"SELECT * FROM delta_attestation WHERE person IN {_SELVES} ORDER BY entry",
    "exemption": _WITH_REASON.format(table="exemption"),
    "retry": _WITH_REASON.format(table="retry"),
    "entry": f"SELECT * FROM entry WHERE person_ref IN {_REFS} OR actor_ref IN {_REFS} ORDER BY seq",
    "person": f"SELECT * FROM person WHERE n IN {_SELVES} ORDER BY n",
    "roster_event": f"SELECT * FROM roster_event WHERE ref IN {_REFS} ORDER BY entry, position",
    "notice": f"SELECT * FROM notice WHERE person IN {_SELVES}",
    "reason": f"SELECT * FROM reason WHERE person IN {_SELVES} ORDER BY entry",
}
_JSON = frozenset({"form", "payload", "chosen", "left_out", "objectives", "versions"})
_HEX = frozenset({"leaf"})


def dossier(store: Store, person: Person) -> dict[str, Rows]:
    """Table to rows; columns that hold JSON are parsed. Read it inside a snapshot."""
    found = {table: [_plain(row) for row in store.rows(sql, {"n": person.n})] for table, sql in _OF_PERSON.items()}
    for row in found["response"]:
        row.update(_in_words(store, row))
    found["assignment"] = list(assignments.rows_for(store, person.member))
    found["correction"] = _corrections(store, person, {row["entry"] for row in found["assignment"]})
    found["seen"] = [
        {"people": "you", "at": seen.at, "by": seen.by, **seen.said} for seen in exports.of_person(store, person.n)
    ]
    return found


def _corrections(store: Store, person: Person, asked: set[int]) -> Rows:
    """Those about the person, and those of what is asked of them among others, whose reason is no one's here."""
    rows = (_plain(row) for row in store.rows(_CORRECTIONS, {"n": person.n}))
    return [row for row in rows if row.pop("about") or row["corrects"] in asked]


def _plain(row: Any) -> dict[str, Any]:
    return dict(_columns(row))


def _columns(row: Any) -> Iterator[tuple[str, Any]]:
    for name in dict(row):
        if name in _HEX:
            yield name, bytes(row[name]).hex()
        elif name in _JSON:
            yield name, json.loads(row[name])
        elif name != "salt":
            yield name, row[name]


def _in_words(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    """What was asked and what was chosen, as it was shown; not what would have been right."""
    body = store.row("SELECT body FROM body WHERE digest = ?", (row["digest"],))
    if body is None:
        return {}
    question = question_from_json(body["body"])
    words = types.of(question).in_words(question, tuple(row["chosen"]))
    return {"asked": question.stem, "answered": list(words)}
