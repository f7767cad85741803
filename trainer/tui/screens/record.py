"""My record: everything that is kept about the person who looks, and the certificates that they may take away."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.widgets.option_list import Option

from trainer.errors import InputError
from trainer.service import decided_words
from trainer.service.certificate_views import Certificate
from trainer.service.record_views import AttemptLine, Held, Record
from trainer.service.training import Training
from trainer.text import safe, safe_block
from trainer.tui import navigation, words
from trainer.tui.widgets.hanging import hanging
from trainer.tui.widgets.masthead import Masthead
from trainer.tui.widgets.menu import Menu

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class RecordScreen(Screen[None]):
    """What the records say about me."""

    app: TrainerApp
    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,m", "app.pop_screen", "Back", key_display="Esc", id="record.back", tooltip="Back"),
        Binding("c", "certificate", "Certificate", id="record.certificate", tooltip="Write it to a file to print"),
        Binding("k", "kept", "What is kept", id="record.kept", tooltip="What for, how long, who saw it"),
    ]

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._record = training.learn.record()

    def compose(self) -> ComposeResult:
        record = self._record
        yield Masthead("My record", record.name)
        yield Static(_person(record), id="person")
        with VerticalScroll(id="stands"):
            yield Static(Content("\n").join([_held(line) for line in record.held]), id="held")
            yield from _decided(record)
        yield Static("Attempts, the newest first (Enter shows the result)", classes="title", id="attempts-title")
        options = [Option(_attempt(line), id=line.id, disabled=not _can_open(line)) for line in record.attempts]
        yield Menu(*options or [Option("None yet.", disabled=True)])
        yield Static(_kept(record), id="kept")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Menu).focus()

    def action_kept(self) -> None:
        from trainer.tui.screens.kept import KeptScreen

        if self.app.screen is self:
            self.app.push_screen(KeptScreen(self._record))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A certificate is of an examination: whoever has none to take is not shown the key."""
        return bool(self._examinations) if action == "certificate" else super().check_action(action, parameters)

    def action_certificate(self) -> None:
        passed = [line.track for line in self._examinations if line.completed_at]
        if not passed:
            missing = ", ".join(safe(line.track_title) for line in self._examinations)
            self.notify(f"No certificate yet: pass the examination of {missing} first.", markup=False)
        for track in passed:
            with navigation.telling(self.app):
                path = _written(self._training.evidence.certificate(track))
                check = f"Check it with: trainer evidence verify {path.name}"
                self.notify(f"Wrote {path.name} to {safe(str(Path.cwd()))}. {check}", markup=False, timeout=15)

    @property
    def _examinations(self) -> list[Held]:
        return [line for line in self._record.held if line.track and not line.module]

    @on(Menu.OptionSelected)
    def _open(self, event: Menu.OptionSelected) -> None:
        if event.option_id and self.app.screen is self:
            navigation.open_result(self.app, event.option_id)


def _written(certificate: Certificate) -> Path:
    """The file in the folder in which Trainer was started; a number is added where there is one of that name."""
    from trainer.reports.files import new_file

    wanted = Path(certificate.file_name)
    numbered = (wanted.with_stem(f"{wanted.stem}-{n}") for n in itertools.count(2))
    path = next(each for each in itertools.chain([wanted], numbered) if not os.path.lexists(each))
    try:
        with new_file(path, force=False) as out:
            out.write(certificate.html)
    except InputError as error:
        remedy = "Start Trainer in a folder of your own, or use 'trainer certificate'."
        raise InputError(error.problem, remedy) from error
    return path


def _person(record: Record) -> Content:
    told = {
        "login": record.login,
        "id": record.id,
        "team": record.team,
        "e-mail": record.email,
        "manager": record.manager,
        "start": record.start_date,
    }
    line = " · ".join(f"{name} {safe(value, 60)}" for name, value in told.items() if value)
    listed = " · not on the roster" if record.unlisted else ""
    return Content.assemble((safe(record.name), "bold"), f"   {line}{listed}")


def _held(line: Held) -> Content:
    until = f" until {words.day(line.valid_until)}" if line.valid_until else ""
    due = f", by {words.day(line.due_on)}" if line.due_on and not line.completed_at else ""
    track = f"{safe(line.track_title, 24)}: " if line.track else ""
    what = f"{line.module} {safe(line.module_title)}".strip()
    return Content.assemble(words.status(line.status), f"{until}{due}   {track}{what}")


def _decided(record: Record) -> Iterator[Static]:
    """What others decided, with the reasons as they were given."""
    said = [*map(decided_words.excused, record.excused), *map(decided_words.corrected, record.corrected)]
    if said:
        yield Static(decided_words.TITLE, classes="title")
    for line in said:
        yield Static(hanging("• ", safe_block(line)), classes="decided")


def _can_open(line: AttemptLine) -> bool:
    """An open attempt has no result yet; one whose answers were folded shows no more than this line."""
    return bool(line.finished_at and line.answered)


def _attempt(line: AttemptLine) -> Content:
    score = f", {line.percent:.0f} %" if line.percent is not None else f", {line.answered} of {line.total} answered"
    head = f"{line.when}   {safe(line.heading, 48)} {line.version}   "
    return Content.assemble(head, (f"{line.said}{score}", "bold"), (f"   {line.attestation}", "$text-muted"))


def _kept(record: Record) -> Content:
    last = record.seen[0] if record.seen else None
    seen = f"Last seen by {safe(last.by, 40) or 'someone erased since'}, {last.when}." if last else "Nobody looked yet."
    return Content(
        f"{seen} Your answers are in no report. Press k for what is kept, what for, until when, and who saw it. "
        f"Questions about it: ask {safe(record.privacy_contact, 80)}."
    )
