"""What is said once an answer stands in the records: how it did, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.check_views import Explained, Feedback, Verdict
from trainer.text import safe
from trainer.tui import unclear, words
from trainer.tui.widgets.hanging import hanging
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_LONGEST = 500
_STYLES = {
    Verdict.RIGHT: ("✓ Right.", "bold $text-success"),
    Verdict.PARTLY: ("◐ Partly right.", "bold $text-warning"),
    Verdict.WRONG: ("✗ Not quite.", "bold $text-error"),
}


_KEPT = "What would have been right stays closed for the next attempt."


class FeedbackScreen(Screen[bool]):
    """Explains the chosen option and the right one; the others on request. True: go on. False: stop here."""

    app: TrainerApp
    CSS_PATH = "feedback.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Continue", id="feedback.on", tooltip="Go on to the next question"),
        Binding("escape", "dismiss(False)", "Back", id="feedback.back", tooltip="Leave; come back to what follows"),
        unclear.binding("feedback"),
        Binding("w", "others", "Why not the others", id="feedback.others", tooltip="Explain every option"),
    ]

    def __init__(self, feedback: Feedback) -> None:
        super().__init__()
        self._feedback = feedback
        self._all = False

    def compose(self) -> ComposeResult:
        feedback = self._feedback
        yield Masthead(feedback.label)
        said, style = _STYLES[feedback.verdict]
        yield Static(Content.assemble((said, style), (f"  {self.app.kept}", "$text-muted")), id="verdict")
        with Reading(id="body"):
            yield Static(words.block(feedback.stem), id="stem")
            yield from self._parts()
            if feedback.why:
                yield Static(words.block(feedback.why), classes="option key" if not feedback.choices else "option why")
            if feedback.keys_kept:
                yield Static(_KEPT, classes="muted")
            yield Static(words.plain("Sources: " + ", ".join(feedback.refs)), id="refs")
        yield Footer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is something that was neither chosen nor right."""
        if action == "others":
            return any(not (part.key or part.chosen) and part.why for part in self._feedback.choices)
        return super().check_action(action, parameters)

    def action_unclear(self) -> None:
        unclear.tell(self.app, self._feedback.question)

    def action_others(self) -> None:
        self._all = not self._all
        widgets = self.query(".part").results(Static)
        for widget, part in zip(widgets, self._feedback.choices, strict=True):
            widget.update(self._part(part))

    def _parts(self) -> ComposeResult:
        group = ""
        for part in self._feedback.choices:
            if part.group != group:
                group = part.group
                yield Static(words.block(group), classes="scene")
            classes = "key" if part.key else "chosen" if part.chosen else "other"
            yield Static(self._part(part), classes=f"option part {classes}")

    def _part(self, part: Explained) -> Table:
        own = self._feedback.all_own
        told = (("right answer", part.key and not own), ("your choice", part.chosen and not own))
        tags = [tag for tag, is_told in told if is_told] + ([safe(part.note, _LONGEST)] if part.note else [])
        mark = "✓" if part.key else "✗" if part.chosen else " "
        text = safe(part.text, _LONGEST) + (f"  ({', '.join(tags)})" if tags else "")
        explained = part.key or part.chosen or self._all
        grid = hanging(f"{mark} {part.label}  ", text, style="bold" if explained else "dim")
        if explained and part.why:
            grid.add_row("", Text(safe(part.why, _LONGEST)))
        return grid
