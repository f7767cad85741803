"""The keys that work on the screen below, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_ALWAYS = (
    "Everything you answer is saved at once; closing the terminal loses nothing.\n"
    "Ctrl+P opens the command palette: home, my record, my team, themes, quit.\n"
    "'trainer learn --plain' does the same line by line, for screen readers and simple terminals."
)


class HelpScreen(ModalScreen[None]):
    """Made from the bindings themselves, so that it cannot say what is not so."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,enter,q", "dismiss", "Close", key_display="Esc", id="help.close")
    ]

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._active = tuple(bindings)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box"):
            yield Static("Keys on this screen", classes="title")
            yield Static(Content("\n").join(self._lines()))
            yield Static(_ALWAYS, id="always", markup=False)
            yield Static("Esc closes this.", classes="muted")

    def _lines(self) -> list[Content]:
        lines: dict[str, Content] = {}
        for active in self._active:
            binding = active.binding
            if binding.description and not binding.system and binding.id:
                key = self.app.get_key_display(binding)
                said = active.tooltip or binding.description
                lines.setdefault(binding.id, Content.assemble((key.ljust(10), "bold $primary"), said))
        return list(lines.values())
