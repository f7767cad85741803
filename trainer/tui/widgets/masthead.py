"""The line at the top of every screen: where the person is, and who they are."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from trainer.text import safe


class Masthead(Horizontal):
    """``where`` on the left, ``who`` on the right; both may be untrusted text."""

    def __init__(self, where: str, who: str = "") -> None:
        super().__init__()
        self._where = where
        self._who = who

    def compose(self) -> ComposeResult:
        brand = Content.assemble(("Trainer", "bold $primary"), "  ", safe(self._where))
        yield Static(brand, classes="where")
        yield Static(Content(safe(self._who)), classes="who")
