"""``trainer doctor``: what to look at when something does not work, or before it has to."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer import paths
from trainer.cli import context, output
from trainer.cli.lazy import Command
from trainer.errors import ExitCode
from trainer.service import doctor
from trainer.service.doctor_lines import Line, Verdict, ok, warn
from trainer.text import safe

if TYPE_CHECKING:
    from trainer.content.models import Course
    from trainer.content.source import ContentRoot

_LONGEST = 1000


@click.command("doctor", cls=Command, examples=("trainer doctor", "trainer doctor --format json"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> int:
    """Check this installation, its records and its settings.

    Where a host service is asked, it looks at the service instead of records of your own. It changes nothing. It exits
    10 where records are damaged or cannot be read, or the service does not answer, and 0 otherwise, whatever else it
    found: read its lines.
    """
    asked = context.host_socket()
    lines = [*doctor.program(), *(_own() if asked is None else _asked(asked)), *_terminal()]
    if form == "json":
        output.write_object({"lines": [dataclasses.asdict(line) for line in lines]})
    else:
        width = max(len(line.name) for line in lines)
        for line in lines:
            said = safe(f"{line.said}. {line.remedy}" if line.remedy else line.said, _LONGEST)
            output.text().write(f"{line.verdict:<5} {line.name:<{width}}  {said}\n")
    return ExitCode.RECORDS if any(line.damaged for line in lines) else ExitCode.OK


def _asked(socket: Path) -> Iterator[Line]:
    from trainer.service import doctor_host

    yield from doctor_host.examine(socket, asked=True)
    # Those of the service count; but a file that cannot be read keeps this program from asking it.
    yield from (line for line in doctor.settings(context.settings) if line.verdict is not Verdict.OK)


def _own() -> Iterator[Line]:
    from trainer.service import doctor_host, doctor_records
    from trainer.service.host.install import STATE

    database = context.database()
    yield from doctor_records.examine(database, served=database.parent == STATE.resolve())
    there = paths.socket(environ={})
    if there is not None:
        yield from doctor_host.examine(there, asked=False)
    yield from doctor.settings(context.settings)
    yield doctor.content(_content)


def _content() -> tuple[Course, Sequence[ContentRoot]]:
    chosen = context.settings()
    return context.course(chosen), context.roots(chosen)


def _terminal() -> Iterator[Line]:
    present = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    kind = os.environ.get("TERM", "")
    if not present:
        yield warn("terminal", "none", "The terminal UI needs one; 'trainer learn --plain' does not.")
    elif kind == "dumb":
        yield warn("terminal", "TERM is dumb", "'trainer learn' will speak in lines of text.")
    else:
        yield ok("terminal", kind or "TERM is not set")
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    if encoding.casefold().replace("-", "").startswith("utf"):
        yield ok("encoding", encoding)
    else:
        yield warn("encoding", encoding, "Names may look odd: use a locale such as C.UTF-8.")
    reason = "NO_COLOR is set" if os.environ.get("NO_COLOR") else "" if present else "no terminal"
    yield ok("colour", f"off: {reason}" if reason else "on")
