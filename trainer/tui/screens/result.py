"""The result of an attempt, objective by objective, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.check_views import ObjectiveLine, Result
from trainer.service.training import Training
from trainer.text import plural, safe
from trainer.tui import navigation, words
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class ResultScreen(Screen[None]):
    """A finished attempt."""

    app: TrainerApp
    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "What comes next", id="result.onward", tooltip="The next thing to do"),
        Binding("v", "review", "Review answers", id="result.review", tooltip="Every question with its explanation"),
        Binding("h", "app.home", "Home", id="result.home", tooltip="Back to the first screen"),
        Binding("escape", "app.pop_screen", "Back", id="result.back", tooltip="Back to where you came from"),
    ]

    def __init__(self, training: Training, attempt: str) -> None:
        super().__init__()
        self._training = training
        self._result = training.checks.result(attempt)

    def compose(self) -> ComposeResult:
        result = self._result
        yield Masthead(f"{result.module}  {result.module_title}", "Result")
        with Reading(id="body"):
            yield Static(_headline(result), id="headline")
            yield Static("By objective", classes="title")
            for line in result.objectives:
                yield Static(_objective(line), classes="objective")
            yield Static(_advice(result), id="advice")
        yield Footer()

    def action_onward(self) -> None:
        if self.app.screen is self:
            navigation.onward(self.app, self._result.module)

    def action_review(self) -> None:
        self._review(1)

    def _review(self, position: int) -> None:
        from trainer.tui.screens.feedback import FeedbackScreen

        def then(go_on: bool | None) -> None:
            if go_on and position < self._result.total:
                self._review(position + 1)

        with navigation.telling(self.app):
            feedback = self._training.checks.feedback(self._result.attempt, position)
            self.app.push_screen(FeedbackScreen(feedback), then)


def _headline(result: Result) -> Content:
    said, style = ("✓ Passed", "bold $text-success") if result.passed else ("✗ Not passed yet", "bold $text-error")
    partly = (
        ", partly right ones counted in part"
        if round(result.percent) != round(100 * result.right / result.total)
        else ""
    )
    score = f"   {result.right} of {result.total} right, {result.percent:.0f} %{partly} (you need {result.pass_mark} %)"
    return Content.assemble((said, style), score)


def _objective(line: ObjectiveLine) -> Content:
    mark, style = ("✓ met    ", "$text-success") if line.met else ("✗ not yet", "$text-error")
    critical = "  (critical)" if line.critical else ""
    counted = f" {words.points(line.points)} of {line.asked}   "
    return Content.assemble(
        (mark, style), "  ", words.bar(line.points, line.asked), counted, safe(line.text), (critical, "$text-muted")
    )


def _advice(result: Result) -> Content:
    """What the result means, in plain words."""
    if result.completed:
        return Content("This module is completed, and it is in your record.")
    if result.passed and result.lessons_left:
        left = plural(len(result.lessons_left), "lesson")
        return Content(
            f"The module counts as completed once you have read {left} to the end. Enter opens the next one."
        )
    if result.passed:
        return Content("Passed. The module has changed since, so it does not count as completed yet.")
    missed = plural(result.missed_critical, "critical question")
    critical = f" You missed {missed}: those have to be right, whatever the score." if result.missed_critical else ""
    lessons = ", ".join(
        dict.fromkeys(f"“{safe(line.lesson)}”" for line in result.objectives if not line.met and line.lesson)
    )
    again = f" Read {lessons}, then take a fresh check with other questions." if lessons else ""
    return Content(f"Nothing is lost, and no report shows your answers.{critical}{again}")
