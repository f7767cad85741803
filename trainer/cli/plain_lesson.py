"""Reading a lesson in plain mode: block by block, from the place where the person was."""

from __future__ import annotations

from collections.abc import Callable

from trainer.cli import plain_unclear
from trainer.cli.plain_text import Paper, Talk, head_of
from trainer.content.body import Block, Callout, Prose
from trainer.errors import RecordsError
from trainer.service.module_views import LessonView
from trainer.service.training import Training
from trainer.service.views import BLOCK

_HELP = (
    "Press Enter to go on, type b for the part before, unclear to tell the authors that you do not follow, or q to"
    " leave; you come back to this place."
)


class LessonReading:
    """One lesson, read to its end or to where the person leaves."""

    def __init__(self, training: Training, talk: Talk, lesson: LessonView) -> None:
        self._training = training
        self._learn = training.learn
        self._talk = talk
        self._lesson = lesson
        self._warned = False

    def run(self) -> None:
        """Read on from the kept place; returns once the lesson's end is recorded."""
        lesson, talk = self._lesson, self._talk
        talk.say()
        talk.say(f"Lesson {lesson.number} of {lesson.of}: {lesson.title}")
        talk.say(f"About {lesson.minutes} minutes. Law as of {lesson.law_as_of}. Type ? for help.")
        at = lesson.place // BLOCK
        if at:
            talk.say(f"You go on where you stopped, at part {at + 1} of {len(lesson.blocks)}.")
        while at < len(lesson.blocks):
            self._keep(at)
            show_block(talk, lesson.blocks[at], reveal=self._reveal)
            last = at + 1 == len(lesson.blocks)
            at += self._turn("Press Enter to finish the lesson." if last else "Press Enter to go on.", back=at > 0)
        self._finish()

    def _reveal(self) -> None:
        self._talk.ask("Think first, then press Enter to see the answer.")

    def _turn(self, prompt: str, *, back: bool) -> int:
        """How many parts to move: 1, or -1 for the one before."""
        while True:
            typed = self._talk.ask(prompt).casefold()
            if not typed:
                return 1
            if typed == "b" and back:
                return -1
            if typed == plain_unclear.WORD:
                plain_unclear.tell(self._talk, self._training, self._lesson.id)
            else:
                self._talk.say(_HELP)

    def _keep(self, place: int) -> None:
        try:
            self._learn.keep_place(self._lesson.module, self._lesson.id, place * BLOCK)
        except RecordsError as error:
            if not self._warned:
                self._talk.say(f"Your place cannot be saved. {error}")
            self._warned = True

    def _finish(self) -> None:
        while True:
            try:
                self._learn.finish_lesson(self._lesson.module, self._lesson.id)
            except RecordsError as error:
                self._talk.say(f"That you read it could not be saved. {error}")
                self._talk.ask("Press Enter to try again, or type q to leave.")
            else:
                self._talk.say("You have read this lesson to its end. That is saved.")
                return


def show_block(paper: Paper, block: Block, *, reveal: Callable[[], None] | None = None) -> None:
    """One block of a lesson. ``reveal`` is called before a recall's answer; None shows it at once."""
    paper.say()
    if isinstance(block, Prose):
        paper.show(block.markdown)
        return
    paper.say(head_of(block))
    if isinstance(block, Callout):
        paper.show(block.markdown)
    else:
        if reveal is not None:
            reveal()
        paper.say("Answer:")
        paper.show(block.answer)
