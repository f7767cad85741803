"""What is new in a module for someone who holds an older version; then the questions about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.content.difference import Mark, Passage
from trainer.service import changes_words
from trainer.service.changes_views import LessonChange
from trainer.service.training import Training
from trainer.text import safe_block
from trainer.tui import navigation, words
from trainer.tui.widgets.hanging import hanging
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_WAS, _NOW, _SAME = "− was  ", "+ now  ", "       "


class ChangesScreen(Screen[None]):
    """What its author says of the new version, and how each lesson changed."""

    app: TrainerApp
    CSS_PATH = "changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", id="changes.answer", tooltip="The questions about what is new"),
        Binding("escape", "app.pop_screen", "Back", id="changes.back", tooltip="Back to where you came from"),
    ]

    def __init__(self, training: Training, module: str) -> None:
        super().__init__()
        self._changes = training.learn.changes(module)

    def compose(self) -> ComposeResult:
        changes = self._changes
        yield Masthead(f"{changes.module}  What is new in version {changes.now}", f"you know {changes.before}")
        with Reading(id="body"):
            yield Static(words.plain(changes.title), classes="title")
            for said in changes.said:
                yield Static(words.block(said))
            yield Static("You are asked about this, and nothing else", classes="title")
            for objective in changes.objectives:
                yield Static(hanging("• ", safe_block(objective)))
            yield Static(words.plain(changes_words.stays(changes)), classes="muted")
            for lesson in changes.lessons:
                yield from _lesson(lesson)
        yield Static(Content(f"Enter: {changes_words.to_do(changes)}.  Space reads on."), id="next")
        yield Footer()

    def action_answer(self) -> None:
        if self.app.screen is not self:
            return
        # Whoever leaves the questions comes back to where the changes were opened, not to what was new before.
        self.app.pop_screen()
        navigation.open_check(self.app, self._changes.module)


def _lesson(lesson: LessonChange) -> Iterator[Static]:
    yield Static(words.plain(changes_words.heading(lesson)), classes="title")
    if note := changes_words.note(lesson):
        yield Static(words.plain(note))
    for passage in lesson.passages:
        yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[Static]:
    """What was, above what is; words that differ are underlined in both."""
    if passage.mark is Mark.CUT:
        yield Static(hanging(_SAME, "…"), classes="passage muted")
        return
    if passage.mark is Mark.KEPT:
        yield Static(hanging(_SAME, _words(passage, Mark.KEPT)), classes="passage muted")
        return
    if passage.mark is not Mark.ADDED:
        yield Static(hanging(_WAS, _words(passage, Mark.REMOVED)), classes="passage was")
    if passage.mark is not Mark.REMOVED:
        yield Static(hanging(_NOW, _words(passage, Mark.ADDED)), classes="passage now")


def _words(passage: Passage, side: Mark) -> Text:
    """The paragraph as it was or as it is."""
    differs = "bold underline" if passage.mark is Mark.CHANGED else ""
    shown = [run for run in passage.runs if run.mark in (Mark.KEPT, side)]
    text = Text()
    for at, run in enumerate(shown):
        text.append(" " if at else "")
        text.append(safe_block(run.text), style=differs if run.mark is side else "")
    return text
