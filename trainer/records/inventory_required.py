"""What the inventory says of what is asked of people, and of the exceptions that are made."""

from __future__ import annotations

from trainer.records.inventory_shape import Basis, Table, Until

REQUIRED = (
    Table(
        name="assignment",
        title="What is asked of you",
        purpose="to know who must hold which track by when",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "track": "each track that is asked of you alone, or of many",
            "name": "the team or role it is asked of",
            "due_on": "the day it is due",
            "due_days": "or in how many days",
            "assigned_on": "and when it was asked",
        },
        plumbing={
            "entry": "the entry that proves it",
            "target": "whether it asks a person, a team, a role or everyone",
            "person": "whom it asks, where it asks one person",
        },
    ),
    Table(
        name="exemption",
        title="What you were excused from",
        purpose="to ask nothing of you that you were excused from, and to show that somebody decided so",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "track": "each track",
            "until": "until which day",
            "counts_from": "and from which; the reason stands under Reasons",
        },
        plumbing={
            "entry": "the entry that proves it: who approved it, and when",
            "person": "who is excused",
        },
    ),
    Table(
        name="retry",
        title="When you need not wait",
        purpose="to let you try again before a wait after failures is over, and to show that somebody decided so",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "module": "the module",
            "track": "or the track whose examination it was",
            "allowed_at": "and when that was allowed; the reason stands under Reasons",
        },
        plumbing={
            "entry": "the entry that proves it: who allowed it",
            "person": "who may try again",
        },
    ),
    Table(
        name="correction",
        title="What was corrected",
        purpose="to put right what was recorded wrongly, and to show what it said before",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "what": "whether something counts no longer, or which of its days was wrong",
            "value": "the day that counts instead",
            "counts_from": "and from when; the reason stands under Reasons",
        },
        plumbing={
            "entry": "the entry that proves it: who corrected it",
            "corrects": "the entry that is corrected",
        },
    ),
)
"""In the order of the notice."""
