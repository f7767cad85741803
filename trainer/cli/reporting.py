"""What all reports have in common on the command line: filters, the day, the form, the file, the schema."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.dates import DAY
from trainer.cli.named import NAMED
from trainer.cli.stopping import tidily
from trainer.errors import InputError
from trainer.reports.about import About
from trainer.reports.completion import Filters
from trainer.reports.forms import BINARY, FORMS, Chart, Tally, write
from trainer.service.training import Training
from trainer.text import plural

if TYPE_CHECKING:
    from trainer.reports.overdue import OverdueRow

Rows = AbstractContextManager[Iterator[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was asked for."""

    filters: Filters
    as_of: dt.date | None
    form: str
    path: Path | None
    """None for standard output."""
    force: bool
    schema: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, as commands know it."""

    name: str
    row_type: type
    columns: Sequence[str]
    """Those that a table shows."""
    empty: str
    """What to say where there is no row."""
    tally: Tally | None = None
    """What its chart counts."""
    notes: tuple[str, ...] = ()
    """What a reader must know."""
    drawn: Callable[[list[Any]], Chart] | None = None
    """What draws the chart of a report that is short enough to be held whole."""


def options(
    *, filters: bool = True, as_of: bool = True, forms: Sequence[str] = FORMS
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options, and hand them to the command together as its first argument."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def collected(form: str | None, target: str | None, force: bool, schema: bool, **more: Any) -> Any:
            if target == "":
                # A script whose variable is unset must not print what it meant to keep.
                raise InputError("--output names no file.", "Name one, or use - for standard output.")
            path = Path(target) if target and target != "-" else None
            chosen = Chosen(
                filters=Filters(team=more.pop("team", None) or "", track=more.pop("track", None) or ""),
                as_of=more.pop("as_of", None),
                form=form or _form_of(path, forms),
                path=path,
                force=force,
                schema=schema,
            )
            return command(chosen, **more)

        for option in reversed(_options(filters=filters, as_of=as_of, forms=forms)):
            collected = option(collected)
        return collected

    return decorate


def _options(*, filters: bool, as_of: bool, forms: Sequence[str]) -> list[Callable[..., Any]]:
    made: list[Callable[..., Any]] = []
    if filters:
        made += [
            click.option("--team", type=NAMED, help="Only people of this team."),
            click.option("--track", type=NAMED, help="Only this track, such as all-staff."),
        ]
    if as_of:
        text = "As everything stood at the end of this day, UTC; today."
        made.append(click.option("--as-of", "as_of", type=DAY, metavar="DATE", help=text))
    kind = click.Choice(forms)
    return [
        *made,
        click.option("--format", "form", type=kind, help="Default: as the file's name ends, or else a table."),
        click.option("--output", "target", metavar="FILE", help="Write to a file instead, which only you can read."),
        click.option("--force", is_flag=True, help="Replace the file if it exists."),
        click.option("--schema", is_flag=True, help="Print the JSON Schema of --format json, and nothing else."),
    ]


def show(
    report: Report, chosen: Chosen, rows: Callable[[Training], Rows], more: tuple[tuple[str, str], ...] = ()
) -> None:
    """Write the report where it was asked for, and say how much that was."""
    if chosen.schema:
        _write_schema(report)
        return
    with training() as made:
        about = made.reports.about(report.name, chosen.filters, chosen.as_of, more, report.notes)

        def opened() -> Rows:
            return rows(made)

        write_out(report, chosen, about, opened)


def write_out(report: Report, chosen: Chosen, about: About, rows: Callable[[], Rows]) -> None:
    """The same for rows that come from elsewhere."""
    if chosen.schema:
        _write_schema(report)
        return
    with tidily(), _target(report, chosen, about) as (out, done), rows() as found:
        if chosen.form == "ics":
            count = _write_events(about, found, out)
        else:
            listed, chart = (found, report.tally) if report.drawn is None else _held(found, report.drawn)
            count = write(chosen.form, about, report.row_type, listed, out, columns=report.columns, chart=chart)
        done(count)
    if chosen.path is not None:
        output.narrate(f"Wrote {plural(count, 'line')} to {chosen.path}.")
    elif not count:
        output.narrate(report.empty)


def _held(rows: Iterator[Any], drawn: Callable[[list[Any]], Chart]) -> tuple[Iterator[Any], Chart]:
    """The rows once more, and the chart of them."""
    listed = list(rows)
    return iter(listed), drawn(listed)


def _write_schema(report: Report) -> None:
    from trainer.reports.forms.schema import schema

    output.data().write(json.dumps(schema(report.name, report.row_type), indent=1) + "\n")


def _write_events(about: About, rows: Iterator[OverdueRow], out: TextIO | BinaryIO) -> int:
    from trainer.reports.forms.ics import write_ics
    from trainer.reports.reminders import events

    return write_ics(about, events(about, rows), cast("TextIO", out))


Target = tuple[TextIO | BinaryIO, Callable[[int], None]]


@contextmanager
def _target(report: Report, chosen: Chosen, about: About) -> Iterator[Target]:
    """Where to write, and what to call with the number of rows."""
    if chosen.path is None:
        yield _stdout(chosen.form), lambda _: None
        return
    from trainer.reports.files import new_binary_file, new_file

    if chosen.form in BINARY:
        with new_binary_file(chosen.path, force=chosen.force) as raw:
            yield raw, lambda _: None
    elif chosen.form == "csv":
        with _with_metadata(report, chosen, chosen.path, about) as target:
            yield target
    else:
        with new_file(chosen.path, force=chosen.force) as text:
            yield text, lambda _: None


@contextmanager
def _with_metadata(report: Report, chosen: Chosen, path: Path, about: About) -> Iterator[Target]:
    """A CSV file cannot say what it is of: a file beside it does, where the W3C has readers look for it."""
    from trainer.reports.files import new_file
    from trainer.reports.forms.csvw import SUFFIX, csv_metadata

    beside = path.with_name(path.name + SUFFIX)
    with new_file(beside, force=chosen.force) as metadata, new_file(path, force=chosen.force) as out:

        def done(rows: int) -> None:
            said = csv_metadata(about, report.row_type, path.name, rows)
            metadata.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")

        yield out, done


def _stdout(form: str) -> TextIO | BinaryIO:
    if form in BINARY:
        return output.binary()
    return output.text() if form == "table" else output.data()


def _form_of(path: Path | None, forms: Sequence[str]) -> str:
    form = path.suffix.removeprefix(".").casefold() if path else forms[0]
    return form if form in forms else forms[0]
