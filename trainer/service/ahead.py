"""What comes next: the one thing to do, and what else one may do.

Invariant: a step that is offered can be taken; one that cannot be taken yet says from when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trainer.assessment.form import attestation_size, certification_size
from trainer.assessment.kinds import AttemptKind
from trainer.assessment.spacing import due_on
from trainer.clock import day
from trainer.compliance.standing import EXAMINATION, Standing
from trainer.compliance.status import HELD, VALID, Status, worst
from trainer.content.audience import asked_of
from trainer.content.models import Lesson, Module, Track
from trainer.records.attempts import State
from trainer.service.desk import Desk
from trainer.service.progress import Progress, asked_lessons, objectives_of
from trainer.service.views import ModuleCard, NextStep, Step
from trainer.text import plural

MINUTES_OF_CHECK = 10
"""What a check of ten questions takes most people; shown, never measured."""
_RUNNING = {AttemptKind.MODULE_CHECK: "the check", AttemptKind.TEST_OUT: "the test of what you know"}


def card(desk: Desk, module: Module, so_far: Progress) -> ModuleCard:
    """A module as the home screen shows it."""
    lines = so_far.lines_of(module.id)
    asked = asked_lessons(module, lines)
    dues = [line.due_on for line in lines if line.due_on]
    ends = [line.valid_until for line in lines if line.valid_until]
    running = so_far.newest(module.id, State.OPEN)
    read = _read_so_far(module, so_far)
    minutes = sum(lesson.minutes for lesson in asked) + MINUTES_OF_CHECK
    return ModuleCard(
        id=module.id,
        slug=module.slug,
        title=module.title,
        summary=module.summary,
        minutes=attestation_questions(desk, module, so_far) if module.id in so_far.attesting else minutes,
        status=worst(line.status for line in lines),
        due_on=min(dues, default=None),
        valid_until=min(ends, default=None),
        lessons_read=sum(lesson.id in read for lesson in asked),
        lessons=len(asked),
        passed=_passed(module, so_far),
        open_attempt=running.id if running else "",
        next=next_step(desk, module, so_far),
    )


def next_step(desk: Desk, module: Module, so_far: Progress) -> NextStep:
    """The one thing to do next in a module: finish what was begun, then read, then be tested."""
    for kind, what in _RUNNING.items():
        if (running := so_far.running(kind, module.id)) is not None:
            label = f"Continue {'with what is new' if running.form.attests else what} where you stopped"
            return NextStep(step=Step.RESUME, module=module.id, attempt=running.id, label=label)
    lines = so_far.lines_of(module.id)
    if lines and all(_settled(line) for line in lines):
        return NextStep(step=Step.NOTHING, module=module.id, label="Nothing to do: this module is completed")
    if module.id in so_far.attesting:
        questions = plural(attestation_questions(desk, module, so_far), "question")
        label = f"See what is new in version {module.major} and answer {questions}"
        attest = NextStep(step=Step.ATTEST, module=module.id, label=label)
        return _unless_too_early(desk, so_far, attest, AttemptKind.MODULE_CHECK)
    for lesson in asked_lessons(module, lines):
        if (lesson.id, module.major) not in so_far.read:
            return _read(module.id, lesson)
    check = NextStep(step=Step.CHECK, module=module.id, label="Take the module check")
    return _unless_too_early(desk, so_far, check, AttemptKind.MODULE_CHECK)


def attestation_questions(desk: Desk, module: Module, so_far: Progress) -> int:
    """How many questions are asked about what is new in a module that the person may attest."""
    asked = {objective.id for objective in so_far.attesting[module.id]}
    # The only step that looks into a body: nobody else waits for it.
    pool = asked_of(desk.course.bodies[module.id].questions, asked_lessons(module, so_far.lines_of(module.id)))
    there = sum(q.objective in asked and not q.retired for q in pool)
    return min(attestation_size(len(asked)), there)


def more(desk: Desk, so_far: Progress) -> tuple[NextStep, ...]:
    """Examinations that can be taken or go on, and a refresher that is due."""
    return (*_examinations(desk, so_far), *_refresher(desk, so_far))


def beside(desk: Desk, module: Module, so_far: Progress) -> tuple[NextStep, ...]:
    """What one may do in a module that nobody asks for: show that one knows it already, and practise."""
    steps: list[NextStep] = []
    running = {kind: so_far.running(kind, module.id) for kind in (*_RUNNING, AttemptKind.PRACTICE)}
    known = module.id in so_far.completed or any(running[kind] for kind in _RUNNING)
    if not known:
        label = "Know it already? Up to 20 questions, no lessons; once in 30 days"
        step = NextStep(step=Step.TEST_OUT, module=module.id, label=label)
        steps.append(_unless_too_early(desk, so_far, step, AttemptKind.TEST_OUT, "You may test out again from"))
    check = running[AttemptKind.MODULE_CHECK]
    if module.id in so_far.attesting and check is not None and check.form.attests:
        label = f"See once more what is new in version {module.major}"
        steps.append(NextStep(step=Step.ATTEST, module=module.id, label=label))
    going = running[AttemptKind.PRACTICE]
    if going is not None:
        label = "Continue practising where you stopped"
        steps.append(NextStep(step=Step.RESUME, module=module.id, attempt=going.id, label=label))
    else:
        label = "Practise: 5 questions, nothing counts"
        steps.append(NextStep(step=Step.PRACTICE, module=module.id, label=label))
    return tuple(steps)


def _settled(line: Standing) -> bool:
    return line.status in HELD and line.status != Status.EXPIRING


def _read_so_far(module: Module, so_far: Progress) -> set[str]:
    """Ids of the lessons that count as read: in an older version, too, for whoever need not read them again."""
    attested = any(line.attested and line.status in VALID for line in so_far.lines_of(module.id))
    anyhow = attested or module.id in so_far.attesting
    return {lesson for lesson, major in so_far.read if anyhow or major == module.major}


def _read(module: str, lesson: Lesson, again: str = "") -> NextStep:
    label = f"Read “{lesson.title}”{again} ({lesson.minutes} min)"
    return NextStep(step=Step.LESSON, module=module, lesson=lesson.id, label=label)


def _unless_too_early(
    desk: Desk, so_far: Progress, step: NextStep, kind: AttemptKind, said: str = "You may try again from"
) -> NextStep:
    """The step; or what comes before it after failures: lessons to read again, then time to pass."""
    # A certification is of a track and of no module; the module it may name is where a lesson is.
    subject = (kind, "" if step.track else step.module, step.track)
    if lessons := so_far.sent_back.get(subject):
        return _read(lessons[0].id.partition(".")[0], lessons[0], " once more")
    from_when = so_far.again_from(*subject)
    if from_when is None or from_when <= desk.clock():
        return step
    label = f"{said} {in_words(desk, from_when)}"
    return NextStep(step=Step.WAIT, module=step.module, track=step.track, label=label)


def in_words(desk: Desk, moment: dt.datetime) -> str:
    """A moment in the settings' time zone."""
    return f"{moment.astimezone(desk.settings.zone):%Y-%m-%d %H:%M %Z}"


