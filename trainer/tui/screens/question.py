"""One question, one decision. What is answered is recorded before anything else happens."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.errors import Conflict, TrainerError
from trainer.service.check_views import Feedback, LessonFirst, Presented
from trainer.service.training import Training
from trainer.tui import answers, navigation, unclear, words
from trainer.tui.answers.answer import Answer
from trainer.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


FEW_ROWS = 24
"""Below it a question and its options hardly fit."""


class QuestionScreen(Screen[None]):
    """The question whose turn it is in an attempt; after the last one, the result."""

    app: TrainerApp
    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        unclear.binding("question"),
        Binding("escape", "app.pop_screen", "Leave", id="question.leave", tooltip="Leave; come back to this question"),
    ]

    def __init__(self, training: Training, attempt: str) -> None:
        super().__init__()
        self._training = training
        self.attempt = attempt
        self._question: Presented | None = None
        self._widget: Answer | None = None
        self._request_id = ""
        self._reading = False
        """A lesson was opened from here, and is read now."""

    def compose(self) -> ComposeResult:
        yield Masthead("")
        yield Static(id="progress")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="stem")
        yield Static(id="ask")
        yield Static(id="said")
        yield Footer()

    def on_resize(self) -> None:
        self._spread()

    async def on_mount(self) -> None:
        await self._next()

    async def on_screen_resume(self) -> None:
        # Not while the lesson lies above: this comes for the screen that led there, too.
        if self._reading and self.app.screen is self:
            self._reading = False
            await self._next()

    def action_unclear(self) -> None:
        if self._question is not None:
            unclear.tell(self.app, self._question.question)

    @on(Answer.Changed)
    def _count(self, event: Answer.Changed) -> None:
        self._say(event.answer.missing() if event.answer.asked.choose > 1 else "")

    @on(Answer.Confirmed)
    async def answer(self, event: Answer.Confirmed) -> None:
        """Send the answer; if it cannot be saved, say so and stay."""
        if self.app.screen is not self or event.answer is not self._widget:
            # Enter twice: the first has been answered. Its feedback stands above, or another question has come.
            return
        if event.missing:
            self._say(event.missing)
        elif self._question is not None and self._question.asks_confidence:
            self._ask_confidence(event.given)
        else:
            await self._send(event.given, None)

    def _ask_confidence(self, given: tuple[str, ...]) -> None:
        from trainer.tui.screens.confidence import ConfidenceScreen

        async def then(confidence: int | None) -> None:
            await self._send(given, confidence)

        self.app.push_screen(ConfidenceScreen(), then)

    async def _send(self, given: tuple[str, ...], confidence: int | None) -> None:
        answer = self._training.checks.answer
        try:
            on_turn = self._question.question if self._question else ""
            feedback = answer(self.attempt, on_turn, given, self._request_id, confidence)
        except Conflict as error:
            self.app.notify(str(error), severity="warning", markup=False)
            await self._next()
        except TrainerError as error:
            self._say(f"Not saved. {error} Press Enter to try again.")
        else:
            if feedback is None:
                await self._next()
            else:
                self._explain(feedback)

    def _explain(self, feedback: Feedback) -> None:
        from trainer.tui.screens.feedback import FeedbackScreen

        self._say("")
        self.app.push_screen(FeedbackScreen(feedback), self._onward)

    async def _onward(self, go_on: bool | None) -> None:
        await self._next(leave=not go_on)

    async def _next(self, *, leave: bool = False) -> None:
        """The next question; the result after the last one, also for someone who wants to leave."""
        with navigation.telling(self.app):
            turn = self._training.checks.question(self.attempt)
            if turn is None:
                self.app.pop_screen()
                navigation.open_result(self.app, self.attempt)
            elif leave:
                self.app.pop_screen()
            elif isinstance(turn, LessonFirst):
                self._send_to_lesson(turn)
            else:
                await self._show(turn)

    def _send_to_lesson(self, first: LessonFirst) -> None:
        from trainer.tui.screens.lesson_first import LessonFirstScreen

        def then(read: bool | None) -> None:
            if not read:
                self.app.pop_screen()
                return
            self._reading = True
            navigation.open_lesson(self.app, first.module, first.lesson)

        self.app.push_screen(LessonFirstScreen(first), then)

    async def _show(self, question: Presented) -> None:
        self._question = question
        # One id for as long as this question is asked: a retry after a failed save can never answer it twice.
        self._request_id = uuid.uuid4().hex
        self.query_one(Masthead).say(question.heading)
        done = min(question.position - 1, question.total)
        self.query_one("#progress", Static).update(words.bar(done, question.total, 20) + f" {question.label}")
        self.query_one("#stem", Static).update(words.block(question.asked.stem))
        self.query_one("#body").scroll_home(animate=False)
        self._say(question.rule)
        await self.query(Answer).remove()
        widget = self._widget = answers.widget(question.asked)
        self.query_one("#body").display = not widget.tells_stem
        self.query_one("#ask", Static).update(Content(widget.hint))
        # Beside the stem, so that it scrolls to whatever is chosen.
        await self.mount(widget, after="#ask")
        widget.focus()
        self._spread()

    def _spread(self) -> None:
        """Few rows, or lines that do not all fit: the gaps go first."""
        self.set_class(self.app.size.height < FEW_ROWS, "-low")
        self.call_after_refresh(self._tighten)

    def _tighten(self) -> None:
        # Only once they are laid out is it known whether the lines fit.
        if any(lines.max_scroll_y for lines in self.query("Lines")):
            self.add_class("-low")

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))
