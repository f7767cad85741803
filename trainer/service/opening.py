"""Beginning an attempt: may it begin, and with which form.

Invariant: an attempt begins with its form drawn, frozen and kept with every question that it may ask, or not at all.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trainer.assessment import forms, refresher
from trainer.assessment.form import CERTIFICATION, Form
from trainer.assessment.forms import Plan
from trainer.assessment.kinds import EXPLAINED_AT_ONCE, AttemptKind
from trainer.compliance.status import HELD
from trainer.content.audience import asked_of
from trainer.content.digest import track_digest
from trainer.content.models import CertificationRule, Module, Objective, Track
from trainer.content.questions import Question
from trainer.errors import Conflict, InputError
from trainer.records import attempts, bodies
from trainer.records.attempts import Attempt, State
from trainer.records.people import Person
from trainer.records.store import Store
from trainer.service.ahead import in_words
from trainer.service.desk import Desk
from trainer.service.present import Telling, telling
from trainer.service.progress import Progress, asked_lessons, asked_objectives, objectives_of, progress
from trainer.text import plural, safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an attempt is to be about."""

    kind: AttemptKind
    module: Module | None = None
    track: Track | None = None

    @property
    def names(self) -> dict[str, str]:
        """The columns that say so."""
        return {"module": self.module.id if self.module else "", "track": self.track.id if self.track else ""}


def start(desk: Desk, store: Store, person: Person, subject: Subject) -> Attempt:
    """The unfinished attempt, or a new one, inside a write transaction; :class:`Conflict` where it may not begin."""
    running = attempts.open_one(store, person.n, subject.kind, **subject.names)
    if running is not None:
        return running
    so_far = progress(desk)
    _refuse_too_early(desk, so_far, subject)
    return _begin(desk, store, person, subject, _draw(desk, store, so_far, subject))


def examined(desk: Desk, name: str) -> Track:
    """The track with an examination of that id; :class:`InputError` where there is none."""
    tracks = {t.id: t for t in desk.rules().tracks.values() if t.certification == CertificationRule.EXAMINATION}
    if name not in tracks:
        known = ", ".join(sorted(tracks)) or "none"
        raise InputError(f"There is no track {safe(name)!r} with an examination.", f"Those with one are: {known}.")
    return tracks[name]


def _refuse_too_early(desk: Desk, so_far: Progress, subject: Subject) -> None:
    names = subject.names
    if subject.kind == AttemptKind.CERTIFICATION and subject.track:
        _refuse_unlearned(so_far, subject.track)
    if lessons := so_far.sent_back.get((subject.kind, names["module"], names["track"])):
        first = lessons[0]
        raise Conflict(
            "You have not passed twice in a row.", f"First read “{first.title}” ({first.id}) to its end once more."
        )
    from_when = so_far.again_from(subject.kind, **names)
    if from_when is not None and desk.clock() < from_when:
        raise Conflict(
            "It is too early to try again.", f"You may from {in_words(desk, from_when)}; practise until then."
        )


def _refuse_unlearned(so_far: Progress, track: Track) -> None:
    lines = so_far.parts_of(track)
    if not lines:
        raise Conflict("That track is not required of you.", "Ask whoever assigns the tracks.")
    held = {line.part for line in lines if line.status in HELD}
    missing = [part.module for part in track.modules if part not in held]
    if missing:
        raise Conflict(
            f"The examination comes after the track's modules; {', '.join(missing)} is not completed yet.",
            "Read its lessons and pass its check first.",
        )


def _draw(desk: Desk, store: Store, so_far: Progress, subject: Subject) -> Form:
    form = _drawn_form(desk, store, so_far, subject)
    if not form.items:
        raise Conflict(
            "There is no question to ask.", "Finish the examination or test that you have begun, if you have."
        )
    return form


def _drawn_form(desk: Desk, store: Store, so_far: Progress, subject: Subject) -> Form:
    met = attempts.met_questions(store, so_far.person.n)
    # What explains at once and what explains at its end never ask the same question at the same time: the one would
    # hand out the keys of the other.
    others = EXPLAINED_AT_ONCE ^ frozenset(AttemptKind) if subject.kind in EXPLAINED_AT_ONCE else EXPLAINED_AT_ONCE
    reserved = attempts.open_questions(store, so_far.person.n, others)
    seed = secrets.randbits(32)
    if subject.kind == AttemptKind.REFRESHER:
        return _draw_refresher(desk, store, so_far, met, reserved, seed)
    if subject.track is not None:
        pool, objectives = _of_track(desk, subject.track)
        plan = forms.certification(objectives, subject.track.pass_mark)
        if len(pool) < CERTIFICATION:
            raise Conflict(
                f"The track has {plural(len(pool), 'question')}; an examination needs {CERTIFICATION}.",
                "Tell whoever looks after the content.",
            )
        pool = [question for question in pool if question.id not in reserved]
        if len(pool) < CERTIFICATION:
            raise Conflict("Something else that you have begun asks the same.", "Finish that check or practice first.")
        return forms.draw(pool, objectives, plan, seed=seed, met=met)
    if subject.module is None:
        raise ValueError("a check, a test-out or practice is of a module")
    if subject.kind == AttemptKind.MODULE_CHECK and subject.module.id in so_far.attesting:
        pool = [q for q in _of_module(desk, so_far, subject.module) if q.id not in reserved]
        return _draw_changes(pool, subject.module, so_far.attesting[subject.module.id], met, seed)
    asked = asked_objectives(subject.module, so_far.lines_of(subject.module.id))
    plan = _plan(subject.kind, asked, subject.module.pass_mark)
    open_ones = [q for q in _of_module(desk, so_far, subject.module) if q.id not in reserved]
    return forms.draw(open_ones, asked, plan, seed=seed, met=met)


