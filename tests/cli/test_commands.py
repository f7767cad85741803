"""What all commands about people and their compliance refuse, how, and that nothing comes of it.

Each refusal is one sentence and what to do next, in the exit code that scripts branch on.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran, Shell

UNTIL, WHY = ("--until", "2031-01-31"), ("--reason", "a power cut")
ABOUT_A_PERSON = {
    "check": ("check", "{}"),
    "exempt": ("exempt", "{}", "tiny", *UNTIL, *WHY),
    "allow-retry": ("allow-retry", "{}", "M90", *WHY),
    "people leave": ("people", "leave", "{}"),
    "assign": ("assign", "tiny", "--person", "{}"),
    "unassign": ("unassign", "tiny", "--person", "{}"),
}
"""Commands that name a person."""
OTHERS = {
    "correct": ("correct", "1", "--withdraw", *WHY),
    "unassign everyone": ("unassign", "tiny", "--everyone"),
    "import-history": ("people", "import-history", "-"),
    "report overdue": ("report", "overdue"),
    "report history": ("report", "history", "--format", "json"),
    "report teams": ("report", "teams", "--format", "csv"),
    "report items": ("report", "items"),
}
ON_NO_RECORDS = [
    pytest.param(
        tuple(each.format("1001") for each in command),
        id=name,
    )
    for name, command in {**ABOUT_A_PERSON, **OTHERS}.items()
]
DATES = (
    ("check", "1001", "--as-of"),
    ("exempt", "1001", "tiny", *WHY, "--until"),
    ("correct", "1", *WHY, "--due"),
    ("people", "leave", "1001", "--on"),
    ("people", "add", "1004", "Di", "--start-date"),
    ("assign", "tiny", "--everyone", "--due"),
    ("report", "completion", "--as-of"),
    ("report", "overdue", "--as-of"),
    ("report", "history", "--as-of"),
    ("report", "teams", "--as-of"),
)
REASONED = (
    ("exempt", "1001", "tiny", *UNTIL, "--reason"),
    ("allow-retry", "1001", "M90", "--reason"),
    ("correct", "1", "--withdraw", "--reason"),
)
EVIL = "\x1b]52;c;aGk=\x07\x1b[31m[red]\u202e<b>"


def held(db: Path) -> tuple[int, int]:
    """How many entries and people the records have."""
    with closing(sqlite3.connect(db)) as conn:
        return tuple(conn.execute("SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM person)").fetchone())


def refused(ran: Ran, code: int, said: str = "") -> None:
    """One sentence and a remedy, or what the usage is; nothing on standard output and nothing unsafe."""
    assert (ran.code, ran.out) == (code, ""), ran
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not ran.err.startswith(("Trainer itself", "The system refused")), ran
    last = ran.err.splitlines()[-1]
    assert re.fullmatch(r".+[.:] .+\.", last), last
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.err)


@pytest.mark.parametrize("command", ON_NO_RECORDS)
def test_without_records_it_exits_10_and_makes_none(cli: Cli, db: Path, command: tuple[str, ...]) -> None:
    ran = cli(*command, stdin="id,track,completed_on\n1001,tiny,2026-01-31\n")
    assert not db.parent.exists()
    refused(ran, 10, f"There are no records at {db} yet.")


@pytest.mark.parametrize("command", ABOUT_A_PERSON.values(), ids=ABOUT_A_PERSON)
@pytest.mark.parametrize("person", ["9999", "login:nobody", "Ana Example", "10 01", EVIL, os.fsdecode(b"\xff")])
def test_an_unknown_person_is_exit_8(staffed: Cli, db: Path, command: tuple[str, ...], person: str) -> None:
    assert staffed("assign", "tiny", "--everyone").code == 0
    before = held(db)
    ran = staffed(*(each.format(person) for each in command))
    refused(ran, 8, "Use an id from 'trainer people list', or login:NAME.")
    assert held(db) == before


@pytest.mark.parametrize("command", ["exempt", "people leave", "assign", "unassign"])
def test_nothing_is_decided_about_who_is_not_on_the_roster(cli: Cli, command: str) -> None:
    assert cli("people", "import", "-", stdin="id,name\n1,Ana\n").code == 0
    assert cli("privacy", "notice", "--acknowledge").code == 0
    unlisted = next(
        row["id"] for row in cli("people", "list", "--all", "--format", "json").json["rows"] if row["login"]
    )
    refused(cli(*(each.format(unlisted) for each in ABOUT_A_PERSON[command])), 2, "That person is not on the roster.")


@pytest.mark.parametrize("command", DATES, ids=" ".join)
@pytest.mark.parametrize("day", ["2026-02-30", "20260230", "20261130", "30.11.2026", "2026-11-30T00:00", "", "\x1b[1m"])
def test_a_date_has_one_form(staffed: Cli, db: Path, command: tuple[str, ...], day: str) -> None:
    before = held(db)
    refused(staffed(*command, day), 2, "is no date; write it as 2027-01-31.")
    assert held(db) == before


@pytest.mark.parametrize("command", REASONED, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("x" * 20_000, "The reason has 20000 characters. Keep it to 1000."),
        ("ä" * 1_001, "The reason has 1001 characters."),
        ("", "A reason is needed, in plain text."),
        (" \t ", "A reason is needed, in plain text."),
        (EVIL, "A reason is needed, in plain text."),
        (os.fsdecode(b"\xff"), "A reason is needed, in plain text."),
    ],
    ids=["20000", "1001", "empty", "blank", "evil", "bytes"],
)
def test_a_reason_is_short_plain_text(staffed: Cli, db: Path, command: tuple[str, ...], reason: str, said: str) -> None:
    before = held(db)
    refused(staffed(*command, reason), 2, said)
    assert held(db) == before


@pytest.mark.parametrize("command", REASONED, ids=lambda command: command[0])
def test_a_reason_is_asked_for(staffed: Cli, command: tuple[str, ...]) -> None:
    refused(staffed(*command[:-1]), 2, "Missing option '--reason'")


@pytest.mark.parametrize(
    "command",
    [
        ("check",), ("check", "1001", "1002"), ("check", "1001", "--format", "csv"), ("exempt", "1001", *UNTIL, *WHY),
        ("exempt", "1001", "tiny", *WHY), ("allow-retry", "1001", *WHY), ("unassign",), ("people", "leave"),
        ("people", "add", "1004"), ("people", "add", "1004", "Di", "--role", "boss"), ("people", "import-history"),
        ("report", "overdue", "--within", "-1"), ("report", "overdue", "--within", "3651"),
        ("report", "history", "--format", "ics"), ("report", "teams", "--shareble"),
        ("report", "items", "--as-of", "x"), ("report", "coverage", "--team", "Sales"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_said_with_where_to_read_on(staffed: Cli, db: Path, command: tuple[str, ...]) -> None:
    before = held(db)
    ran = staffed(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "--help'." in ran.err
    assert "Error: " in ran.err
    assert held(db) == before


TEXTS = (
    ("check", "1001", "--track"), ("exempt", "1001", "TEXT", *UNTIL, *WHY), ("unassign",),
    ("unassign", "tiny", "--team"), ("allow-retry", "1001", "TEXT", *WHY), ("people", "add", "1004"),
    ("people", "add", "1004", "Di", "--login"), ("people", "add", "1004", "Di", "--team"),
    ("people", "add", "1004", "Di", "--manager"), ("people", "import-history"), ("report", "overdue", "--team"),
    ("report", "history", "--track"), ("report", "teams", "--team"), ("report", "items", "--module"),
)  # fmt: skip


@pytest.mark.parametrize("command", TEXTS, ids=" ".join)
@pytest.mark.parametrize("text", [os.fsdecode(b"\xff"), EVIL], ids=["bytes", "evil"])
def test_text_that_is_none(staffed: Cli, db: Path, command: tuple[str, ...], text: str) -> None:
    before = held(db)
    given = [text if each == "TEXT" else each for each in command]
    refused(staffed(*given, *([] if "TEXT" in command else [text])), 2)
    assert held(db) == before


LAST = "9999-12-31"


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", LAST])
@pytest.mark.parametrize(
    "command",
    [
        ("check", "1001"), ("report", "completion"), ("report", "overdue"), ("report", "history"), ("report", "teams"),
        ("report", "overdue", "--format", "ics"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_first_and_the_last_day_there_is(staffed: Cli, command: tuple[str, ...], day: str) -> None:
    assert staffed("assign", "tiny", "--everyone", "--due", LAST).code == 0
    ran = staffed(*command, "--as-of", day)
    assert ran.code in (0, 3, 7), ran


def test_what_is_due_soon_on_the_last_day_there_is(staffed: Cli) -> None:
    assert staffed("assign", "tiny", "--everyone", "--due", LAST).code == 0
    ran = staffed("report", "overdue", "--as-of", LAST, "--within", "3650", "--format", "json")
    assert (ran.code, len(ran.json["rows"])) == (0, 3)


def test_a_calendar_has_the_last_day_there_is(staffed: Cli) -> None:
    assert staffed("assign", "tiny", "--everyone", "--due", LAST).code == 0
    ran = staffed("report", "overdue", "--as-of", "9999-12-30", "--within", "1", "--format", "ics")
    assert (ran.code, ran.out.count("BEGIN:VEVENT")) == (0, 3)


def test_the_same_in_a_process_of_its_own(staffed: Cli, shell: Shell) -> None:
    for command, code in (
        ((b"check", b"\xff"), 8),
        ((b"exempt", b"1001", b"tiny", b"--until", b"2031-01-31", b"--reason", b"\xff"), 2),
        ((b"people", b"add", b"1004", b"jos\xe9"), 2),
        ((b"people", b"leave", b"\xff"), 8),
        ((b"report", b"teams", b"--team", b"\xff"), 2),
    ):
        refused(shell(*command), code)
