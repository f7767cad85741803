"""The audit of the roster: what was said of each person is what the vault holds, or the person was erased.

Invariant: the columns by which people are found (folded id and login, whether unlisted) are held against the details
that were committed to, so that nobody can make one person's id or login lead to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trainer.records import people
from trainer.records.audit_rules import object_of
from trainer.records.fault import NO_ENTRY, Fault
from trainer.records.people import Person
from trainer.records.roster import DIGESTED, digest_of, said_of
from trainer.records.store import Store

_EVENTS = """SELECT roster_event.*, vault.salt FROM roster_event
  LEFT JOIN person ON person.ref = roster_event.ref LEFT JOIN vault ON vault.person = person.n
  ORDER BY roster_event.entry, roster_event.position"""
_NOBODY_S = "SELECT person FROM vault WHERE person NOT IN (SELECT n FROM person) ORDER BY person"
_UNHEARD_OF = """SELECT ref FROM person WHERE NOT EXISTS (SELECT 1 FROM vault WHERE vault.person = person.n)
  AND ref NOT IN (SELECT ref FROM roster_event) ORDER BY ref"""


def faults(store: Store) -> Iterator[Fault]:
    """Every import whose people were changed, and every person who is not who the roster last said."""
    last: dict[str, Any] = {}
    yield from _imports(store, last)
    erased, same = _gone(store)
    yield from _vault(store, last, erased | set(same))
    yield from _joined(store, same)


def _imports(store: Store, last: dict[str, Any]) -> Iterator[Fault]:
    events = store.rows(_EVENTS)
    ahead = next(events, None)
    for row in store.rows("SELECT seq, payload FROM entry WHERE kind = 'roster' ORDER BY seq"):
        said, beneath, holds = object_of(row["payload"]), [], True
        while ahead is not None and ahead["entry"] < row["seq"]:
            yield Fault(ahead["entry"], f"the roster change beneath entry {ahead['entry']}", "has no entry")
            ahead = next(events, None)
        while ahead is not None and ahead["entry"] == row["seq"]:
            beneath.append([ahead[name] for name in DIGESTED])
            holds &= ahead["position"] == len(beneath) and _event_as_said(ahead)
            last[ahead["ref"]] = ahead
            ahead = next(events, None)
        if not holds or len(beneath) != said.get("people") or digest_of(beneath) != said.get("digest"):
            yield Fault(row["seq"], f"entry {row['seq']} (roster)", "does not agree with the people beneath it")
    if ahead is not None:
        yield Fault(ahead["entry"], f"the roster change beneath entry {ahead['entry']}", "has no entry")


def _event_as_said(event: Any) -> bool:
    """Day, team and the like are those of the entry; of someone whose salt is gone, none of them may be left."""
    more = [event[name] for name in ("roles", "start_date", "listed")]
    if event["salt"] is None:
        return not (event["effective_on"] or event["team"]) and more == [None, None, None]
    beneath = () if more == [None, None, None] else more
    return bool(said_of(event["salt"], event["effective_on"], event["team"], *beneath) == event["said"])


def _gone(store: Store) -> tuple[set[str], dict[str, str]]:
    """Refs that were erased, and refs that turned out to be someone else's, by the entries that say so."""
    erased, same = set(), {}
    for row in store.rows("SELECT kind, person_ref, payload FROM entry WHERE kind IN ('erasure', 'roster')"):
        if row["kind"] == "erasure":
            erased |= {row["person_ref"], *object_of(row["payload"]).get("same", ())}
        else:
            same.update(object_of(row["payload"]).get("same", {}))
    return erased, same


def _vault(store: Store, last: dict[str, Any], gone: set[str]) -> Iterator[Fault]:
    for person, found_by_it in people.as_stored(store):
        event = last.pop(person.ref, None)
        seq = event["entry"] if event else NO_ENTRY
        if event is None:
            yield Fault(seq, f"the person {person.ref[:12]}", "is in the vault and in no roster entry")
        elif person.ref in gone or not found_by_it or not _as_said(person, event):
            yield Fault(seq, f"entry {seq} (roster)", f"does not agree with the vault: person {person.ref[:12]}")
    for ref, event in last.items():
        if ref not in gone:
            yield Fault(event["entry"], f"entry {event['entry']} (roster)", f"has lost its person {ref[:12]}")
    for row in store.rows(_NOBODY_S):
        yield Fault(NO_ENTRY, f"the vault's row {row['person']}", "belongs to nobody")
    for row in store.rows(_UNHEARD_OF):
        yield Fault(NO_ENTRY, f"the person {row['ref'][:12]}", "is in no roster entry")


def _as_said(person: Person, event: Any) -> bool:
    left = event["effective_on"] if event["change"] == "left" else ""
    return (
        people.ref_under(person.salt) == person.ref
        and people.commitment(person.salt, people.vault_columns(person.roster)) == event["commitment"]
        and person.left_on == left
    )


def _joined(store: Store, same: dict[str, str]) -> Iterator[Fault]:
    """``same_as`` is what a roster entry said, for everyone."""
    rows = "SELECT person.ref, into_.ref AS into_ref FROM person JOIN person AS into_ ON into_.n = person.same_as"
    found = {row["ref"]: row["into_ref"] for row in store.rows(rows)}
    for ref in sorted(found.keys() | same.keys()):
        if found.get(ref) != same.get(ref):
            yield Fault(NO_ENTRY, f"the person {ref[:12]}", "was joined to another than the roster says")
