"""``trainer check``: may this person touch customer data? One line, one exit code, for scripts."""

from __future__ import annotations

import datetime as dt

import click

from trainer.cli import context, output
from trainer.cli.dates import DAY
from trainer.cli.lazy import Command
from trainer.cli.named import NAMED
from trainer.compliance.status import Status
from trainer.errors import ExitCode
from trainer.service.check_answer import Checked, TrackStatus
from trainer.text import safe

_CODES = {
    Status.CURRENT: ExitCode.OK,
    Status.EXPIRING: ExitCode.OK,
    Status.EXEMPT: ExitCode.OK,
    Status.NOT_STARTED: ExitCode.NOT_YET_DUE,
    Status.IN_PROGRESS: ExitCode.NOT_YET_DUE,
    Status.OVERDUE: ExitCode.OVERDUE,
    Status.EXPIRED: ExitCode.EXPIRED,
    Status.SUPERSEDED: ExitCode.SUPERSEDED,
    Status.NOT_REQUIRED: ExitCode.NOT_REQUIRED,
}


@click.command(
    "check",
    cls=Command,
    examples=(
        "trainer check 1001 --track all-staff && grant-access 1001",
        "trainer check login:ada --as-of 2026-06-30 --format json",
    ),
)
@click.argument("person")
@click.option("--track", type=NAMED, help="Only this track, such as all-staff.")
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="The day to answer for, past or future; today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(person: str, track: str | None, as_of: dt.date | None, form: str) -> int:
    """Say in one line, and in the exit code, where a person stands.

    0 current, expiring or exempt; 3 required and not yet due; 4 overdue; 5 expired; 6 a new major version to attest;
    7 not required; 8 unknown person; 9 not allowed; 10 no answer from the records. Over several tracks the worst
    counts: 6, 5, 4, 3, 0; and 7 only where nothing is required. Anything but 0 is no yes.
    """
    found = _asked(person, track or "", as_of)
    code = _CODES[found.status]
    if form == "json":
        output.write_object(_fields(found, code))
    else:
        output.text().write(_line(found) + "\n")
    return code


def _asked(person: str, track: str, as_of: dt.date | None) -> Checked:
    """The host service, where there is one; over records of one's own the short way, which scripts wait less for."""
    if context.host_socket() is None:
        from trainer.service import gate

        return gate.alone(context.database(), context.settings().warning_days, person, track, as_of)
    with context.training() as made:
        return made.compliance.check(person, track, as_of)


def _line(found: Checked) -> str:
    head = f"{safe(found.person)}: {found.status}"
    if found.left_on:
        return f"{head} (left {found.left_on})"
    if not found.tracks:
        return f"{head} (nothing is required)"
    return f"{head} ({'; '.join(_track(each) for each in found.tracks)})"


def _track(each: TrackStatus) -> str:
    if each.valid_until is not None and each.status in (Status.CURRENT, Status.EXPIRING, Status.EXEMPT):
        when = f" until {each.valid_until}"
    elif each.status is Status.EXPIRED:
        when = f" since {each.valid_until}"
    else:
        when = f", due {each.due_on}" if each.due_on and each.status is not Status.SUPERSEDED else ""
    return f"{safe(each.track)} {each.status}{when}"


def _fields(found: Checked, code: ExitCode) -> dict[str, object]:
    return {
        "person": found.person,
        "as_of": found.as_of,
        "status": found.status,
        "code": int(code),
        "left_on": found.left_on,
        "tracks": [
            {"track": each.track, "status": each.status, "due_on": each.due_on, "valid_until": each.valid_until}
            for each in found.tracks
        ],
    }
