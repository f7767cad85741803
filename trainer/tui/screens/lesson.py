"""A lesson to read: to its end, from where one stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.training import Training
from trainer.service.views import Step
from trainer.text import safe
from trainer.tui import navigation, unclear, words
from trainer.tui.widgets.lesson_blocks import ProseBlock, RecallBlock, widgets
from trainer.tui.widgets.lesson_text import LessonText
from trainer.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class LessonScreen(Screen[None]):
    """One lesson. Its end being on the screen is what "read" means."""

    app: TrainerApp
    CSS_PATH = "lesson.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "Read on", id="lesson.onward", tooltip="Read on; at the end, what comes next"),
        Binding("r", "recall", "Recall", id="lesson.recall", tooltip="Uncover the recall answer that shows"),
        Binding("c", "contents", "Contents", id="lesson.contents", tooltip="The lesson's sections"),
        unclear.binding("lesson"),
        Binding("escape", "back", "Back", id="lesson.back", tooltip="Back; your place is kept"),
    ]

    def __init__(self, training: Training, module: str, lesson: str) -> None:
        super().__init__()
        self._training = training
        self._view = training.learn.lesson(module, lesson)
        self._at = self._view.place
        """The place at the top of the screen; it stays there when the text is laid out anew."""
        # Also for a lesson that was read before: an attempt may have asked to read it once more.
        self._ended = False
        self._next = "Enter goes on to what comes next."
        """Said at the end."""

    def compose(self) -> ComposeResult:
        view = self._view
        yield Masthead(f"{view.module}  Lesson {view.number} of {view.of}", f"{view.minutes} min")
        with LessonText(id="text"):
            yield Static(words.plain(view.title), classes="title")
            yield from widgets(view.blocks)
            yield Static(
                words.plain(f"Sources: {', '.join(view.refs)}. Law as of {words.day(view.law_as_of)}."), id="refs"
            )
        yield Static(id="where")
        yield Footer()

    def on_mount(self) -> None:
        scroll = self._text
        self.watch(scroll, "scroll_y", self._moved, init=False)
        # Markdown lays itself out bit by bit, and again when the terminal gets another width.
        self.watch(scroll, "virtual_size", self._laid_out, init=False)
        scroll.focus()

    def action_recall(self) -> None:
        # Not one further down: going there would jump over text that nobody has read.
        page = self._text.region
        shown = (recall for recall in self.query(RecallBlock) if recall.covered and recall.region.overlaps(page))
        if (covered := next(shown, None)) is not None:
            covered.uncover()
            covered.call_after_refresh(covered.scroll_visible, animate=False)
        elif any(recall.covered for recall in self.query(RecallBlock)):
            self.app.notify("The recall questions come further on.", markup=False)

    def action_contents(self) -> None:
        from trainer.tui.screens.contents import ContentsScreen

        headed = [prose for prose in self.query(ProseBlock) if prose.heading]
        self.app.push_screen(ContentsScreen([prose.heading for prose in headed]), lambda at: self._go(headed, at))

    def action_unclear(self) -> None:
        unclear.tell(self.app, self._view.id)

    def action_onward(self) -> None:
        if self.app.screen is not self:
            return
        if not self._text.at_end:
            self._text.action_page_down()
            return
        self._finish()
        navigation.onward(self.app, self._view.module)

    def action_back(self) -> None:
        if not self._ended:
            self._keep_place()
        self.app.pop_screen()

    @property
    def _text(self) -> LessonText:
        return self.query_one(LessonText)

    def _go(self, headed: list[ProseBlock], at: int | None) -> None:
        if at is not None:
            self._text.scroll_to_widget(headed[at], top=True, animate=False)

    def _laid_out(self) -> None:
        self._text.show(self._at)
        self._say_where()

    def _moved(self) -> None:
        self._at = self._text.top
        self._say_where()

    def _say_where(self) -> None:
        text, where = self._text, self.query_one("#where", Static)
        if text.at_end:
            self._finish()
            where.update(Content(f"End of the lesson. {self._next}"))
        else:
            where.update(words.bar(text.share, 1, 20) + f" {100 * text.share:.0f} % read")

    def _finish(self) -> None:
        if self._ended:
            return
        with navigation.telling(self.app):
            self._training.learn.finish_lesson(self._view.module, self._view.id)
            self._ended = True
            then = self._training.learn.module(self._view.module).card.next
            rest = then.step in (Step.NOTHING, Step.WAIT)
            self._next = safe(then.label if rest else f"Enter: {then.label}")

    @property
    def place(self) -> tuple[str, str, int]:
        """Module, lesson, and the place at the top of the screen, in parts of a block."""
        return self._view.module, self._view.id, self._at

    def _keep_place(self) -> None:
        with navigation.telling(self.app):
            self._training.learn.keep_place(*self.place)
