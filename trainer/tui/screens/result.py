"""The result of an attempt, objective by objective, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.service.advice import advice
from trainer.service.check_views import ObjectiveLine, Result
from trainer.service.training import Training
from trainer.text import safe
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
        yield Masthead(result.heading, "Result")
        with Reading(id="body"):
            yield Static(_headline(result), id="headline")
            yield Static("By objective", classes="title")
            for line in result.objectives:
                yield Static(_objective(line), classes="objective")
            yield Static(Content(advice(result)), id="advice")
        yield Footer()

    def action_onward(self) -> None:
        if self.app.screen is not self:
            return
        if self._result.kind == AttemptKind.CERTIFICATION and not self._result.passed:
            # Not at once into the next one: the lessons come first.
            self.app.action_home()
        else:
            navigation.onward(self.app, self._result.module)

    def action_review(self) -> None:
        self._review(self._result.positions)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be nothing to look at: the right answers of a failed examination stay closed."""
        return bool(self._result.positions) if action == "review" else super().check_action(action, parameters)

    def _review(self, positions: tuple[int, ...]) -> None:
        from trainer.tui.screens.feedback import FeedbackScreen

        def then(go_on: bool | None) -> None:
            if go_on and positions[1:]:
                self._review(positions[1:])

        with navigation.telling(self.app):
            feedback = self._training.checks.feedback(self._result.attempt, positions[0])
            self.app.push_screen(FeedbackScreen(feedback), then)


def _headline(result: Result) -> Content:
    said, style = ("✓ Passed", "bold $text-success") if result.passed else ("✗ Not passed yet", "bold $text-error")
    if result.kind not in EVIDENCE:
        said, style = "✓ Done", "bold $text-success"
    return Content.assemble((said, style), f"   {words.score(result)}")


def _objective(line: ObjectiveLine) -> Content:
    mark, style = ("✓ met    ", "$text-success") if line.met else ("✗ not yet", "$text-error")
    critical = "  (critical)" if line.critical else ""
    good = f"  ({line.made_good} made good)" if line.made_good else ""
    counted = f" {words.points(line.points)} of {line.asked}   "
    bar = words.bar(line.points, line.asked)
    return Content.assemble((mark, style), "  ", bar, counted, safe(line.text), (critical + good, "$text-muted"))
