"""Learning: home, modules, lessons, my record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.compliance.standing import by_track
from trainer.compliance.status import HELD
from trainer.content.models import Lesson, Module
from trainer.errors import InputError, NotAllowed
from trainer.records import learning
from trainer.records.leading import leads
from trainer.records.learning import Reading
from trainer.records.people import Person
from trainer.service.ahead import card, more
from trainer.service.desk import Desk
from trainer.service.progress import Progress, progress
from trainer.service.views import BLOCK, IDLE, Home, NextStep, Step, TrackCard
from trainer.text import safe

if TYPE_CHECKING:
    from trainer.service.changes_views import ModuleChanges
    from trainer.service.module_views import LessonView, ModuleView
    from trainer.service.record_views import Record


class Learn:
    """The uses of one person who learns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self) -> None:
        """Make the records where there are none yet; a front end for learners calls this first."""
        self._desk.begin()

    def home(self) -> Home:
        """What is due, how far the person is, and one next action."""
        so_far = progress(self._desk)
        asked = {line.part.module for line in so_far.lines if line.due_on}
        cards = [card(self._desk, module, so_far) for module in self._desk.course.modules]
        # Sorted is stable: within each group the course's own order stands.
        cards.sort(key=lambda c: (c.id not in asked, c.due_on is None, c.due_on or self._desk.today()))
        others = more(self._desk, so_far)
        return Home(
            name=so_far.person.roster.name,
            organisation=self._desk.settings.organisation,
            today=self._desk.today(),
            tracks=_tracks(so_far),
            modules=tuple(cards),
            more=others,
            next=_first([*(c.next for c in cards if c.id in asked), *others] or [c.next for c in cards]),
            leads=self._leads(so_far.person),
        )

    def module(self, name: str) -> ModuleView:
        """A module with its lessons, by id or slug."""
        from trainer.service.reading import module_view

        return module_view(self._desk, self._desk.module(name), progress(self._desk))

    def changes(self, name: str) -> ModuleChanges:
        """What is new in a module for someone who holds an older version and is asked about the changes alone.

        :class:`Conflict` for everyone else.
        """
        from trainer.service.changes import module_changes

        return module_changes(self._desk, self._desk.module(name), progress(self._desk))

    def lesson(self, name: str, lesson_id: str) -> LessonView:
        """A lesson to read, and where the person was in it."""
        from trainer.service.reading import lesson_view

        module, lesson = self._lesson(name, lesson_id)
        text = self._desk.course.bodies[module.id].texts[lesson.id]
        return lesson_view(module, lesson, text, progress(self._desk))

    def keep_place(self, name: str, lesson_id: str, place: int) -> None:
        """Note where to come back to: 2500 is the middle of the third block, whatever the screen's width."""
        module, lesson = self._lesson(name, lesson_id)
        last = BLOCK * len(self._desk.course.bodies[module.id].texts[lesson.id].blocks) - 1
        self._read(module, lesson, min(max(place, 0), last), done=False)

    def finish_lesson(self, name: str, lesson_id: str) -> None:
        """Note that the lesson's end was reached; this may complete the module."""
        module, lesson = self._lesson(name, lesson_id)
        self._read(module, lesson, 0, done=True)

    def unclear(self, name: str) -> None:
        """Tell the authors that a lesson or question, by its id, is unclear. Who says so is not kept."""
        from trainer.service.unclear import say_unclear

        self._desk.require("learn.unclear")
        say_unclear(self._desk, name)

    def record(self) -> Record:
        """Everything that is kept about the person who asks."""
        from trainer.service.my_record import my_record

        return my_record(self._desk)

    def _leads(self, person: Person) -> bool:
        try:
            self._desk.require("reports.team")
        except NotAllowed:
            return False
        return leads(self._desk.store, person.roster.id)

    def _lesson(self, name: str, lesson_id: str) -> tuple[Module, Lesson]:
        module = self._desk.module(name)
        lesson = next((each for each in module.lessons if each.id.casefold() == lesson_id.casefold()), None)
        if lesson is None:
            known = ", ".join(each.id for each in module.lessons)
            raise InputError(f"{module.id} has no lesson {safe(lesson_id)!r}.", f"Its lessons are: {known}.")
        return module, lesson

    def _read(self, module: Module, lesson: Lesson, place: int, *, done: bool) -> None:
        with self._desk.learning() as (store, person):
            reading = Reading(
                person=person.n,
                module=module.id,
                lesson=lesson.id,
                major=module.major,
                place=place,
                read_digest=lesson.digest if done else None,
                read_at=self._desk.now() if done else None,
                begun_on=self._desk.today().isoformat(),
            )
            learning.keep_reading(store, reading)
            if done:
                from trainer.service import relearn
                from trainer.service.completing import complete_if_read

                complete_if_read(self._desk, store, person, module.id)
                relearn.note(self._desk, store, progress(self._desk), lesson.id)


def _tracks(so_far: Progress) -> tuple[TrackCard, ...]:
    cards = [
        TrackCard(
            id=each.track.id,
            title=each.track.title,
            due_on=each.due_on,
            status=each.status,
            done=sum(line.status in HELD for line in each.lines),
            parts=len(each.lines),
        )
        for each in by_track(so_far.lines)
        if each.due_on
    ]
    return tuple(sorted(cards, key=lambda c: (c.status in HELD, c.due_on)))


def _first(steps: list[NextStep]) -> NextStep:
    """What was begun first of all, then whatever else is left to do."""
    todo = [step for step in steps if step.step not in IDLE]
    begun = [step for step in todo if step.step == Step.RESUME]
    waiting = [step for step in steps if step.step == Step.WAIT]
    done = NextStep(step=Step.NOTHING, label="You are up to date. Nothing is due.")
    return next(iter(begun or todo or waiting), done)
