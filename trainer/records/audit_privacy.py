"""The audit of what privacy asks for: item counts, reasons, and who was in an export, against their entries."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.records import audit_whose, exports, retention
from trainer.records.audit_rules import object_of
from trainer.records.audit_whose import Whose
from trainer.records.fault import NO_ENTRY, Fault
from trainer.records.reasons import Reason
from trainer.records.store import Store

_RUN = "SELECT seq, payload FROM entry WHERE kind = 'retention' ORDER BY seq DESC LIMIT 1"
_KINDS = "('erasure', 'exemption', 'correction', 'retry')"
"""Kinds of entries that may have a reason."""
_REASONS = f"""SELECT {audit_whose.COLUMNS}, reason.text, reason.salt, reason.person AS keeper, giver.n AS giver,
    givers.person AS giver_known, theirs.person AS known
  FROM entry LEFT JOIN reason ON reason.entry = entry.seq
    LEFT JOIN person AS giver ON giver.ref = entry.actor_ref
    LEFT JOIN vault AS givers ON givers.person = coalesce(giver.same_as, giver.n)
    {audit_whose.JOIN} LEFT JOIN vault AS theirs ON theirs.person = coalesce(whose.same_as, whose.n)
  WHERE entry.kind IN {_KINDS} ORDER BY entry.seq"""
_ERASURES = "SELECT payload FROM entry WHERE kind = 'erasure'"
_STRAY = f"SELECT entry FROM reason WHERE entry NOT IN (SELECT seq FROM entry WHERE kind IN {_KINDS}) ORDER BY entry"
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
    whose = Whose(store)
    silenced = {seq for row in store.rows(_ERASURES) for seq in object_of(row["payload"]).get("reasons", ())}
    for row in store.rows(_REASONS):
        said = object_of(row["payload"]).get("reason")
        # An erasure's goes with whoever gave it, and so does one about nobody; any other with whom it is about.
        givers = row["kind"] == "erasure" or row["person_ref"] is None
        if row["text"] is not None:
            # Nothing goes a second time with someone who was erased before: then whoever gave it keeps it.
            keeper = row["giver"] if givers or row["known"] is None else whose.person_then(row)
            holds = Reason(row["text"], row["salt"]).commitment == said and row["keeper"] == keeper
        else:
            # The entry of the erasure says so where it went because it names somebody else.
            known = row["giver_known"] if givers else row["known"]
            holds = said is None or known is None or row["seq"] in silenced
        if not holds:
            yield Fault(row["seq"], f"entry {row['seq']} ({row['kind']})", "does not agree with its reason")
    for row in store.rows(_STRAY):
        yield Fault(row["entry"], f"the reason of entry {row['entry']}", "belongs to no entry that has one")
