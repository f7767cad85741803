"""A company for the tests of reports: every status, a leaver, and people whose names mean harm."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.cli.conftest import Cli
from tests.reports.hostile import NASTY
from trainer.text import unsafe_character

TODAY = dt.datetime.now(dt.UTC).date()
HOSTILE = tuple(
    name for name in NASTY
    if name and name.strip() == name and len(name) <= 200 and not unsafe_character(name)
    and not {"\n", "\t", "\u2028"}.intersection(name)
)  # fmt: skip
"""Those that the roster takes as they are."""
REPORTS = ("completion", "overdue", "history", "teams", "items", "coverage")
FORMS = ("table", "csv", "json", "xlsx", "html", "md")
ABOUT_PEOPLE = ("completion", "overdue", "history")


def fill(cli: Cli) -> Cli:
    """Six plain people in Sales, and one for each hostile name, in a team of that name, who is late."""
    out = io.StringIO()
    roster = csv.writer(out)
    roster.writerow(("id", "login", "name", "email", "team", "manager"))
    for n in range(1, 7):
        roster.writerow((n, f"p{n}", f"P {n}", f"p{n}@firm.example", "Sales", "" if n == 1 else "1"))
    for at, name in enumerate(HOSTILE):
        roster.writerow((f"h{at}", "", name, name, name, "1"))
    past = "id,track,completed_on,score\n" + f"1,tiny,{TODAY - dt.timedelta(days=9)},81.5\n2,tiny,2020-01-31,\n"
    past += "".join(f"h{at},tiny,2020-01-31,70\n" for at in range(len(HOSTILE)))
    for command, stdin in (
        (("people", "import", "-"), out.getvalue()),
        (("assign", "tiny", "--everyone", "--due", "2099-12-31"), ""),
        (("assign", "tiny", "--person", "3", "--due", "2026-01-31"), ""),
        (("people", "import-history", "-"), past),
        (("exempt", "4", "tiny", "--until", "2031-01-31", "--reason", "on loan"), ""),
        (("people", "leave", "5"), ""),
    ):
        ran = cli(*command, stdin=stdin)
        assert ran.code == 0, ran
    return cli


def exports(db: Path) -> list[dict[str, Any]]:
    """What each export's entry says, the oldest first."""
    with closing(sqlite3.connect(db)) as conn:
        found = conn.execute("SELECT payload FROM entry WHERE kind = 'export' ORDER BY seq").fetchall()
    return [json.loads(payload) for (payload,) in found]
