"""Going from screen to screen. A screen's code is read when somebody first goes there.

Invariant: what cannot be done is said, and one stays where one was; no error of the records ends the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trainer.errors import TrainerError
from trainer.service.views import NextStep, Step

if TYPE_CHECKING:
    from textual.app import App

    from trainer.tui.app import TrainerApp


@contextmanager
def telling(app: App[Any]) -> Iterator[None]:
    """Say what went wrong inside, and go on."""
    try:
        yield
    except TrainerError as error:
        app.notify(str(error), severity="error", markup=False)


def open_module(app: TrainerApp, name: str) -> None:
    """Show a module above whatever is shown now."""
    from trainer.tui.screens.module import ModuleScreen

    with telling(app):
        app.push_screen(ModuleScreen(app.training, name))


def open_lesson(app: TrainerApp, module: str, lesson: str) -> None:
    """Show a lesson above whatever is shown now."""
    from trainer.tui.screens.lesson import LessonScreen

    _once_told(app, lambda: app.push_screen(LessonScreen(app.training, module, lesson)))


def open_check(app: TrainerApp, module: str) -> None:
    """Begin or resume a module's check."""
    open_test(app, NextStep(step=Step.CHECK, module=module, label=""))


def open_changes(app: TrainerApp, module: str) -> None:
    """Show what is new in a module above whatever is shown now; its questions come after it."""
    from trainer.tui.screens.changes import ChangesScreen

    with telling(app):
        app.push_screen(ChangesScreen(app.training, module))


def open_test(app: TrainerApp, step: NextStep) -> None:
    """Begin or resume whatever the step offers to be tested in."""
    from trainer.tui.screens.question import QuestionScreen

    def go() -> None:
        attempt = app.training.checks.take(step)
        if any(isinstance(screen, QuestionScreen) and screen.attempt == attempt for screen in app.screen_stack):
            # It lies below already, such as under a lesson that it asked for.
            while not isinstance(app.screen, QuestionScreen):
                app.pop_screen()
        else:
            app.push_screen(QuestionScreen(app.training, attempt))

    _once_told(app, go)


def _once_told(app: TrainerApp, go: Callable[[], object]) -> None:
    """Go there; someone who was not told yet what is kept about them reads that first, and may turn back."""

    def then(told: bool | None) -> None:
        if told:
            with telling(app):
                go()

    with telling(app):
        if app.training.privacy.told():
            go()
        else:
            from trainer.tui.screens.notice import NoticeScreen

            app.push_screen(NoticeScreen(app.training), then)


def open_result(app: TrainerApp, attempt: str) -> None:
    """Show the result of a finished attempt."""
    from trainer.tui.screens.result import ResultScreen

    with telling(app):
        app.push_screen(ResultScreen(app.training, attempt))


def open_team(app: TrainerApp) -> None:
    """Show the people who report to whoever looks; where they are shown already, go back to that."""
    from trainer.tui.screens.team import TeamScreen

    with telling(app):
        if any(isinstance(screen, TeamScreen) for screen in app.screen_stack):
            while not isinstance(app.screen, TeamScreen):
                app.pop_screen()
        else:
            app.push_screen(TeamScreen(app.training))


def onward(app: TrainerApp, module: str) -> None:
    """Leave this screen for whatever is next in its module, or, where it is of none, for what is next at all."""
    with telling(app):
        step = app.training.learn.module(module).card.next if module else app.training.learn.home().next
        app.pop_screen()
        follow(app, step)


def follow(app: TrainerApp, step: NextStep) -> None:
    """Go where the next step leads."""
    match step.step:
        case Step.LESSON:
            open_lesson(app, step.module, step.lesson)
        case Step.ATTEST:
            open_changes(app, step.module)
        case Step.WAIT | Step.NOTHING:
            app.bell()
        case _:
            open_test(app, step)
