"""Markdown whose tables share a narrow place fairly.

Textual lets the widest column keep its width until all others are one word wide; here each gives way by its share.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.layout import Layout
from textual.layouts.grid import GridLayout
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownBlock, MarkdownTable, MarkdownTableContent


class _Content(MarkdownTableContent):
    """A word that does not fit its column goes on in the next line: nothing is cut off."""

    DEFAULT_CSS = """
    _Content > .cell, _Content > .header { text-overflow: fold; }
    """

    def pre_layout(self, layout: Layout) -> None:
        super().pre_layout(layout)
        if isinstance(layout, GridLayout):
            layout.auto_minimum = False


class _Table(MarkdownTable):
    def compose(self) -> ComposeResult:
        for content in super().compose():
            if isinstance(content, MarkdownTableContent):
                yield _Content(content.headers, content.rows)


class TableText(Markdown):
    """Markdown with such tables."""

    def get_block_class(self, block_name: str) -> type[MarkdownBlock]:
        return _Table if block_name == "table_open" else super().get_block_class(block_name)
