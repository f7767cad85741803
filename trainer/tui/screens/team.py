"""My team: where everyone stands who reports to the person who looks, the latest first. Never how anyone did."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Footer, Input, Static
from textual.widgets.option_list import Option

from trainer.errors import NotAllowed
from trainer.service.team_views import Team, TeamMember
from trainer.service.training import Training
from trainer.text import fold, plural, safe
from trainer.tui import navigation, words
from trainer.tui.screens.team_lines import bars, person
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.menu import Menu

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_WIDE = 76
"""Columns from which a person's team has room beside their name."""
_PROMISE = "Status and dates only. They can see that you looked."
_BESIDE_BARS = 6
"""Columns left and right of the bars, a scrollbar's too."""
_LONGEST = 60
"""Characters that one may look for."""


class TeamScreen(Screen[None]):
    """The team at a glance, then its people; Enter shows one of them."""

    app: TrainerApp
    CSS_PATH = "team.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,t", "back", "Back", key_display="Esc", id="team.back", tooltip="Show everyone again, or go back"
        ),
        Binding("slash", "find", "Find", key_display="/", id="team.find", tooltip="Find people by name or team"),
        Binding("x", "export", "Export", id="team.export", tooltip="Write their completion report to a file"),
        Binding("down", "to_people", show=False),
    ]

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        # Once only: each look at people's status is recorded.
        self._team = _seen(training)
        self._found: tuple[TeamMember, ...] = self._team.people if self._team else ()

    def compose(self) -> ComposeResult:
        team = self._team
        if team is None or not team.people:
            yield Masthead("My team")
            yield Static(_why_empty(team), id="empty")
        else:
            yield Masthead("My team", f"{plural(len(team.people), 'person', 'people')} · {words.day(team.today)}")
            with VerticalScroll(id="bars"):
                yield Static("Nothing is required of any of them yet.", id="tracks")
            yield Static(id="told", classes="title")
            yield Input(placeholder="Part of a name or team", max_length=_LONGEST, compact=True, id="find")
            yield Menu()
            yield Static(_PROMISE, id="promise")
        yield Footer()

    def on_mount(self) -> None:
        if self._found:
            self.query_one("#find").display = False
            self.query_one(Menu).focus()

    def on_resize(self, event: Resize) -> None:
        if self._team is not None and self._team.people:
            if self._team.tracks:
                self.query_one("#tracks", Static).update(bars(self._team.tracks, event.size.width - _BESIDE_BARS))
            self._list(self.query_one(Menu).highlighted or 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is nobody, there is nobody to find and nothing to write."""
        if action in ("find", "export") and not (self._team and self._team.people):
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        if any(find.display for find in self.query("#find")):
            self._show_all()
        else:
            self.app.pop_screen()

    def action_find(self) -> None:
        find = self.query_one("#find", Input)
        find.display = True
        # At once, which ``Widget.focus`` is not: what is typed next belongs to it.
        self.set_focus(find)

    def action_to_people(self) -> None:
        if self.query(Menu):
            self.set_focus(self.query_one(Menu))

    def action_export(self) -> None:
        from trainer.tui.screens.team_export import TeamExportScreen

        if self.app.screen is self:
            self.app.push_screen(TeamExportScreen(), self._write)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        if self._team is not None:
            wanted = fold(event.value)
            self._found = tuple(
                each for each in self._team.people if wanted in fold(each.name) or wanted in fold(each.team)
            )
            self._list()

    @on(Input.Submitted)
    def _take(self) -> None:
        self.action_to_people()

    @on(Menu.OptionSelected)
    def _open(self, event: Menu.OptionSelected) -> None:
        if self._team is not None and self.app.screen is self:
            from trainer.tui.screens.team_person import TeamPersonScreen

            self.app.push_screen(TeamPersonScreen(self._found[event.option_index], self._team.today))

    def _show_all(self) -> None:
        find = self.query_one("#find", Input)
        find.value = ""
        find.display = False
        self.action_to_people()

    def _list(self, at: int = 0) -> None:
        team = self._team
        if team is None:
            return
        narrow = self.app.size.width < _WIDE
        menu = self.query_one(Menu)
        menu.clear_options()
        menu.add_options([Option(person(each, team.today, narrow=narrow)) for each in self._found])
        if not self._found:
            menu.add_option(Option("Nobody's name or team has that in it. Esc shows everyone.", disabled=True))
        menu.highlighted = min(at, len(self._found) - 1) if self._found else None
        self.query_one("#told", Static).update(_told(team, len(self._found)))

    def _write(self, form: str | None) -> None:
        if form is not None:
            self.app.notify("Writing…", timeout=1)
            # A moment later, so that it can be read: a long report takes a while.
            self.app.set_timer(0.1, partial(self._write_now, form))

    def _write_now(self, form: str) -> None:
        from trainer.tui.screens.team_export import written

        with navigation.telling(self.app):
            path, lines = written(self._training, form)
            said = f"Wrote {plural(lines, 'line')} to {path.name} in {safe(str(path.parent.resolve()))}."
            self.app.notify(said, markup=False, timeout=15)


def _seen(training: Training) -> Team | None:
    """The team; None for someone who may not see one."""
    try:
        return training.reports.team()
    except NotAllowed:
        return None


def _told(team: Team, found: int) -> str:
    if found < len(team.people):
        return f"{found} of {plural(len(team.people), 'person', 'people')}"
    late = sum(member.late for member in team.people)
    return (
        f"{late} of {len(team.people)} late, the latest first" if late else "Nobody is late; who is due first is first"
    )


def _why_empty(team: Team | None) -> Content:
    if team is None:
        why = "You have no team here: the roster does not give you the role manager."
        what = "Whoever keeps the roster can give you that role, and put your id in the column manager of your people."
    elif not team.listed:
        why = "You have no team here: you are not on the roster yourself."
        what = "Import a roster with you in it, and your id in the column manager of whoever reports to you."
    else:
        why = "Nobody reports to you."
        what = f"People appear here when the roster has your id, {safe(team.handle, 40)}, in their column manager."
    how = "Such a roster is imported with 'trainer people import FILE.csv'."
    return Content.assemble((why, "bold"), f"\n\n{what}\n\n{how}")