def _of_module(desk: Desk, so_far: Progress, module: Module) -> list[Question]:
    """The module's questions for the lessons that are asked of the person."""
    lessons = asked_lessons(module, so_far.lines_of(module.id))
    return asked_of(desk.course.bodies[module.id].questions, lessons)


def _draw_changes(
    pool: Sequence[Question], module: Module, changed: Sequence[Objective], met: frozenset[str], seed: int
) -> Form:
    """A form about what a new version changed: each objective is asked, or it would attest what nobody answered."""
    form = forms.draw(pool, changed, forms.attestation(changed, module.pass_mark), seed=seed, met=met)
    attests = tuple(objective.id for objective in changed)
    if {item.objective for item in form.items} != set(attests):
        raise Conflict("Something else that you have begun asks the same.", "Finish that examination or test first.")
    return replace(form, attests=attests)


def _plan(kind: AttemptKind, objectives: Sequence[Objective], pass_mark: float) -> Plan:
    if kind == AttemptKind.TEST_OUT:
        return forms.test_out(pass_mark)
    return forms.practice(pass_mark) if kind == AttemptKind.PRACTICE else forms.module_check(objectives, pass_mark)


def _of_track(desk: Desk, track: Track) -> tuple[list[Question], list[Objective]]:
    """The questions that can be asked of what the track contains, and its objectives."""
    objectives = objectives_of(desk, track)
    wanted = {objective.id for objective in objectives}
    pool: list[Question] = []
    for part in sorted(track.modules, key=lambda each: each.module):
        if (module := desk.course.module(part.module)) is not None:
            lessons = [each for each in module.lessons if not part.lessons or each.id in part.lessons]
            pool += asked_of(desk.course.bodies[module.id].questions, lessons)
    return [q for q in pool if q.objective in wanted and not q.retired], objectives


def _draw_refresher(
    desk: Desk, store: Store, so_far: Progress, met: frozenset[str], reserved: frozenset[str], seed: int
) -> Form:
    modules = [m for name in so_far.completed if (m := desk.course.module(name)) is not None]
    objectives = [o for module in modules for o in module.objectives]
    everything = [q for module in modules for q in _of_module(desk, so_far, module) if not q.retired]
    if not everything:
        raise Conflict("There is nothing to refresh yet.", "Complete a module first.")
    pool = [q for q in everything if q.id not in reserved]
    objective_of = {q.id: q.objective for q in everything}
    # Not of an examination that is still open: what comes first would tell what was wrong in it.
    told = [each for each in so_far.attempts if telling(each) is not Telling.NOTHING]
    given = [r for each in told for r in attempts.responses(store, each.n)]
    ordered = refresher.order([o.id for o in objectives], refresher.standing(given, objective_of))
    counts = {o.id: sum(q.objective == o.id for q in pool) for o in objectives}
    plan = forms.practice(min(module.pass_mark for module in modules))
    return forms.draw(pool, objectives, plan, seed=seed, met=met, turns=refresher.turns(ordered, counts))


def _begin(desk: Desk, store: Store, person: Person, subject: Subject, form: Form) -> Attempt:
    module, track = subject.module, subject.track
    attempt = Attempt(
        n=0,
        id=uuid.uuid4().hex,
        person=person.n,
        kind=subject.kind,
        version=module.version if module else "",
        digest=module.digest if module else track_digest(track) if track else "",
        form=form,
        state=State.OPEN,
        percent=None,
        attestation=desk.attestation,
        started_at=desk.now(),
        finished_at=None,
        **subject.names,
    )
    bodies.keep(store, _drawn(desk, form))
    return attempts.begin(store, attempt)


def _drawn(desk: Desk, form: Form) -> Iterable[Question]:
    wanted = {item.question for item in form.every}
    # A question's id begins with its module's.
    modules = {name.partition("-")[0] for name in wanted}
    theirs = (q for m in desk.course.modules if m.id in modules for q in desk.course.bodies[m.id].questions)
    return (question for question in theirs if question.id in wanted)
