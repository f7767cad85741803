"""A plain screen for a terminal in which nothing fits."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class TooSmallScreen(Screen[None]):
    """Covers everything until the terminal has grown."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        self._needs = f"Too small: needs {columns}×{rows}. Nothing is lost; make the window larger. Ctrl+Q leaves."

    def compose(self) -> ComposeResult:
        yield Static(self._needs, markup=False)
