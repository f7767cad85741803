"""Home: what is due first, how far one is, and one clear next action."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.widgets.option_list import Option

from trainer.compliance.status import HELD
from trainer.service.training import Training
from trainer.service.views import Home, ModuleCard, TrackCard
from trainer.text import plural, safe
from trainer.tui import navigation, words
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.menu import Menu
from trainer.tui.widgets.steps import NEXT, next_option

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


_MORE = "more-"
"""Begins the ids of what one can do beside the modules."""
_PROMISE = "Everything is saved as you go. Reports say whether and how well you passed, never what you answered."


class HomeScreen(Screen[None]):
    """The first screen."""

    app: TrainerApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "app.record", "My record", id="home.record", tooltip="Everything that is kept about you"),
        Binding("t", "team", "My team", id="home.team", tooltip="Where those stand who report to you"),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._home = training.learn.home()
        self._stale = False

    def compose(self) -> ComposeResult:
        yield Masthead(self._home.organisation, f"{self._home.name} · {words.day(self._home.today)}")
        yield Static(_due(self._home), id="due")
        yield Menu(*_options(self._home), id="choices")
        yield Static(_PROMISE, id="promise")

    def on_mount(self) -> None:
        self.call_after_refresh(self._name_the_keys)

    def on_screen_suspend(self) -> None:
        self._stale = True

    def on_screen_resume(self) -> None:
        if self._stale:
            with navigation.telling(self.app):
                self._show(self._training.learn.home())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whoever leads nobody is not shown the key to their team."""
        return self._home.leads if action == "team" else super().check_action(action, parameters)

    def action_team(self) -> None:
        if self.app.screen is self:
            navigation.open_team(self.app)

    @on(Menu.OptionSelected)
    def _open(self, event: Menu.OptionSelected) -> None:
        if self.app.screen is not self:
            return
        if event.option_id == NEXT:
            navigation.follow(self.app, self._home.next)
        elif event.option_id and event.option_id.startswith(_MORE):
            navigation.follow(self.app, self._home.more[int(event.option_id.removeprefix(_MORE))])
        elif event.option_id:
            navigation.open_module(self.app, event.option_id)

    async def _name_the_keys(self) -> None:
        """What is due comes first; the line with the keys is a frame later."""
        await self.mount(Footer())
        self.refresh_bindings()

    def _show(self, home: Home) -> None:
        self._home = home
        self.query_one("#due", Static).update(_due(home))
        self.query_one(Menu).show(_options(home))
        self.refresh_bindings()


def _options(home: Home) -> list[Option | None]:
    more = [
        Option(Content.assemble(("◆  ", "$text-muted"), safe(step.label)), id=f"{_MORE}{at}")
        for at, step in enumerate(home.more)
        if step != home.next
    ]
    return [next_option(home.next, _of(home)), None, *more, *(_option(card, home) for card in home.modules)]


def _of(home: Home) -> str:
    return next((f"{c.id} {c.title}" for c in home.modules if c.id == home.next.module), "")


def _greeting(home: Home) -> Content:
    done = sum(track.status in HELD for track in home.tracks)
    if not home.tracks:
        said = "Nothing is required of you yet. You are welcome to learn all the same."
    elif done == len(home.tracks):
        said = "You hold everything that is asked of you."
    else:
        said = f"{plural(len(home.tracks) - done, 'track')} to do, {done} done."
    return Content.assemble((f"Hello {safe(home.name, 40)}.", "bold"), "  ", said)


def _due(home: Home) -> Content:
    lines = [_track(track) for track in home.tracks]
    return Content("\n").join([_greeting(home), Content(""), *lines] if lines else [_greeting(home)])


def _track(track: TrackCard) -> Content:
    when = f", by {words.day(track.due_on)}" if track.status not in HELD else ""
    title = safe(track.title, 18).ljust(18)
    progress = f" {track.done} of {track.parts}  "
    return Content.assemble(
        (title, "bold"), words.bar(track.done, track.parts), progress, words.status(track.status), when
    )


def _option(card: ModuleCard, home: Home) -> Option:
    lessons = f"{card.lessons_read} of {plural(card.lessons, 'lesson')}"
    check = "check passed" if card.passed else "check begun" if card.open_attempt else "check to do"
    prompt = Content.assemble(
        (f"{card.id}  ", "$text-muted"),
        (safe(card.title), "bold"),
        "\n     ",
        words.bar(card.lessons_read + card.passed, card.lessons + 1, 8),
        (f" {lessons}, {check}, about {card.minutes} min", "$text-muted"),
        "\n     ",
        words.by_when(card, home.today),
    )
    return Option(prompt, id=card.id)
