"""What the inventory says of each table about people, in the words of the person whom it is about.

``columns`` are what the notice names; ``plumbing`` are row numbers, random numbers and fingerprints, which it names as
such. A new column is not done before it stands here; a test compares this with the schema.
"""

from __future__ import annotations

from trainer.records.inventory_achieved import ACHIEVED
from trainer.records.inventory_required import REQUIRED
from trainer.records.inventory_shape import Basis, Table, Until

ABOUT_PEOPLE = (
    Table(
        name="vault",
        title="Who you are",
        purpose="to know whom a record belongs to, who must learn what by when, and to name you in reports",
        basis=Basis.INTEREST,
        until=Until.ERASED,
        columns={
            "name": "your name",
            "id": "id",
            "login": "login",
            "email": "e-mail address",
            "team": "team",
            "manager": "manager",
            "roles": "roles",
            "start_date": "first day",
            "left_on": "last day",
            "unlisted": "and whether you are on the roster",
        },
        plumbing={
            "person": "row number of the details",
            "salt": "random number that ties the person to the evidence, until it is destroyed",
            "id_key": "the id in one spelling, to find it by",
            "login_key": "the login in one spelling, to find it by",
        },
    ),
    Table(
        name="reading",
        title="What you read",
        purpose="to bring you back to where you stopped, and to know which lessons you have finished",
        basis=Basis.INTEREST,
        until=Until.ERASED,
        columns={
            "lesson": "each lesson you opened",
            "place": "how far you are in it",
            "begun_on": "on which day you first opened it",
            "read_at": "and when you reached its end",
        },
        plumbing={
            "person": "whose place it is",
            "module": "the lesson's module",
            "major": "major version of the module",
            "read_digest": "fingerprint of the lesson as it was read",
        },
    ),
    Table(
        name="response",
        title="What you answered",
        purpose="to grade you, to explain your answers to you, and to let you go on where you stopped",
        basis=Basis.INTEREST,
        until=Until.ANSWERS_END,
        columns={
            "question": "each question",
            "chosen": "what you chose",
            "score": "its score",
            "confidence": "and in practice how sure you said you were",
        },
        plumbing={
            "attempt": "the attempt it belongs to",
            "position": "the question's place in the form",
            "digest": "fingerprint of the question as it was shown",
            "request_id": "random number, so that an answer sent twice counts once",
        },
    ),
    Table(
        name="step",
        title="Where you are in a scenario",
        purpose="to let you go on in a scenario where you stopped",
        basis=Basis.INTEREST,
        until=Until.ANSWERED,
        columns={
            "question": "the scenario",
            "chosen": "and your choices so far",
        },
        plumbing={
            "attempt": "the attempt it belongs to",
            "n": "the choice's place in the scenario",
            "request_id": "random number, so that a choice sent twice counts once",
        },
    ),
    Table(
        name="relearned",
        title="What you read again",
        purpose="to know that a lesson was read again after a missed critical question, or after two failed attempts",
        basis=Basis.INTEREST,
        until=Until.ERASED,
        columns={
            "lesson": "the lesson",
        },
        plumbing={
            "attempt": "the attempt that asked for it",
        },
    ),
    *ACHIEVED,
    *REQUIRED,
    Table(
        name="entry",
        title="The evidence",
        purpose="to prove that no result was invented, changed or removed: a list that can only grow",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "kind": "what happened",
            "recorded_at": "when",
            "person_ref": "whom it is about, as a code that only your own details can open",
            "actor_ref": "who did it, as such a code",
            "payload": "and the details, without names and without free text",
        },
        plumbing={
            "seq": "number",
            "id": "random id",
            "leaf": "fingerprint in the ledger",
        },
    ),
    Table(
        name="person",
        title="The code that stands for you",
        purpose="to tie your results together without your name",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "ref": "your code",
            "same_as": "and whose code it was before you were on the roster",
        },
        plumbing={
            "n": "row number",
        },
    ),
    Table(
        name="roster_event",
        title="Joining, moving and leaving",
        purpose="to prove who had to be trained at any past day",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "change": "whether you joined, moved, changed or left",
            "effective_on": "from which day",
            "team": "your team",
            "roles": "your roles",
            "start_date": "your first day",
            "listed": "and whether you were on the roster, each as it was then; all but the change goes when you are"
            " erased",
        },
        plumbing={
            "entry": "the entry that proves it",
            "position": "place in the import",
            "ref": "the person's code",
            "commitment": "fingerprint of the details that only their random number can open",
            "said": "such a fingerprint of what goes",
        },
    ),
    Table(
        name="seen",
        title="Who saw it",
        purpose="to tell you whose reports and exports your details were in",
        basis=Basis.LAW,
        until=Until.RECORDS_END,
        columns={
            "people": "who was in each report and export",
        },
        plumbing={
            "entry": "the entry of the export: who, when and what",
        },
    ),
    Table(
        name="notice",
        title="That you were told",
        purpose="to know that you were shown this before anything was recorded",
        basis=Basis.LAW,
        until=Until.ERASED,
        columns={
            "acknowledged_at": "when you acknowledged this notice",
        },
        plumbing={
            "person": "who was told",
            "digest": "fingerprint of the notice that was shown",
        },
    ),
    Table(
        name="reason",
        title="Reasons",
        purpose="to be able to say why an exception or a correction was made",
        basis=Basis.INTEREST,
        until=Until.ERASED,
        columns={
            "text": "what was written about you as a reason, or by you where it is about no one person",
        },
        plumbing={
            "entry": "the entry that it explains",
            "person": "with whom it goes",
            "salt": "random number that ties it to the entry",
        },
    ),
    Table(
        name="file",
        title="That you were erased",
        purpose="to keep a backup from bringing an erased person back",
        basis=Basis.LAW,
        until=Until.RECORDS_END,
        columns={
            "erased": "the codes of the people who were erased, in a file beside the database",
        },
        plumbing={},
    ),
)
