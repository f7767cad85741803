"""The application: themes, navigation and manners. What it shows and does comes from the Training API.

Invariant: closing the terminal at any moment loses nothing, because every answer was recorded before its feedback was
drawn; so a signal to end simply ends, with the terminal put back as it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.events import Resize
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from trainer.service.training import Training
from trainer.tui import navigation, themes
from trainer.tui.driver import tolerant_driver
from trainer.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from trainer.tui.screens.too_small import TooSmallScreen

SECONDS_TO_END = 5
"""After a signal; whatever was answered is on the disk long before."""
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

    kept = "Your answer is saved."
    """Said once an answer was given."""

    # The default, not set in __init__: that would read every style sheet once more before the first frame.
    theme = Reactive(themes.DARK.name)

    def __init__(self, training: Training, module: str | None = None) -> None:
        super().__init__(driver_class=tolerant_driver())
        self.training = training
        self._module = module
        self._cover: TooSmallScreen | None = None
        self.unclear: set[str] = set()
        """Lessons and questions that were said to be unclear in this sitting."""
        self.failure: Exception | None = None
        """What ended the app against its will."""
        # Where the footer's keys do not all fit, the palette's gives way.
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
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
                asyncio.get_running_loop().add_signal_handler(number, self._leave, number)
        if self._module is not None:
            navigation.open_module(self, self._module)

    def _leave(self, number: int) -> None:
        """End as the signal asks; and if that hangs, as on a terminal that is gone, end all the same."""
        if hasattr(signal, "alarm"):
            signal.alarm(SECONDS_TO_END)
        self.exit(None, 128 + number)

    def get_default_screen(self) -> HomeScreen:
        """Home lies at the bottom, so that no empty screen is drawn before it."""
        return HomeScreen(self.training)

    def on_resize(self, event: Resize) -> None:
        self._fit(too_small=event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1])

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
        yield SystemCommand("My team", "Where your people stand", lambda: navigation.open_team(self))
        yield SystemCommand("Help", "The keys that work here", self.action_help)
        for name, theme in themes.ALL.items():
            yield SystemCommand(
                f"{name} theme", "Change the colours", lambda wanted=theme.name: self._use_theme(wanted)
            )
        yield SystemCommand("Quit", "Everything answered is saved", self.exit)

    def _use_theme(self, name: str) -> None:
        self.theme = name

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Below the smallest size nothing opens above the screen that says so; leaving always works."""
        return action == "quit" if self._cover is not None else super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        # Textual looks at the top screen only, and a second palette has the id of the first.
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            from trainer.tui.palette import Palette

            self.push_screen(Palette(id="--command-palette"))

    def _fit(self, *, too_small: bool) -> None:
        if too_small and self._cover is None:
            from trainer.tui.screens.too_small import TooSmallScreen

            self._cover = TooSmallScreen(*SMALLEST)
            self.push_screen(self._cover)
        elif self._cover is not None and not too_small:
            cover, self._cover = self._cover, None
            while cover in self.screen_stack:
                self.pop_screen()

    def _handle_exception(self, error: Exception) -> None:
        """Remember what ended the app, for :func:`run` to raise: Textual would print it with every local value."""
        self.failure = error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def run(training: Training, module: str | None = None) -> int:
    """Run the UI until the person leaves; returns the exit code.

    Raises whatever keeps it from starting (:class:`~trainer.errors.TrainerError`) before the terminal is touched, and
    whatever ended it against its will once the terminal is as it was.
    """
    training.learn.begin()
    if module is not None:
        training.learn.module(module)
    return finish(TrainerApp(training, module))


def finish(app: TrainerApp) -> int:
    """Run an app to its end; its exit code, or whatever ended it against its will."""
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
