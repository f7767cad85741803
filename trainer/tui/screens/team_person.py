"""One person of the team: the tracks asked of them, with status, dates and what to do. Nothing else is known here."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.compliance.status import HELD, Status
from trainer.service.team_views import MemberTrack, TeamMember
from trainer.text import safe
from trainer.tui import words
from trainer.tui.screens.team_lines import track_status
from trainer.tui.widgets.masthead import Masthead

_TO_DO = {
    Status.SUPERSEDED: "The content has changed. Ask them to learn what is new.",
    Status.EXPIRED: "It has run out. Ask them to learn and pass it again.",
    Status.OVERDUE: "Ask them to finish it now, and give them the time.",
    Status.NOT_STARTED: "See that they have the time before that day.",
    Status.IN_PROGRESS: "They have begun. See that they have the time to finish.",
    Status.EXPIRING: "Ask them to renew it before it ends.",
    Status.CURRENT: "Nothing.",
    Status.EXEMPT: "Nothing while they are excused.",
}


class TeamPersonScreen(Screen[None]):
    """Where one person stands."""

    CSS_PATH = "team_person.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "app.pop_screen", "Back", key_display="Esc", id="team_person.back", tooltip="Back to your team"
        ),
    ]

    def __init__(self, member: TeamMember, today: dt.date) -> None:
        super().__init__()
        self._member = member
        self._today = today

    def compose(self) -> ComposeResult:
        yield Masthead("My team", words.day(self._today))
        yield Static(_who(self._member), id="who")
        with VerticalScroll(id="tracks"):
            for track in self._member.tracks:
                yield Static(_track(track, self._today))
            if not self._member.tracks:
                yield Static("No track is required of them, so there is nothing to do.")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#tracks").focus()


def _who(member: TeamMember) -> Content:
    manager = "you" if member.direct else safe(member.manager, 40)
    told = [safe(member.team, 40), f"id {safe(member.handle, 40)}", f"reports to {manager}"]
    return Content.assemble((safe(member.name), "bold"), "\n", (" · ".join(filter(None, told)), "$text-muted"))


def _track(track: MemberTrack, today: dt.date) -> Content:
    due = f"due {words.day(track.due_on)}"
    if track.status not in HELD:
        due += f" ({words.until(track.due_on, today)})"
    until = f", valid until {words.day(track.valid_until)}" if track.valid_until else ""
    return Content.assemble(
        (safe(track.title), "bold $primary"),
        "\n",
        track_status(track, today),
        f"\n{due}{until}\n",
        ("What to do: ", "$text-muted"),
        _TO_DO[track.status],
    )
