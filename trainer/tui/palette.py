"""The command palette, made to bear keys that come faster than it is drawn.

Textual's own closes a second time when Enter is pressed twice, which takes away the screen below it or ends the app,
and pages through a list that is not laid out yet.
"""

from __future__ import annotations

from contextlib import suppress

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Closes once."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        # Nothing is laid out yet, so there is no page to turn.
        with suppress(KeyError):
            super()._action_command_list(action)
