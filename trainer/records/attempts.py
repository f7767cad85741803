"""Attempts and responses: what was asked, what was answered, and where a person stopped.

Invariant: an attempt's form never changes once it began, the questions it shows are kept as they were shown, and a
question has at most one response, so that a person resumes exactly where they stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from trainer.assessment.form import Form
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.response import Response
from trainer.content.codec import canonical, from_plain, to_plain
from trainer.records.attestation import Attestation
from trainer.records.store import Store, columns

_WHOSE = ("n", "person", "counts_from")
_SCORES = "SELECT question, score FROM response WHERE attempt = ? ORDER BY position"


class State(StrEnum):
    """Where an attempt stands."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sitting of one form; its fields are the columns."""

    n: int
    id: str
    person: int
    kind: AttemptKind
    module: str
    """Id; empty for a certification or a refresher, which are of no one module."""
    version: str
    """Of the module; empty where there is none."""
    digest: str
    """Of the module when the attempt began, or of the track; empty for a refresher."""
    form: Form
    state: State
    percent: float | None
    """None while open."""
    attestation: Attestation
    started_at: str
    finished_at: str | None
    track: str = ""
    """Of a certification; empty for every other kind."""
    counts_from: str = ""
    """ISO day on which it became this person's, where they began it before the roster knew them; else empty."""

    @property
    def major(self) -> int:
        """The module's major version; 0 where there is no module."""
        return int(self.version.partition(".")[0] or 0)


def begin(store: Store, attempt: Attempt) -> Attempt:
    """Record a new attempt, inside a write transaction that also keeps its questions (``bodies.keep``)."""
    row = {**columns(attempt), "n": None, "form": canonical(to_plain(attempt.form, sparse=True))}
    n = store.insert("attempt", row)
    return _attempt({**row, "n": n})


def get(store: Store, attempt_id: str) -> Attempt | None:
    """The attempt with this id, whoever's it is; None where there is none."""
    row = store.row("SELECT * FROM attempt WHERE id = ?", (attempt_id,))
    return _attempt(row) if row else None


def open_one(store: Store, person: int, kind: AttemptKind, *, module: str = "", track: str = "") -> Attempt | None:
    """The attempt of that kind, at that module or track, that this person has not finished, if there is one."""
    row = store.row(
        "SELECT * FROM attempt WHERE person = ? AND kind = ? AND module = ? AND track = ? AND state = 'open'",
        (person, kind, module, track),
    )
    return _attempt(row) if row else None


def of_person(store: Store, person: int) -> Iterator[Attempt]:
    """Every attempt of a person, the oldest first."""
    return (_attempt(row) for row in store.rows("SELECT * FROM attempt WHERE person = ? ORDER BY n", (person,)))


def met_questions(store: Store, person: int) -> frozenset[str]:
    """Ids of the questions that a person has been shown in any attempt."""
    forms = store.rows(
        "SELECT form FROM attempt WHERE person = ? AND (kind <> ? OR n NOT IN (SELECT attempt FROM response))",
        (person, AttemptKind.TEST_OUT),
    )
    # A test-out may end before its form does, so that only what was answered was met; once its answers were folded
    # nobody knows, and all of it counts as met.
    answered = store.rows(
        "SELECT question FROM response JOIN attempt ON attempt.n = response.attempt WHERE person = ?", (person,)
    )
    met = {item["question"] for row in forms for item in json.loads(row["form"])["items"]}
    return frozenset(met | {row["question"] for row in answered})


def open_questions(store: Store, person: int, kinds: Collection[AttemptKind]) -> frozenset[str]:
    """Ids of the questions that a person's unfinished attempts of these kinds ask, or may yet ask."""
    running = (each for each in of_person(store, person) if each.state == State.OPEN and each.kind in kinds)
    return frozenset(item.question for each in running for item in each.form.every)


def responses(store: Store, attempt: int) -> tuple[Response, ...]:
    """What has been answered, in the order of the form."""
    rows = store.few("SELECT * FROM response WHERE attempt = ? ORDER BY position", (attempt,))
    return tuple(_response(row) for row in rows)


def scores(store: Store, attempt: int) -> dict[str, float]:
    """Question id to score, of what has been answered."""
    return {row["question"]: row["score"] for row in store.few(_SCORES, (attempt,))}


def by_request(store: Store, request_id: str) -> Response | None:
    """The response that this request recorded, if it did."""
    row = store.row("SELECT * FROM response WHERE request_id = ?", (request_id,))
    return _response(row) if row else None


def save_response(store: Store, response: Response) -> None:
    """Record an answer inside a write transaction."""
    store.insert("response", {**columns(response), "chosen": json.dumps(response.chosen)})


def close(store: Store, attempt: Attempt, state: State, percent: float, at: str) -> Attempt:
    """End an attempt inside a write transaction."""
    store.change(
        "UPDATE attempt SET state = ?, percent = ?, finished_at = ? WHERE n = ? AND state = 'open'",
        (state, percent, at, attempt.n),
    )
    return replace(attempt, state=state, percent=percent, finished_at=at)


def record_digest(attempt: Attempt) -> str:
    """SHA-256, hex, over the finished row: its entry commits to it. Whose it is, and since when, stands elsewhere."""
    # Sparse, here and below, so that a column added later changes no digest of what was recorded before it.
    said = {name: value for name, value in to_plain(attempt, sparse=True).items() if name not in _WHOSE}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def responses_digest(given: Sequence[Response]) -> str:
    """SHA-256, hex, over the responses of an attempt. Their random request ids keep it from being guessed from the
    few answers there are, and go with the responses."""
    said = [{name: value for name, value in to_plain(each, sparse=True).items() if name != "attempt"} for each in given]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _attempt(row: Any) -> Attempt:
    return Attempt(
        **{
            **dict(row),
            "kind": AttemptKind(row["kind"]),
            "state": State(row["state"]),
            "attestation": Attestation(row["attestation"]),
            "form": _form(row["form"]),
        }
    )


@lru_cache(2048)
def _form(text: str) -> Form:
    """Frozen like the text that it is remembered by: while an attempt lasts, each call would read it anew."""
    form: Form = from_plain(Form, json.loads(text))
    return form


def _response(row: Any) -> Response:
    return Response(**{**dict(row), "chosen": tuple(json.loads(row["chosen"]))})
