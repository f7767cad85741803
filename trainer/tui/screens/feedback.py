"""What is said once an answer stands in the records: how it did, and why."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.check_views import Explained, Feedback, Verdict
from trainer.text import safe
from trainer.tui import words
from trainer.tui.widgets.hanging import hanging
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.reading import Reading

_LONGEST = 500
_STYLES = {
    Verdict.RIGHT: ("✓ Right.", "bold $text-success"),
    Verdict.PARTLY: ("◐ Partly right.", "bold $text-warning"),
    Verdict.WRONG: ("✗ Not quite.", "bold $text-error"),
}


class FeedbackScreen(Screen[bool]):
    """Explains the chosen option and the right one; the others on request. True: go on. False: stop here."""

    CSS_PATH = "feedback.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Continue", id="feedback.on", tooltip="Go on to the next question"),
        Binding("escape", "dismiss(False)", "Back", id="feedback.back", tooltip="Leave; come back to what follows"),
        Binding("w", "others", "Why not the others", id="feedback.others", tooltip="Explain every option"),
    ]

    def __init__(self, feedback: Feedback) -> None:
        super().__init__()
        self._feedback = feedback
        self._all = False

    def compose(self) -> ComposeResult:
        feedback = self._feedback
        yield Masthead(f"Question {feedback.position} of {feedback.total}")
        said, style = _STYLES[feedback.verdict]
        yield Static(Content.assemble((said, style), ("  Your answer is saved.", "$text-muted")), id="verdict")
        with Reading(id="body"):
            yield Static(words.block(feedback.stem), id="stem")
            for at, choice in enumerate(feedback.choices):
                classes = "key" if choice.key else "chosen" if choice.chosen else "other"
                yield Static(self._option(at, choice), classes=f"option {classes}")
            yield Static(words.plain("Sources: " + ", ".join(feedback.refs)), id="refs")
        yield Footer()

    def action_others(self) -> None:
        self._all = not self._all
        for at, (widget, choice) in enumerate(
            zip(self.query(".option").results(Static), self._feedback.choices, strict=True)
        ):
            widget.update(self._option(at, choice))

    def _option(self, at: int, choice: Explained) -> Table:
        tags = [tag for tag, told in (("right answer", choice.key), ("your choice", choice.chosen)) if told]
        mark = "✓" if choice.key else "✗" if choice.chosen else " "
        text = safe(choice.text, _LONGEST) + (f"  ({', '.join(tags)})" if tags else "")
        explained = choice.key or choice.chosen or self._all
        grid = hanging(f"{mark} {words.LETTERS[at]}  ", text, style="bold" if explained else "dim")
        if explained:
            grid.add_row("", Text(safe(choice.why, _LONGEST)))
        return grid
