"""What changed in a module since a person learnt it, for those who are asked about the changes alone.

Invariant: what is compared is the text that this person read, by its digest; where that is not kept it is said, and
nothing is made up in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trainer.assessment.kinds import AttemptKind
from trainer.compliance.achieved import Completion
from trainer.compliance.standing import Standing, major_of
from trainer.compliance.status import Status
from trainer.content.difference import Mark, Passage, compare, shortened
from trainer.content.models import Lesson, Module
from trainer.content.paragraphs import paragraphs
from trainer.errors import Conflict
from trainer.records import learning, lesson_texts
from trainer.records.lesson_texts import KeptText
from trainer.service.ahead import attestation_questions
from trainer.service.changes_views import Became, LessonChange, ModuleChanges
from trainer.service.desk import Desk
from trainer.service.progress import Progress, asked_lessons


def module_changes(desk: Desk, module: Module, so_far: Progress) -> ModuleChanges:
    """What is new; :class:`Conflict` where the person has nothing to attest in this module."""
    objectives = so_far.attesting.get(module.id)
    if objectives is None:
        raise Conflict(
            f"There is nothing new in {module.id} that is asked of you.", "See its screen for what comes next in it."
        )
    lines = [line for line in so_far.lines_of(module.id) if line.status is Status.SUPERSEDED]
    learnt = min(lines, key=_major)
    running = so_far.running(AttemptKind.MODULE_CHECK, module.id)
    asked = len(running.form.items) if running else attestation_questions(desk, module, so_far)
    since = [each for each in sorted(module.changes, key=lambda c: c.major) if each.major > _major(learnt)]
    return ModuleChanges(
        module=module.id,
        title=module.title,
        before=learnt.version,
        now=module.version,
        said=tuple(f"Version {each.major}: {each.said}" for each in since),
        objectives=tuple(objective.text for objective in objectives),
        lessons=tuple(_lessons(desk, module, so_far, learnt)),
        questions=asked,
        begun=running is not None,
        valid_until=min((line.valid_until for line in lines if line.valid_until), default=None),
    )


def _major(line: Standing) -> int:
    """The major version that somebody learnt, or attested last."""
    if line.attested is not None:
        return line.attested.major
    return major_of(line.completion, line.part.module) if line.completion else 0


def _lessons(desk: Desk, module: Module, so_far: Progress, learnt: Standing) -> Iterator[LessonChange]:
    noted, known = _learnt(desk, module, so_far, learnt)
    texts = lesson_texts.kept(desk.store, set(known.values()))
    for lesson in asked_lessons(module, so_far.lines_of(module.id)):
        was = known.get(lesson.id)
        if was == lesson.digest:
            continue
        if was is None and noted:
            now = paragraphs(desk.course.bodies[module.id].texts[lesson.id].blocks)
            yield _change(lesson.id, lesson.title, Became.ADDED, compare((), now))
        elif (changed := _compared(desk, module, lesson, texts.get(was or ""))) is not None:
            yield changed
    here = {lesson.id for lesson in module.lessons}
    skipped = learnt.completion.left_out if isinstance(learnt.completion, Completion) else ()
    for name in sorted(known.keys() - here - set(skipped)):
        text = texts.get(known[name])
        yield _change(name, text.title if text else name, Became.REMOVED, ())


def _learnt(desk: Desk, module: Module, so_far: Progress, line: Standing) -> tuple[bool, Mapping[str, str]]:
    """Whether the lessons of the version that they learnt were noted; and id to digest of what they know."""
    proof = line.attested or line.completion
    if proof is None:
        return False, {}
    found = dict(lesson_texts.in_force_before(desk.store, proof.entry, module.id, _major(line)))
    noted = bool(found)
    if line.attested is None:
        # What they read themselves; a later minor version may have been in force when they completed it.
        read = [each for each in learning.readings(desk.store, so_far.person.n) if each.module == module.id]
        for each in sorted(read, key=lambda reading: reading.major):
            if each.read_digest and each.major <= _major(line):
                found[each.lesson] = each.read_digest
    return noted, found


def _compared(desk: Desk, module: Module, lesson: Lesson, was: KeptText | None) -> LessonChange | None:
    """How it changed; None where it says the same, such as with its lines wrapped anew."""
    unknown = _change(lesson.id, lesson.title, Became.UNKNOWN, ())
    if was is None:
        return unknown
    try:
        before = paragraphs(was.blocks())
    except (KeyError, TypeError, ValueError):
        return unknown
    passages = compare(before, paragraphs(desk.course.bodies[module.id].texts[lesson.id].blocks))
    title_before = was.title if was.title != lesson.title else ""
    if not title_before and all(passage.mark is Mark.KEPT for passage in passages):
        return None
    return _change(lesson.id, lesson.title, Became.CHANGED, shortened(passages), title_before)


def _change(
    name: str, title: str, became: Became, passages: tuple[Passage, ...], title_before: str = ""
) -> LessonChange:
    return LessonChange(id=name, title=title, title_before=title_before, became=became, passages=passages)
