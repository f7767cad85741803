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
from trainer.service.check_views import Feedback, Presented
from trainer.service.training import Training
from trainer.tui import navigation, words
from trainer.tui.widgets.choices import Choices
from trainer.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


class QuestionScreen(Screen[None]):
    """The question whose turn it is in an attempt; after the last one, the result."""

    app: TrainerApp
    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Leave", id="question.leave", tooltip="Leave; come back to this question"),
    ]

    def __init__(self, training: Training, attempt: str) -> None:
        super().__init__()
        self._training = training
        self._attempt = attempt
        self._question: Presented | None = training.checks.question(attempt)
        self._request_id = ""

    def compose(self) -> ComposeResult:
        title = f"{self._question.module}  {self._question.module_title}" if self._question else ""
        yield Masthead(title)
        yield Static(id="progress")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="stem")
        yield Static(id="ask")
        yield Static(id="said")
        yield Footer()

    async def on_mount(self) -> None:
        await self._show(self._question)

    @on(Choices.Changed)
    def _count(self, event: Choices.Changed) -> None:
        self._say(self._missing(event.chosen) if self._several else "")

    @on(Choices.Confirmed)
    async def answer(self, event: Choices.Confirmed) -> None:
        """Send the answer; if it cannot be saved, say so and stay."""
        if self.app.screen is not self:
            # Enter twice: the first has been answered, and its feedback stands above.
            return
        if missing := self._missing(event.chosen):
            self._say(missing)
            return
        try:
            self._explain(self._training.checks.answer(self._attempt, self._on_turn, event.chosen, self._request_id))
        except Conflict as error:
            self.app.notify(str(error), severity="warning", markup=False)
            await self._next()
        except TrainerError as error:
            self._say(f"Not saved. {error} Press Enter to try again.")

    @property
    def _on_turn(self) -> str:
        return self._question.question if self._question else ""

    @property
    def _several(self) -> bool:
        return self._question is not None and self._question.choose > 1

    def _explain(self, feedback: Feedback) -> None:
        from trainer.tui.screens.feedback import FeedbackScreen

        self._say("")
        self.app.push_screen(FeedbackScreen(feedback), self._onward)

    async def _onward(self, go_on: bool | None) -> None:
        await self._next(leave=not go_on)

    async def _next(self, *, leave: bool = False) -> None:
        """The next question; the result after the last one, also for someone who wants to leave."""
        with navigation.telling(self.app):
            question = self._training.checks.question(self._attempt)
            if leave and question is not None:
                self.app.pop_screen()
                return
            await self._show(question)

    async def _show(self, question: Presented | None) -> None:
        self._question = question
        if question is None:
            self.app.pop_screen()
            navigation.open_result(self.app, self._attempt)
            return
        # One id for as long as this question is asked: a retry after a failed save can never answer it twice.
        self._request_id = uuid.uuid4().hex
        count = f" Question {question.position} of {question.total}"
        self.query_one("#progress", Static).update(words.bar(question.position - 1, question.total, 20) + count)
        self.query_one("#stem", Static).update(words.block(question.stem))
        mark = (
            f"Mark {_NUMBERS[question.choose]}, with letters or Space"
            if question.choose > 1
            else "Choose with a letter or the arrows"
        )
        self.query_one("#ask", Static).update(Content(f"{mark}; Enter answers."))
        self.query_one("#body").scroll_home(animate=False)
        await self.query(Choices).remove()
        choices = Choices(question.choices, question.choose)
        # A list of its own beside the stem, so that it scrolls to whatever is chosen.
        await self.mount(choices, after="#ask")
        choices.focus()

    def _missing(self, chosen: tuple[str, ...]) -> str:
        """What is still to choose, in words; empty where the choice is whole."""
        wanted = self._question.choose if self._question else 1
        if wanted == 1:
            return "" if chosen else "Choose an answer first: a letter, or the arrow keys."
        if len(chosen) == wanted:
            return ""
        have = _NUMBERS[min(len(chosen), len(_NUMBERS) - 1)]
        return f"Choose {_NUMBERS[wanted]}; you have chosen {have}."

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))
