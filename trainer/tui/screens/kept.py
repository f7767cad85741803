"""What is kept about the person who looks, what for and until when, and who saw it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.service.record_views import Kept, Record, Seen
from trainer.text import plural, safe
from trainer.tui import words
from trainer.tui.widgets.masthead import Masthead

_MOST = 100
"""Looks that are listed; the export of one's own record has all of them."""


class KeptScreen(Screen[None]):
    """My record's other half: not what it says, but what becomes of it."""

    CSS_PATH = "kept.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,k", "app.pop_screen", "Back", key_display="Esc", id="kept.back", tooltip="Back"),
    ]

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        record = self._record
        yield Masthead("What is kept, and who saw it", record.name)
        with VerticalScroll(id="all"):
            yield Static("Who looked at it or took it away", classes="title")
            yield Static(_looks(record.seen))
            yield Static("What is kept, what for, and until when", classes="title")
            for kept in record.kept:
                yield Static(_kept(kept))
            told = f"You acknowledged the notice on {record.told}. " if record.told else ""
            ask = f"To correct, erase or restrict it, or to object: {safe(record.privacy_contact, 80)}."
            yield Static(Content(f"{told}'trainer privacy export' gives you a copy of everything. {ask}"))
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#all").focus()


def _looks(seen: tuple[Seen, ...]) -> Content:
    if not seen:
        return Content("Nobody yet.")
    lines = [f"{look.when}   {safe(look.by, 40) or 'someone erased since'}   {look.what}" for look in seen[:_MOST]]
    more = len(seen) - len(lines)
    return Content("\n".join([*lines, f"And {plural(more, 'look')} before that."] if more else lines))


def _kept(kept: Kept) -> Content:
    ends = f" The oldest of it goes on {words.day(kept.ends_on)}." if kept.ends_on else ""
    return Content.assemble((kept.title, "bold"), f"   {kept.purpose}. Kept {kept.period}.{ends}")
