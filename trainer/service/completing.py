"""Completing a module: a passed check and the lessons read to their end, whichever comes last, or a passed test-out.
And attesting what a new version of it changed, by a passed check on that alone.

Invariant: each rests on one passed attempt and is recorded with its entry in the transaction that earned it. Attesting
makes nothing valid for longer.
"""

from __future__ import annotations

from typing import Any

from trainer.assessment.kinds import AttemptKind
from trainer.compliance.achieved import Completion, DeltaAttestation
from trainer.records import achievements, attempts, entries, learning
from trainer.records.attempts import Attempt
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service.desk import Desk
from trainer.service.progress import asked_lessons, progress


def complete_if_read(desk: Desk, store: Store, person: Person, module_id: str) -> None:
    """Record the completion that is due, if one is, inside the write transaction that may have earned it."""
    module = desk.course.module(module_id)
    passed = next(learning.passed_not_completed(store, person.n, module_id), None)
    if module is None or passed is None:
        return
    attempt = attempts.get(store, passed[1])
    so_far = progress(desk)
    read = {lesson for lesson, major in so_far.read if major == module.major}
    asked = {lesson.id for lesson in asked_lessons(module, so_far.lines_of(module_id))}
    if attempt is None or attempt.major != module.major:
        return
    if attempt.kind == AttemptKind.TEST_OUT:
        # Who knows it already need not read it.
        read = {lesson.id for lesson in module.lessons}
    elif asked - read:
        return
    answered = attempts.scores(store, attempt.n)
    covered = read | {item.objective for item in attempt.form.items if item.question in answered}
    everything = [*(lesson.id for lesson in module.lessons), *(objective.id for objective in module.objectives)]
    left_out = tuple(name for name in everything if name not in covered)
    _record(desk, store, person, attempt, left_out)


def attest(desk: Desk, store: Store, person: Person, attempt: Attempt) -> None:
    """Record that a passed attempt attests what it was about, inside the write transaction that earned it."""
    now = desk.now()
    payload: dict[str, Any] = {
        "attempt": attempt.id,
        "module": attempt.module,
        "version": attempt.version,
        "digest": attempt.digest,
        "objectives": list(attempt.form.attests),
        "attestation": attempt.attestation,
    }
    kind = entries.Kind.ATTESTATION
    entry = entries.append(store, kind, payload, at=now, actor_ref=person.ref, person_ref=person.ref)
    achievements.add_attestation(
        store,
        DeltaAttestation(
            entry=entry.seq,
            person=person.n,
            module=attempt.module,
            version=attempt.version,
            digest=attempt.digest,
            attempt=attempt.n,
            objectives=attempt.form.attests,
            completed_at=now,
            counts_from=now[:10],
        ),
    )


def rests_on(store: Store, attempt: Attempt) -> bool:
    """Whether a completion, a certification or the attestation of a new version rests on this attempt."""
    n = attempt.person
    proven = (achievements.completions(store, n), achievements.certifications(store, n))
    return any(each.attempt == attempt.n for some in (*proven, achievements.attestations(store, n)) for each in some)


def _record(desk: Desk, store: Store, person: Person, attempt: Attempt, left_out: tuple[str, ...]) -> None:
    now = desk.now()
    payload: dict[str, Any] = {
        "attempt": attempt.id,
        "module": attempt.module,
        "version": attempt.version,
        "digest": attempt.digest,
        "percent": round(attempt.percent or 0.0, 2),
        "pass_mark": attempt.form.pass_mark,
        "left_out": list(left_out),
        "attestation": attempt.attestation,
    }
    kind = entries.Kind.COMPLETION
    entry = entries.append(store, kind, payload, at=now, actor_ref=person.ref, person_ref=person.ref)
    achievements.add_completion(
        store,
        Completion(
            entry=entry.seq,
            person=person.n,
            module=attempt.module,
            version=attempt.version,
            digest=attempt.digest,
            attempt=attempt.n,
            left_out=left_out,
            completed_at=now,
            counts_from=now[:10],
            percent=payload["percent"],
            pass_mark=attempt.form.pass_mark,
            attestation=attempt.attestation,
        ),
    )
