"""Everything that is kept about the person who asks, as they see it."""

from __future__ import annotations

import datetime as dt

from trainer import clock
from trainer.compliance.history import What
from trainer.compliance.standing import EXAMINATION, Standing
from trainer.records import attempts, decided, exports, notices
from trainer.records.attempts import Attempt
from trainer.records.exports import Export
from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.records.inventory_shape import Table, Until
from trainer.service import naming, words
from trainer.service.desk import Desk
from trainer.service.inventory import period_of
from trainer.service.notice import contact
from trainer.service.progress import Progress, progress
from trainer.service.record_views import AttemptLine, Corrected, Excused, Held, Kept, Record, Seen

WHAT = {
    "completion": "completion report",
    "overdue": "list of what is overdue",
    "history": "history of attempts",
    "team": "manager's screen",
    "people": "list of people",
    "record": "export of your record",
    "certificate": "certificate",
}
"""What an export's entry calls a report, in words."""
_CORRECTED = {
    What.WITHDRAWN: "counts no longer",
    What.DUE_ON: "is due on {}",
    What.UNTIL: "ends on {}",
    What.COMPLETED_ON: "was on {}",
}


def my_record(desk: Desk) -> Record:
    """The record, attempts the newest first."""
    so_far = progress(desk)
    roster = so_far.person.roster
    corrections = tuple(decided.corrections(desk.store, so_far.person.n))
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
        excused=_excused(desk, so_far, corrections),
        corrected=tuple(_corrected(desk, each) for each in corrections),
        seen=tuple(_seen(desk, export) for export in exports.of_person(desk.store, so_far.person.n)),
        told=_when(desk, told) if (told := notices.acknowledged_at(desk.store, so_far.person.n)) else "",
        kept=tuple(_kept(desk, so_far, table) for table in ABOUT_PEOPLE),
        privacy_contact=contact(desk.settings),
    )


def _when(desk: Desk, stamped: str) -> str:
    return f"{clock.moment(stamped).astimezone(desk.settings.zone):%Y-%m-%d %H:%M %Z}"


def _seen(desk: Desk, export: Export) -> Seen:
    form = f" ({export.said['form']})" if "form" in export.said else ""
    return Seen(when=_when(desk, export.at), by=export.by, what=f"{WHAT[export.said['report']]}{form}")


def _excused(desk: Desk, so_far: Progress, corrections: tuple[decided.Corrected, ...]) -> tuple[Excused, ...]:
    tracks = desk.rules().tracks
    changed = {(each.corrects, each.what): each.value for each in reversed(corrections)}
    return tuple(
        Excused(
            track=each.track,
            track_title=tracks[each.track].title if each.track in tracks else each.track,
            until=clock.day(changed.get((each.entry, What.UNTIL), each.until)),
            withdrawn=(each.entry, What.WITHDRAWN) in changed,
            reason=each.reason,
            by=each.by,
            when=_when(desk, each.at),
        )
        for each in decided.exemptions(desk.store, so_far.person.n)
    )


def _corrected(desk: Desk, each: decided.Corrected) -> Corrected:
    said = f"{each.kind} of {each.of}: {_CORRECTED[each.what].format(each.value)}"
    return Corrected(said=said, reason=each.reason, by=each.by, when=_when(desk, each.at))


def _kept(desk: Desk, so_far: Progress, table: Table) -> Kept:
    ends_on = None
    if table.until == Until.ANSWERS_END:
        ended = [a.finished_at for a in so_far.attempts if a.finished_at and attempts.responses(desk.store, a.n)]
        ends_on = _after(min(ended, default=""), desk.settings.keep_answers_days)
    elif table.until == Until.ERASED:
        ends_on = _after(so_far.person.left_on, desk.settings.keep_leavers_days)
    return Kept(title=table.title, purpose=table.purpose, period=period_of(table, desk.settings), ends_on=ends_on)


def _after(stamped: str, days: int) -> dt.date | None:
    return clock.day(stamped) + dt.timedelta(days=days) if stamped else None


def _held(desk: Desk, line: Standing) -> Held:
    return Held(
        track=line.track.id if line.track else "",
        track_title=line.track.title if line.track else "",
        module=line.part.module,
        module_title="Examination" if line.part == EXAMINATION else naming.title(desk, line.part.module),
        status=line.status,
        due_on=line.due_on,
        completed_at=line.completion.completed_at if line.completion else "",
        valid_until=line.valid_until,
    )


def _attempt(desk: Desk, attempt: Attempt) -> AttemptLine:
    return AttemptLine(
        id=attempt.id,
        kind=attempt.kind,
        module=attempt.module,
        track=attempt.track,
        heading=naming.heading(desk, attempt),
        version=attempt.version,
        state=attempt.state,
        said=words.ended(attempt.kind, attempt.state),
        answered=len(attempts.responses(desk.store, attempt.n)),
        total=len(attempt.form.items),
        percent=attempt.percent,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at or "",
        when=_when(desk, attempt.finished_at or attempt.started_at),
        attestation=attempt.attestation,
    )
