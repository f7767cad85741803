"""``trainer status``: what the person at the keyboard must do by when, and what they hold."""

from __future__ import annotations

import dataclasses
import datetime as dt

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.compliance.status import HELD
from trainer.service import decided_words
from trainer.service.record_views import Held, Record
from trainer.service.views import Home, Step
from trainer.service.words import by_when, day
from trainer.text import safe

_LONGEST = 2000
"""Characters of a decision with its reason, which is not cut."""


@click.command("status", cls=Command, examples=("trainer status", "trainer status --format json"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """Say what you must do by when, and what you hold.

    It reads only. Where there are no records yet it says so and exits 10.
    """
    with training() as made:
        record, home = made.learn.record(), made.learn.home()
    if form == "json":
        output.write_object(_fields(record, home))
    else:
        output.text().write("\n".join(_lines(record, home)) + "\n")


def _fields(record: Record, home: Home) -> dict[str, object]:
    return {
        "person": record.id or f"login:{record.login}",
        "name": record.name,
        "login": record.login,
        "team": record.team,
        "on_roster": not record.unlisted,
        "today": home.today.isoformat(),
        "held": [dataclasses.asdict(held) for held in record.held],
        "attempts": [dataclasses.asdict(attempt) for attempt in record.attempts],
        "excused": [dataclasses.asdict(excused) for excused in record.excused],
        "corrected": [dataclasses.asdict(corrected) for corrected in record.corrected],
        "next": dataclasses.asdict(home.next),
    }


def _lines(record: Record, home: Home) -> list[str]:
    who = f"{safe(record.name)} ({safe(record.id or 'login:' + record.login)})"
    lines = [f"{who}{', team ' + safe(record.team) if record.team else ''}. Today is {day(home.today)}."]
    if not record.id:
        lines.append("You are not on the roster, so nothing is required of you.")
    due = [held for held in record.held if held.status not in HELD]
    done = [held for held in record.held if held.status in HELD]
    lines += ["", "To do:", *(_line(held, home.today) for held in due)] if due else ["", "To do: nothing."]
    lines += ["", "Done:", *(_line(held, home.today) for held in done)] if done else []
    decided = [*map(decided_words.excused, record.excused), *map(decided_words.corrected, record.corrected)]
    lines += ["", f"{decided_words.TITLE}:", *(f"  {safe(said, _LONGEST)}" for said in decided)] if decided else []
    lines += ["", f"Next: {safe(home.next.label)}."] if home.next.step != Step.NOTHING else []
    return lines


def _line(held: Held, today: dt.date) -> str:
    track = f" [{safe(held.track_title)}]" if held.track else ""
    when = by_when(held.status, held.due_on, held.valid_until, today)
    what = f"{safe(held.module)} {safe(held.module_title)}".strip()
    return f"  {what}{track}: {when}"