def _examinations(desk: Desk, so_far: Progress) -> Iterator[NextStep]:
    for line in so_far.lines:
        if line.part != EXAMINATION or line.track is None or line.due_on is None:
            continue
        track = line.track
        if (running := so_far.running(AttemptKind.CERTIFICATION, track=track.id)) is not None:
            label = f"Continue the examination “{track.title}”"
            yield NextStep(step=Step.RESUME, track=track.id, attempt=running.id, label=label)
        elif not _settled(line) and _learned(so_far, track):
            size = certification_size(sum(objective.critical for objective in objectives_of(desk, track)))
            label = f"Take the examination “{track.title}” ({size} questions)"
            step = NextStep(step=Step.CERTIFY, track=track.id, label=label)
            yield _unless_too_early(desk, so_far, step, AttemptKind.CERTIFICATION)


def _learned(so_far: Progress, track: Track) -> bool:
    return all(line.status in HELD for line in so_far.parts_of(track) if line.part != EXAMINATION)


def _refresher(desk: Desk, so_far: Progress) -> Iterator[NextStep]:
    if (running := so_far.running(AttemptKind.REFRESHER)) is not None:
        yield NextStep(step=Step.RESUME, attempt=running.id, label="Continue the refresher")
        return
    done = [day(a.finished_at) for a in so_far.finished(AttemptKind.REFRESHER) if a.finished_at]
    there = [on for name, on in so_far.completed.items() if desk.course.module(name)]
    if due_on(there, done, desk.today()) is not None:
        yield NextStep(step=Step.REFRESH, label="Refresh what you learnt: 5 questions, nothing counts")


def _passed(module: Module, so_far: Progress) -> bool:
    return any(
        a.module == module.id and a.state == State.PASSED and a.major == module.major
        for a in so_far.attempts
        if a.kind in (AttemptKind.MODULE_CHECK, AttemptKind.TEST_OUT)
    )
