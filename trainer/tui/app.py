"""The application: themes, navigation and manners. What it shows and does comes from the Training API.

Invariant: closing the terminal at any moment loses nothing, because every answer was recorded before its feedback was
drawn; so a signal to end simply ends, with the terminal put back as it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from trainer.service.training import Training
from trainer.tui import navigation, themes
from trainer.tui.driver import tolerant_driver
from trainer.tui.screens.home import HomeScreen

SMALLEST = (60, 20)
"""Columns and rows below which nothing fits; a plain screen says so."""


class TrainerApp(App[int]):
    """Trainer in a terminal, for the person at the keyboard."""

    TITLE = "Trainer"
    # Short on purpose: the first frame waits for every rule. Home's are here: a default screen's own are not read.
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1,question_mark", "help", "Help", key_display="F1", id="help", tooltip="Keys that work on this screen"
        ),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True, id="interrupt"),
        Binding("ctrl+q", "quit", "Quit", show=False, id="quit"),
    ]

    # The default, not set in __init__: that would read every style sheet once more before the first frame.
    theme = Reactive(themes.DARK.name)

    def __init__(self, training: Training, module: str | None = None) -> None:
        super().__init__(driver_class=tolerant_driver())
        self.training = training
        self._module = module
        self._covered = False
        # Nothing glides: over a slow line it would lag, and it tires some readers.
        self.animation_level = "none"
        for theme in themes.ALL.values():
            self.register_theme(theme)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Ours are there from the first style sheet on, before they can be registered."""
        return next((t for t in themes.ALL.values() if t.name == theme_name), None) or super().get_theme(theme_name)

    def on_mount(self) -> None:
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            # Not every loop or thread can take signals (Windows, tests): then the default stands.
            with contextlib.suppress(RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)
        if self._module is not None:
            navigation.open_module(self, self._module)

    def get_default_screen(self) -> HomeScreen:
        """Home lies at the bottom, so that no empty screen is drawn before it."""
        return HomeScreen(self.training)

    def on_resize(self, event: Resize) -> None:
        self._cover(too_small=event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1])

    def action_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_record(self) -> None:
        from trainer.tui.screens.record import RecordScreen

        if not isinstance(self.screen, RecordScreen):
            with navigation.telling(self):
                self.push_screen(RecordScreen(self.training))

    def action_help(self) -> None:
        from trainer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings.values()))

    async def action_quit(self) -> None:
        self.exit(0)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing: the UI writes no file where it may run for someone else (DESIGN section 8)."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing: the UI opens no address where it may run for someone else (DESIGN section 8)."""

    def get_system_commands(self, _screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Home", "What is due, and what to do next", self.action_home)
        yield SystemCommand("My record", "Everything that is kept about you", self.action_record)
        yield SystemCommand("Help", "The keys that work here", self.action_help)
        for name, theme in themes.ALL.items():
            yield SystemCommand(
                f"{name} theme", "Change the colours", lambda wanted=theme.name: self._use_theme(wanted)
            )
        yield SystemCommand("Quit", "Everything answered is saved", self.exit)

    def _use_theme(self, name: str) -> None:
        self.theme = name

    def _cover(self, *, too_small: bool) -> None:
        if too_small and not self._covered:
            from trainer.tui.screens.too_small import TooSmallScreen

            self.push_screen(TooSmallScreen(*SMALLEST))
        elif self._covered and not too_small:
            self.pop_screen()
        self._covered = too_small


def run(training: Training, module: str | None = None) -> int:
    """Run the UI until the person leaves; returns the exit code.

    Raises whatever keeps it from starting (:class:`~trainer.errors.TrainerError`) before the terminal is touched.
    """
    training.learn.begin()
    if module is not None:
        training.learn.module(module)
    app = TrainerApp(training, module)
    app.run()
    return app.return_code or 0
