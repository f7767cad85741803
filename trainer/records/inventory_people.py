"""What the inventory says of each table about people, in the words of the person whom it is about.

``columns`` are what the notice names; ``plumbing`` are row numbers, random numbers and fingerprints, which it names as
such. A new column is not done before it stands here; a test compares this with the schema.
"""

from __future__ import annotations

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
        purpose="to show that you were trained, on which version and when",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "module": "each module",
            "version": "its version",
            "left_out": "what of it was not asked of you",
            "completed_at": "and when you completed it",
        },
        plumbing={
            "entry": "the entry that proves it",
            "person": "whose completion it is",
            "digest": "fingerprint of the module",
            "attempt": "the attempt it rests on",
        },
    ),
    Table(
        name="certification",
        title="What you were certified for",
        purpose="to show that you passed the examination of a track, and when",
        basis=Basis.INTEREST,
        until=Until.RECORDS_END,
        columns={
            "track": "each track",
            "completed_at": "and when you passed its examination",
        },
        plumbing={
            "entry": "the entry that proves it",
            "person": "whose certification it is",
            "digest": "fingerprint of the track",
            "attempt": "the attempt it rests on",
        },
    ),
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
            "team": "and your team then; day and team go when you are erased",
        },
        plumbing={
            "entry": "the entry that proves it",
            "position": "place in the import",
            "ref": "the person's code",
            "commitment": "fingerprint of the details that only their random number can open",
            "said": "such a fingerprint of day and team",
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
        title="What you wrote as a reason",
        purpose="to be able to say why an exception was made",
        basis=Basis.INTEREST,
        until=Until.ERASED,
        columns={
            "text": "the text",
        },
        plumbing={
            "entry": "the entry that it explains",
            "person": "who wrote it",
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
