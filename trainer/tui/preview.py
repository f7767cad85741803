"""The UI over a draft: it ends when the draft's files change, and says where the author was, to open there anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trainer.service.training import Training
from trainer.tui import navigation
from trainer.tui.app import TrainerApp, finish
from trainer.tui.screens.lesson import LessonScreen
from trainer.tui.screens.module import ModuleScreen

SECONDS = 0.5
"""How often the files are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the course an author is."""

    module: str = ""
    """Empty at home."""
    lesson: str = ""
    """Empty on the module's own screen, or at a question."""
    block: int = 0
    """The place in the lesson at the top of the screen, as the service counts it."""


class PreviewApp(TrainerApp):
    """The learner's app, opened at a place, and closed once ``stale`` says that the files have changed."""

    kept = "A preview: nothing is recorded."

    def __init__(self, training: Training, at: Place, stale: Callable[[], bool]) -> None:
        super().__init__(training, at.module or None)
        self._at = at
        self._stale = stale
        self.left_at: Place | None = None
        """Where the author was when the files changed; None where they left."""

    def on_mount(self) -> None:
        # Called beside the learner's own, not in its place: that opens the module, and the lesson comes above it.
        self.call_after_refresh(self._open_lesson)
        self.set_interval(SECONDS, self._look)

    def _open_lesson(self) -> None:
        if self._at.lesson:
            navigation.open_lesson(self, self._at.module, self._at.lesson)

    def _look(self) -> None:
        if self._stale():
            self.left_at = self._place()
            self.exit(0)

    def _place(self) -> Place:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, LessonScreen):
                module, lesson, block = screen.place
                return Place(module=module, lesson=lesson, block=block)
            if isinstance(screen, ModuleScreen):
                return Place(module=screen.module)
        return Place()


def preview(training: Training, at: Place, stale: Callable[[], bool]) -> tuple[int, Place | None]:
    """Run it until the author leaves, or the files change: the exit code, and where to open it anew."""
    app = PreviewApp(training, at, stale)
    return finish(app), app.left_at
