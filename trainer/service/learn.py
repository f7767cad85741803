"""Learning: home, modules, lessons, my record, and through :class:`~trainer.service.checks.Checks` being tested."""

from __future__ import annotations

from trainer.assessment.forms import PER_OBJECTIVE, SHORTEST_CHECK
from trainer.compliance.standing import Standing, worst
from trainer.compliance.status import HELD
from trainer.content.models import Lesson, Module
from trainer.errors import InputError
from trainer.records import attempts, learning
from trainer.records.attempts import State
from trainer.records.learning import Reading
from trainer.service import present
from trainer.service.checks import Checks
from trainer.service.completing import complete_if_read
from trainer.service.desk import Desk
from trainer.service.progress import Progress, asked_lessons, asked_objectives, card, progress
from trainer.service.views import Held, Home, LessonLine, LessonView, ModuleView, NextStep, Record, Step, TrackCard
from trainer.text import safe


class Learn(Checks):
    """The uses of one person who learns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def begin(self) -> None:
        """Make the records where there are none yet; a front end for learners calls this first."""
        self._desk.begin()

    def home(self) -> Home:
        """What is due, how far the person is, and one next action."""
        so_far = progress(self._desk)
        asked = {line.part.module for line in so_far.lines if line.due_on}
        cards = [card(module, so_far) for module in self._desk.course.modules]
        # Sorted is stable: within each group the course's own order stands.
        cards.sort(key=lambda c: (c.id not in asked, c.due_on is None, c.due_on or self._desk.today()))
        return Home(
            name=so_far.person.roster.name,
            organisation=self._desk.settings.organisation,
            today=self._desk.today(),
            tracks=_tracks(so_far),
            modules=tuple(cards),
            next=_first([c.next for c in cards if c.id in asked] or [c.next for c in cards]),
        )

    def module(self, name: str) -> ModuleView:
        """A module with its lessons, by id or slug."""
        module = self._desk.module(name)
        so_far = progress(self._desk)
        lines = so_far.lines_of(module.id)
        asked = {lesson.id for lesson in asked_lessons(module, lines)}
        objectives = asked_objectives(module, lines)
        finished = so_far.newest(module.id, State.PASSED, State.FAILED)
        return ModuleView(
            card=card(module, so_far),
            version=module.version,
            pass_mark=module.pass_mark,
            questions=max(SHORTEST_CHECK, PER_OBJECTIVE * len(objectives)),
            objectives=tuple(objective.text for objective in objectives),
            lessons=tuple(_line(lesson, module, so_far, lesson.id in asked) for lesson in module.lessons),
            last_attempt=finished.id if finished else "",
        )

    def lesson(self, name: str, lesson_id: str) -> LessonView:
        """A lesson to read, and where the person was in it."""
        module, lesson = self._lesson(name, lesson_id)
        so_far = progress(self._desk)
        ids = [each.id for each in module.lessons]
        at = ids.index(lesson.id)
        key = (lesson.id, module.major)
        return LessonView(
            id=lesson.id,
            module=module.id,
            title=lesson.title,
            number=at + 1,
            of=len(ids),
            minutes=lesson.minutes,
            blocks=lesson.blocks,
            glossary=lesson.glossary,
            refs=lesson.refs,
            law_as_of=lesson.law_as_of,
            place=min(so_far.places.get(key, 0), len(lesson.blocks) - 1),
            read=key in so_far.read,
            previous=ids[at - 1] if at else "",
            next=ids[at + 1] if at + 1 < len(ids) else "",
        )

    def keep_place(self, name: str, lesson_id: str, place: int) -> None:
        """Note the block, from 0, to come back to."""
        module, lesson = self._lesson(name, lesson_id)
        self._read(module, lesson, min(max(place, 0), len(lesson.blocks) - 1), done=False)

    def finish_lesson(self, name: str, lesson_id: str) -> None:
        """Note that the lesson's end was reached; this may complete the module."""
        module, lesson = self._lesson(name, lesson_id)
        self._read(module, lesson, 0, done=True)

    def record(self) -> Record:
        """Everything that is kept about the person who asks."""
        so_far = progress(self._desk)
        person = so_far.person
        roster = person.roster
        lines = [
            present.attempt_line(a, self._title(a), len(attempts.responses(self._desk.store, a.n)))
            for a in reversed(so_far.attempts)
        ]
        return Record(
            name=roster.name,
            login=roster.login,
            id=roster.id,
            team=roster.team,
            email=roster.email,
            manager=roster.manager,
            start_date=roster.start_date,
            unlisted=person.unlisted,
            held=tuple(self._held(line) for line in so_far.lines),
            attempts=tuple(lines),
            lessons_read=len(so_far.read),
        )

    def _held(self, line: Standing) -> Held:
        module = self._desk.course.module(line.part.module)
        return Held(
            track=line.track.id if line.track else "",
            track_title=line.track.title if line.track else "",
            module=line.part.module,
            module_title=module.title if module else line.part.module,
            status=line.status,
            due_on=line.due_on,
            completed_at=line.completion.completed_at if line.completion else "",
            valid_until=line.valid_until,
        )

    def _lesson(self, name: str, lesson_id: str) -> tuple[Module, Lesson]:
        module = self._desk.module(name)
        lesson = next((each for each in module.lessons if each.id.casefold() == lesson_id.casefold()), None)
        if lesson is None:
            known = ", ".join(each.id for each in module.lessons)
            raise InputError(f"{module.id} has no lesson {safe(lesson_id)!r}.", f"Its lessons are: {known}.")
        return module, lesson

    def _read(self, module: Module, lesson: Lesson, place: int, *, done: bool) -> None:
        with self._desk.recording() as (store, person):
            reading = Reading(
                person=person.n,
                module=module.id,
                lesson=lesson.id,
                major=module.major,
                place=place,
                read_digest=lesson.digest if done else None,
                read_at=self._desk.now() if done else None,
            )
            learning.keep_reading(store, reading)
            if done:
                complete_if_read(self._desk, store, person, module.id)


def _line(lesson: Lesson, module: Module, so_far: Progress, asked: bool) -> LessonLine:
    read = (lesson.id, module.major) in so_far.read
    return LessonLine(id=lesson.id, title=lesson.title, minutes=lesson.minutes, read=read, asked=asked)


def _tracks(so_far: Progress) -> tuple[TrackCard, ...]:
    cards = []
    for track in dict.fromkeys(line.track for line in so_far.lines if line.track):
        lines = [line for line in so_far.lines if line.track == track]
        due = next(line.due_on for line in lines if line.due_on)
        done = sum(line.status in HELD for line in lines)
        status = worst(line.status for line in lines)
        cards.append(TrackCard(id=track.id, title=track.title, due_on=due, status=status, done=done, parts=len(lines)))
    return tuple(sorted(cards, key=lambda c: (c.status in HELD, c.due_on)))


def _first(steps: list[NextStep]) -> NextStep:
    """What was begun first of all, then whatever else is left to do."""
    todo = [step for step in steps if step.step != Step.NOTHING]
    begun = [step for step in todo if step.step == Step.RESUME]
    done = NextStep(step=Step.NOTHING, label="You are up to date. Nothing is due.")
    return next(iter(begun or todo), done)
