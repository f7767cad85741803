"""``check``: the line, the JSON and the exit code say the same, for any day, and asking leaves no trace."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import HEADER, Cli, Shell
from tests.support import TINY, Office, StoppedClock, tiny_course
from trainer.cli.commands.check import _CODES
from trainer.compliance.status import Status
from trainer.errors import ExitCode
from trainer.service.asked import Asked

TODAY = dt.datetime.now(dt.UTC).date()
CODES = {
    "current": 0, "expiring": 0, "exempt": 0, "not_started": 3, "in_progress": 3, "overdue": 4, "expired": 5,
    "superseded": 6, "not_required": 7,
}  # fmt: skip
"""DESIGN section 6, written down once more: scripts branch on it."""


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def past(cli: Cli, *rows: str) -> None:
    data = "id,track,module,completed_on\n" + "".join(f"{row}\n" for row in rows)
    assert cli("people", "import-history", "-", stdin=data).code == 0


def test_each_status_has_its_code() -> None:
    assert {str(status): int(code) for status, code in _CODES.items()} == CODES
    assert set(_CODES) == set(Status)
    names = (ExitCode.UNKNOWN_PERSON, ExitCode.NOT_ALLOWED, ExitCode.RECORDS, ExitCode.BAD_INPUT, ExitCode.OUR_FAULT)
    assert [int(code) for code in names] == [8, 9, 10, 2, 1]


@pytest.mark.parametrize(
    ("completed", "due", "code", "status", "shown"),
    [
        (days_ago(30), None, 0, "current", " until "),
        (days_ago(350), None, 0, "expiring", " until "),
        (days_ago(400), None, 5, "expired", " since "),
        (None, "2099-12-31", 3, "not_started", ", due 2099-12-31"),
        (None, "2020-01-31", 4, "overdue", ", due 2020-01-31"),
    ],
)
def test_line_and_json_say_the_same(
    staffed: Cli, completed: dt.date | None, due: str | None, code: int, status: str, shown: str
) -> None:
    staffed("assign", "tiny", "--person", "1001", *(("--due", due) if due else ()))
    if completed:
        past(staffed, f"1001,tiny,,{completed}")
    ran = staffed("check", "1001")
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.startswith(f"1001: {status} (tiny {status}{shown}")
    assert ran.out.endswith(")\n")
    assert ran.out.count("\n") == 1
    found = staffed("check", "login:ana", "--format", "json")
    assert found.code == code
    said = found.json
    assert (said["schema"], said["person"], said["status"], said["code"]) == (1, "1001", status, code)
    assert (said["as_of"], said["left_on"]) == (str(TODAY), "")
    (track,) = said["tracks"]
    assert (track["track"], track["status"]) == ("tiny", status)
    assert str(track["valid_until"] if completed else track["due_on"]) in ran.out


@pytest.mark.parametrize("options", [(), ("--track", "tiny")])
def test_where_nothing_is_required(staffed: Cli, options: tuple[str, ...]) -> None:
    # A track has to be in force before it can be named.
    staffed("assign", "tiny", "--person", "1002")
    ran = staffed("check", "1001", *options)
    assert (ran.code, ran.out) == (7, "1001: not_required (nothing is required)\n")
    ran = staffed("check", "1001", *options, "--format", "json")
    assert (ran.code, ran.json["status"], ran.json["tracks"]) == (7, "not_required", [])


def test_of_someone_who_left(staffed: Cli) -> None:
    staffed("assign", "tiny", "--everyone", "--due", "2020-01-31")
    assert staffed("check", "1001").code == 4
    staffed("people", "leave", "1001", "--on", "2026-01-31")
    ran = staffed("check", "1001")
    assert (ran.code, ran.out) == (7, "1001: not_required (left 2026-01-31)\n")
    said = staffed("check", "1001", "--format", "json").json
    assert (said["left_on"], said["code"], said["tracks"]) == ("2026-01-31", 7, [])
    # That they left was recorded today; yesterday nobody knew it, nor them.
    assert staffed("check", "1001", "--as-of", str(days_ago(1)), "--format", "json").json["left_on"] == ""


def test_what_was_held_without_being_required_counts(staffed: Cli) -> None:
    past(staffed, f"1001,tiny,,{days_ago(10)}")
    ran = staffed("check", "1001", "--format", "json")
    assert (ran.code, ran.json["tracks"][0]["due_on"]) == (0, None)


def test_as_of_any_day(db: Path, cli: Cli) -> None:
    db.parent.mkdir()
    clock = StoppedClock(dt.datetime.now(dt.UTC) - dt.timedelta(days=60))
    with closing(Office(db, clock, tiny_course()).training("root")) as root:
        root.people.import_csv("p.csv", (HEADER + "1,ana,Ana,,Sales,,,\n").encode())
        root.compliance.assign("tiny", Asked(everyone=True))
        clock.forward(days=40)
        root.people.import_history("h.csv", f"id,track,completed_on\n1,tiny,{days_ago(50)}\n".encode())
    expected = {
        "0001-01-01": 7, str(days_ago(61)): 7, str(days_ago(60)): 3, str(days_ago(31)): 3,
        # Due on the thirtieth day, which is not late yet. What was brought along counts from when it was recorded.
        str(days_ago(30)): 3, str(days_ago(29)): 4, str(days_ago(21)): 4, str(days_ago(20)): 0,
        str(TODAY): 0, str(TODAY + dt.timedelta(days=400)): 5, "9999-12-31": 5,
    }  # fmt: skip
    for form in ("text", "json"):
        asked = {day: cli("check", "1", "--as-of", day, "--format", form).code for day in expected}
        assert asked == expected
    assert cli("check", "1", "--as-of", str(days_ago(61)), "--format", "json").json["as_of"] == str(days_ago(61))


def test_asking_changes_nothing_and_asks_for_no_notice(staffed: Cli, db: Path) -> None:
    staffed("assign", "tiny", "--everyone")
    with closing(sqlite3.connect(db)) as conn:
        before = list(conn.iterdump())
        for command in (("1001",), ("1001", "--format", "json"), ("9999",), ("1001", "--as-of", "2099-01-01")):
            staffed("check", *command)
        assert list(conn.iterdump()) == before


def test_the_worst_of_several_tracks(staffed: Cli, tmp_path: Path) -> None:
    content = Path(shutil.copytree(TINY, tmp_path / "content"))
    tracks = content / "modules" / "tracks.yaml"
    text = tracks.read_text(encoding="utf-8")
    tracks.write_text(text + text.partition("tracks:\n")[2].replace("id: tiny", "id: other"), encoding="utf-8")
    place = ("--content", str(content))
    staffed(*place, "assign", "tiny", "--everyone", "--due", "2020-01-31")
    staffed(*place, "assign", "other", "--everyone", "--due", "2099-01-31")
    ran = staffed(*place, "check", "1001")
    said = "1001: overdue (tiny overdue, due 2020-01-31; other not_started, due 2099-01-31)\n"
    assert (ran.code, ran.out) == (4, said)
    assert staffed("check", "1001", "--track", "other").code == 3


def test_a_track_is_shown_safely(staffed: Cli, shell: Shell) -> None:
    staffed("assign", "tiny", "--everyone")
    ran = shell("check", "1001", "--track", "\x1b[31m\u202e")
    assert (ran.code, ran.out) == (2, "")
    assert not {"\x1b", "\u202e"} & set(ran.err)
    assert ran.err.endswith("In force are: tiny.\n")
    assert json.loads(shell("check", "1001", "--format", "json").out)["schema"] == 1
