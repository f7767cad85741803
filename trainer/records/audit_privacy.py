"""The audit of what privacy asks for: item counts, reasons, and who was in an export, against their entries."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.records import exports, retention
from trainer.records.audit_rules import object_of
from trainer.records.fault import NO_ENTRY, Fault
from trainer.records.reasons import Reason
from trainer.records.store import Store

_RUN = "SELECT seq, payload FROM entry WHERE kind = 'retention' ORDER BY seq DESC LIMIT 1"
_REASONS = """SELECT entry.seq, entry.payload, reason.text, reason.salt, vault.person AS known,
    reason.person = giver.n AS theirs
  FROM entry LEFT JOIN reason ON reason.entry = entry.seq LEFT JOIN person AS giver ON giver.ref = entry.actor_ref
  LEFT JOIN vault ON vault.person = coalesce(giver.same_as, giver.n)
  WHERE entry.kind = 'erasure' ORDER BY entry.seq"""
_ERASURES = "SELECT payload FROM entry WHERE kind = 'erasure'"
_STRAY = "SELECT entry FROM reason WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'erasure')"
_NOT_SEEN = "SELECT entry FROM seen WHERE entry NOT IN (SELECT seq FROM entry WHERE kind = 'export') ORDER BY entry"
_EXPORTS = """SELECT entry.seq, entry.payload, seen.people FROM entry LEFT JOIN seen ON seen.entry = entry.seq
  WHERE entry.kind = 'export' AND (seen.people IS NOT NULL OR entry.payload LIKE '%"seen"%') ORDER BY entry.seq"""


def faults(store: Store) -> Iterator[Fault]:
    """Every count, reason and list of people that is not what its entry commits to."""
    run = store.row(_RUN)
    if run is None and store.row("SELECT 1 FROM item_count") is not None:
        yield Fault(NO_ENTRY, "the item counts", "have no entry")
    if run is not None and object_of(run["payload"]).get("counts") != retention.counts_digest(store):
        yield Fault(run["seq"], f"entry {run['seq']} (retention)", "does not agree with the item counts")
    yield from _reasons(store)
    for row in store.rows(_EXPORTS):
        said = object_of(row["payload"]).get("seen")
        if said != (None if row["people"] is None else exports.seen_digest(row["people"])):
            yield Fault(row["seq"], f"entry {row['seq']} (export)", "does not agree with who was in it")
    for row in store.rows(_NOT_SEEN):
        yield Fault(row["entry"], f"the people of entry {row['entry']}", "belong to no export")


def _reasons(store: Store) -> Iterator[Fault]:
    silenced = {seq for row in store.rows(_ERASURES) for seq in object_of(row["payload"]).get("reasons", ())}
    for row in store.rows(_REASONS):
        said = object_of(row["payload"]).get("reason")
        if row["text"] is not None:
            holds = Reason(row["text"], row["salt"]).commitment == said and bool(row["theirs"])
        else:
            # A reason goes with whoever gave it, or with whom it names, and the entry of that erasure says so.
            holds = said is None or row["known"] is None or row["seq"] in silenced
        if not holds:
            yield Fault(row["seq"], f"entry {row['seq']} (erasure)", "does not agree with its reason")
    for row in store.rows(_STRAY):
        yield Fault(row["entry"], f"the reason of entry {row['entry']}", "belongs to no entry that has one")
