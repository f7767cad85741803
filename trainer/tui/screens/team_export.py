"""Taking the team's completion report away: in which form, and the file itself.

Invariant: no file that was there before is touched, and the file holds nobody but the team.
"""

from __future__ import annotations

import itertools
import json
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, ClassVar, TextIO

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from trainer.errors import InputError
from trainer.reports.about import About
from trainer.reports.completion import CompletionRow, Filters
from trainer.reports.files import new_binary_file, new_file
from trainer.reports.forms import BINARY, Tally, write
from trainer.reports.forms.csvw import SUFFIX, csv_metadata
from trainer.service.training import Training
from trainer.text import safe
from trainer.tui.widgets.menu import Menu

_FORMS = {
    "csv": "CSV, for any spreadsheet or script",
    "xlsx": "Excel workbook",
    "html": "HTML page, to read or print",
}
_CHART = Tally(title="Status by team", by="team", of="status")
_NOTES = ("Of whoever reports to the person who made it, directly or through others; leavers too.",)


class TeamExportScreen(ModalScreen[str | None]):
    """Gives the form; None where nothing is to be written."""

    CSS_PATH = "team_export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,x", "dismiss", "Back", id="team_export.back")]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Completion report of your team", classes="title")
            yield Menu(*(Option(words, id=form) for form, words in _FORMS.items()))
            yield Static(Content(f"Into {_here()}, for you only to read. That it was written is recorded."), id="where")
            yield Static("Enter writes it, Esc goes back.", classes="muted")

    @on(Menu.OptionSelected)
    def _chosen(self, event: Menu.OptionSelected) -> None:
        event.stop()
        if self.app.screen is self:
            self.dismiss(event.option_id)


def _here() -> str:
    try:
        return safe(str(Path.cwd()))
    except OSError:
        # Somebody took the folder away; writing will say so.
        return "the folder in which Trainer was started"


def written(training: Training, form: str) -> tuple[Path, int]:
    """The file in the folder in which Trainer was started, and its number of lines; a number is added to its name.

    :class:`InputError` where that folder cannot be written to.
    """
    about = training.reports.about("completion", Filters(), notes=_NOTES)
    path = _free(Path(f"team-completion-{about.as_of}.{form}"))
    try:
        return path, _write(training, about, form, path)
    except InputError as error:
        remedy = "Start Trainer in a folder of your own, or use 'trainer report completion'."
        raise InputError(error.problem, remedy) from error


def _free(wanted: Path) -> Path:
    """The path, or the first with a number, at which neither it nor its metadata stands."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{n}") for n in itertools.count(2))
    return next(
        each
        for each in itertools.chain([wanted], numbered)
        if not os.path.lexists(each) and not os.path.lexists(_beside(each))
    )


def _beside(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def _write(training: Training, about: About, form: str, path: Path) -> int:
    if form == "csv":
        with new_file(_beside(path), force=False) as metadata:
            count = _write_report(training, about, form, path)
            said = csv_metadata(about, CompletionRow, path.name, count)
            metadata.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        return count
    return _write_report(training, about, form, path)


def _write_report(training: Training, about: About, form: str, path: Path) -> int:
    opened: AbstractContextManager[TextIO | BinaryIO]
    opened = new_binary_file(path, force=False) if form in BINARY else new_file(path, force=False)
    with opened as out, training.reports.completion(Filters(), form, led=True) as rows:
        return write(form, about, CompletionRow, rows, out, chart=_CHART)
