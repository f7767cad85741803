"""Ending an attempt, and recording what it proves.

Invariant: the last answer, the end of the attempt, its entry and whatever it completes are one transaction. Practice
and refreshers prove nothing and leave no entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.assessment.outcome import outcome
from trainer.assessment.response import Response
from trainer.compliance.achieved import Certification
from trainer.records import achievements, attempts, bodies, entries
from trainer.records.attempts import Attempt, State
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service import completing
from trainer.service.desk import Desk


def finish(desk: Desk, store: Store, person: Person, attempt: Attempt) -> Attempt:
    """End it by what was answered, inside the write transaction of the last answer; the attempt as it ended."""
    given = attempts.responses(store, attempt.n)
    judged = outcome(attempt.kind, attempt.form, attempts.scores(store, attempt.n))
    state = State.PASSED if judged.passed else State.FAILED
    closed = attempts.close(store, attempt, state, judged.percent, desk.now())
    if attempt.kind in EVIDENCE:
        _prove(desk, store, person, closed, given)
    return closed


def _prove(desk: Desk, store: Store, person: Person, closed: Attempt, given: Sequence[Response]) -> None:
    passed = closed.state == State.PASSED
    payload = {
        **_about(closed),
        "percent": round(closed.percent or 0.0, 2),
        "record": attempts.record_digest(closed),
        "responses": attempts.responses_digest(given),
        "shown": bodies.digest_of_shown(store, closed.form.every),
    }
    kind = entries.Kind.PASSED_ATTEMPT if passed else entries.Kind.FAILED_ATTEMPT
    entries.append(store, kind, payload, at=desk.now(), actor_ref=person.ref, person_ref=person.ref)
    if passed and closed.kind == AttemptKind.CERTIFICATION:
        _certify(desk, store, person, closed)
    elif passed and closed.form.attests:
        completing.attest(desk, store, person, closed)
    elif passed:
        completing.complete_if_read(desk, store, person, closed.module)


def _about(attempt: Attempt) -> dict[str, object]:
    of = {"track": attempt.track} if attempt.track else {"module": attempt.module, "version": attempt.version}
    return {
        "attempt": attempt.id,
        "kind": attempt.kind,
        **of,
        "digest": attempt.digest,
        "pass_mark": attempt.form.pass_mark,
        "attestation": attempt.attestation,
    }


def _certify(desk: Desk, store: Store, person: Person, attempt: Attempt) -> None:
    now = desk.now()
    percent = round(attempt.percent or 0.0, 2)
    versions = _versions(desk, attempt.track)
    payload = {**_about(attempt), "percent": percent, "versions": versions}
    kind = entries.Kind.CERTIFICATION
    entry = entries.append(store, kind, payload, at=now, actor_ref=person.ref, person_ref=person.ref)
    achievements.add_certification(
        store,
        Certification(
            entry=entry.seq,
            person=person.n,
            track=attempt.track,
            digest=attempt.digest,
            attempt=attempt.n,
            completed_at=now,
            counts_from=now[:10],
            percent=percent,
            pass_mark=attempt.form.pass_mark,
            attestation=attempt.attestation,
            versions=versions,
        ),
    )


def _versions(desk: Desk, track: str) -> dict[str, str]:
    """Module id to the version that is in force, of each module of a track."""
    asked = desk.rules().tracks.get(track)
    names = {part.module for part in asked.modules} if asked else set()
    return {module.id: module.version for module in desk.course.modules if module.id in names}
