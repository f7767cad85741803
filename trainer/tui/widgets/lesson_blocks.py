"""A lesson's blocks as widgets: prose in Markdown, boxed callouts, recall questions that uncover their answer."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.content.body import Block, Callout, Prose, Recall
from trainer.text import safe, safe_block
from trainer.tui.widgets.table_text import TableText


def widgets(blocks: tuple[Block, ...]) -> Iterator[Widget]:
    """The widgets of a lesson; each knows the number of its block, from 0, as ``block_number``."""
    for number, block in enumerate(blocks):
        match block:
            case Prose():
                # One widget a section, so that the contents can lead to each.
                for section in sections(block.markdown):
                    yield ProseBlock(number, section)
            case Callout():
                yield CalloutBlock(number, block)
            case Recall():
                yield RecallBlock(number, block)


def sections(markdown: str) -> list[str]:
    """Markdown cut before each second-level heading."""
    cut = ("\n" + markdown).replace("\n## ", "\n\x00## ").split("\x00")
    return [section.strip("\n") for section in cut if section.strip()]


class ProseBlock(TableText):
    """A run of prose under one heading."""

    def __init__(self, block_number: int, markdown: str) -> None:
        super().__init__(safe_block(markdown), open_links=False)
        self.block_number = block_number
        first = markdown.lstrip().splitlines()[0] if markdown.strip() else ""
        self.heading = first.removeprefix("## ") if first.startswith("## ") else ""
        """Empty where the section has none."""


class CalloutBlock(Vertical):
    """A box with its kind in words."""

    def __init__(self, block_number: int, callout: Callout) -> None:
        super().__init__(classes=callout.callout.value)
        self.block_number = block_number
        self._callout = callout

    def compose(self) -> ComposeResult:
        yield Static(Content(safe(self._callout.head)), classes="callout-title")
        yield TableText(safe_block(self._callout.markdown), open_links=False)


class RecallBlock(Vertical):
    """A question to answer in one's head; the answer stays covered until asked for."""

    def __init__(self, block_number: int, recall: Recall) -> None:
        super().__init__()
        self.block_number = block_number
        self._recall = recall
        self.covered = True

    def compose(self) -> ComposeResult:
        yield Static(Content(f"Recall: {safe(self._recall.question, 500)}"), classes="callout-title")
        yield Static("Think first. Press R, or click, to see the answer.", classes="muted cover")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.uncover()

    def uncover(self) -> None:
        """Show the answer, once."""
        if self.covered:
            self.covered = False
            self.query_one(".cover").remove()
            self.mount(TableText(safe_block(self._recall.answer), open_links=False))
