"""What the inventory says of what people achieved: attempts, and what rests on them."""

from __future__ import annotations

from trainer.records.inventory_shape import Basis, Table, Until

ACHIEVED = (
    Table(
        name="attempt",
        title="How you did",
        purpose="to show whether and how well you passed, on which questions and which version",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "kind": "each attempt and what it was for",
            "module": "the module",
            "version": "its version",
            "track": "or the track you were examined in",
            "form": "the questions you were asked and the rule for passing",
            "state": "whether you passed",
            "percent": "your score in percent",
            "started_at": "when it began",
            "finished_at": "when it ended",
            "counts_from": "from which day it counts, where you were not on the roster yet",
            "attestation": "and whether your own computer or the host vouches for it",
        },
        plumbing={
            "n": "row number",
            "id": "random id",
            "person": "whose attempt it is",
            "digest": "fingerprint of the module or track",
        },
    ),
    Table(
        name="completion",
        title="What you completed",
        purpose="to show that you were trained, on which version, how well and when",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "module": "each module",
            "version": "its version",
            "left_out": "what of it was not asked of you",
            "percent": "your score in percent",
            "pass_mark": "the score that was needed",
            "completed_at": "when you completed it",
            "counts_from": "from which day it counts",
            "attestation": "and whether your own computer, the host or an older system vouches for it",
        },
        plumbing={
            "entry": "the entry that proves it",
            "person": "whose completion it is",
            "digest": "fingerprint of the module",
            "attempt": "the attempt it rests on, unless an older system says so",
        },
    ),
    Table(
        name="certification",
        title="What you were certified for",
        purpose="to show that you passed the examination of a track, how well and when",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "track": "each track",
            "versions": "the versions of its modules then",
            "percent": "your score in percent",
            "pass_mark": "the score that was needed",
            "completed_at": "when you passed its examination",
            "counts_from": "from which day it counts",
            "attestation": "and whether your own computer, the host or an older system vouches for it",
        },
        plumbing={
            "entry": "the entry that proves it",
            "person": "whose certification it is",
            "digest": "fingerprint of the track",
            "attempt": "the attempt it rests on, unless an older system says so",
        },
    ),
    Table(
        name="delta_attestation",
        title="What you learnt anew",
        purpose="to show that you know what a new version of a module changed, without all of it being asked again",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "module": "each module that changed",
            "version": "its new version",
            "objectives": "what was asked of you again",
            "completed_at": "when you passed that",
            "counts_from": "and from which day it counts",
        },
        plumbing={
            "entry": "the entry that proves it",
            "person": "whose it is",
            "digest": "fingerprint of the module",
            "attempt": "the attempt it rests on",
        },
    ),
)
"""In the order of the notice."""
