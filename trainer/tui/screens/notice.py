"""The privacy notice, before anything is recorded about the person who reads it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.notice import Notice
from trainer.service.training import Training
from trainer.text import safe, safe_block
from trainer.tui import navigation
from trainer.tui.widgets.masthead import Masthead


class NoticeScreen(Screen[bool]):
    """Dismissed with True once it was acknowledged, with False by whoever goes back."""

    CSS_PATH = "notice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "acknowledge", "I have seen this", id="notice.seen", tooltip="Go on: you agree to nothing"),
        Binding(
            "escape",
            "dismiss(False)",
            "Not now",
            key_display="Esc",
            id="notice.back",
            tooltip="Go back",
        ),
        Binding("down,space", "scroll(1)", "Read on", key_display="↓", id="notice.down", tooltip="Read on"),
        Binding("up", "scroll(-1)", "Back up", show=False, id="notice.up", tooltip="Back up"),
    ]

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._notice: Notice = training.privacy.notice()

    def compose(self) -> ComposeResult:
        yield Masthead(self._notice.title, "")
        with VerticalScroll(id="notice"):
            for part in self._notice.parts:
                yield Static(safe(part.title), classes="title", markup=False)
                yield Static(Content(safe_block(part.text)))
        yield Static("You are told this and agree to nothing; Enter says that you have seen it.", id="asked")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#notice").focus()

    def action_scroll(self, way: int) -> None:
        notice = self.query_one("#notice", VerticalScroll)
        notice.scroll_relative(y=way * max(1, notice.size.height - 2), animate=False)

    def action_acknowledge(self) -> None:
        with navigation.telling(self.app):
            self._training.privacy.acknowledge(self._notice.digest)
            self.dismiss(result=True)
