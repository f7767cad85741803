"""A module: its lessons, its check, and what one can do after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.widgets.option_list import Option

from trainer.service.changes_words import only_news
from trainer.service.module_views import LessonLine, ModuleView
from trainer.service.training import Training
from trainer.service.words import to_pass
from trainer.text import safe
from trainer.tui import navigation, words
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.menu import Menu
from trainer.tui.widgets.steps import NEXT, next_option

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_CHECK = "check"
_RESULT = "result"
_BESIDE = "beside-"
"""Begins the ids of what else one may do."""


class ModuleScreen(Screen[None]):
    """One module."""

    app: TrainerApp
    CSS_PATH = "module.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Back", id="module.back", tooltip="Back to where you came from"),
        Binding("o", "aims", "Objectives", id="module.aims", tooltip="What the module teaches, whole"),
        Binding("m", "app.record", "My record", id="module.record", tooltip="Everything that is kept about you"),
    ]

    def __init__(self, training: Training, module: str) -> None:
        super().__init__()
        self._training = training
        self.module = module
        """Its id or slug."""
        self._view = training.learn.module(module)

    def compose(self) -> ComposeResult:
        card = self._view.card
        yield Masthead(f"{card.id}  {card.title}", f"version {self._view.version}")
        yield Static(words.block(card.summary), id="summary")
        yield Menu(id="choices")
        with VerticalScroll(id="aims", can_focus=False):
            yield Static(id="objectives")
        yield Footer()

    def on_screen_resume(self) -> None:
        with navigation.telling(self.app):
            self._view = self._training.learn.module(self.module)
        self.query_one(Menu).show(_options(self._view))
        self.query_one("#objectives", Static).update(_objectives(self._view))

    def action_aims(self) -> None:
        from trainer.tui.screens.aims import AimsScreen

        self.app.push_screen(AimsScreen(self._view.card.summary, _objectives(self._view)))

    @on(Menu.OptionSelected)
    def _open(self, event: Menu.OptionSelected) -> None:
        if self.app.screen is not self:
            return
        match event.option_id:
            case str() as chosen if chosen == NEXT:
                navigation.follow(self.app, self._view.card.next)
            case str() as chosen if chosen == _CHECK:
                navigation.open_check(self.app, self._view.card.id)
            case str() as chosen if chosen.startswith(_BESIDE):
                navigation.follow(self.app, self._view.beside[int(chosen.removeprefix(_BESIDE))])
            case str() as chosen if chosen == _RESULT:
                navigation.open_result(self.app, self._view.last_attempt)
            case str() as lesson:
                navigation.open_lesson(self.app, self._view.card.id, lesson)


def _options(view: ModuleView) -> list[Option | None]:
    options: list[Option | None] = [next_option(view.card.next), None]
    options += [_lesson(number, line) for number, line in enumerate(view.lessons, start=1)]
    begun = (
        "Continue the check"
        if view.card.open_attempt
        else "Take the check again"
        if view.card.passed
        else "Take the check"
    )
    what = "what is new only" if only_news(view) else f"{view.questions} questions"
    rule = f"{what}, {to_pass(view.pass_mark)}"
    options.append(Option(Content.assemble("◆  ", begun, (f"   {rule}", "$text-muted")), id=_CHECK))
    options += [
        Option(Content.assemble("◇  ", safe(step.label)), id=f"{_BESIDE}{at}") for at, step in enumerate(view.beside)
    ]
    if view.last_attempt:
        options.append(Option(Content.assemble("◇  ", "See the last result"), id=_RESULT))
    return options


def _lesson(number: int, line: LessonLine) -> Option:
    mark, style = ("✓", "$text-success") if line.read else ("○", "")
    notes = [f"{line.minutes} min"]
    notes += ["read"] if line.read else []
    notes += [] if line.asked else ["optional for you"]
    prompt = Content.assemble(
        (f"{mark}  ", style), f"{number}. {safe(line.title)}", (f"   {', '.join(notes)}", "$text-muted")
    )
    return Option(prompt, id=line.id)


def _objectives(view: ModuleView) -> Content:
    lines = [f"  • {safe(text)}" for text in view.objectives]
    return Content.assemble(("Afterwards you can", "bold"), "\n" + "\n".join(lines))
