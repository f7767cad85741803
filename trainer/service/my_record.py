"""Everything that is kept about the person who asks, as they see it."""

from __future__ import annotations

from trainer import clock
from trainer.compliance.standing import Standing
from trainer.records import attempts
from trainer.records.attempts import Attempt
from trainer.service.desk import Desk
from trainer.service.notice import contact
from trainer.service.progress import progress
from trainer.service.record_views import AttemptLine, Held, Record


def my_record(desk: Desk) -> Record:
    """The record, attempts the newest first."""
    so_far = progress(desk)
    roster = so_far.person.roster
    return Record(
        name=roster.name,
        login=roster.login,
        id=roster.id,
        team=roster.team,
        email=roster.email,
        manager=roster.manager,
        start_date=roster.start_date,
        unlisted=so_far.person.unlisted,
        held=tuple(_held(desk, line) for line in so_far.lines),
        attempts=tuple(_attempt(desk, attempt) for attempt in reversed(so_far.attempts)),
        lessons_read=len(so_far.read),
        privacy_contact=contact(desk.settings),
    )


def _held(desk: Desk, line: Standing) -> Held:
    return Held(
        track=line.track.id if line.track else "",
        track_title=line.track.title if line.track else "",
        module=line.part.module,
        module_title=desk.title(line.part.module),
        status=line.status,
        due_on=line.due_on,
        completed_at=line.completion.completed_at if line.completion else "",
        valid_until=line.valid_until,
    )


def _attempt(desk: Desk, attempt: Attempt) -> AttemptLine:
    at = clock.moment(attempt.finished_at or attempt.started_at)
    return AttemptLine(
        id=attempt.id,
        module=attempt.module,
        module_title=desk.title(attempt.module),
        version=attempt.version,
        state=attempt.state,
        answered=len(attempts.responses(desk.store, attempt.n)),
        total=len(attempt.form.items),
        percent=attempt.percent,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at or "",
        when=f"{at.astimezone(desk.settings.zone):%Y-%m-%d %H:%M %Z}",
        attestation=attempt.attestation,
    )
