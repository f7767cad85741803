"""``people add``, ``leave`` and ``import-history``, and managers who go round in a circle."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import HEADER, STAFF, Cli

PAST = "id,track,module,completed_on,score\n"
TODAY = dt.datetime.now(dt.UTC).date()


def listed(cli: Cli) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in cli("people", "list", "--all", "--format", "json").json["rows"] if row["listed"]}


def entries(db: Path, kind: str) -> int:
    with closing(sqlite3.connect(db)) as conn:
        return int(conn.execute("SELECT count(*) FROM entry WHERE kind = ?", (kind,)).fetchone()[0])


def history(cli: Cli) -> list[tuple[str, str, str, str, float | None]]:
    rows = cli("report", "history", "--format", "json").json["rows"]
    return sorted((r["person"], r["track"], r["module"], r["finished_at"][:10], r["score"]) for r in rows)


def test_adding_one_person(staffed: Cli, db: Path) -> None:
    staffed("assign", "tiny", "--team", "Sales")
    before = entries(db, "roster")
    given = ("--login", "di", "--email", "di@firm.example", "--team", "Sales", "--manager", "1001",
             "--role", "manager", "--role", "auditor", "--start-date", "2026-12-01")  # fmt: skip
    ran = staffed("people", "add", "1004", "Di Example", *given)
    assert (ran.code, ran.out, ran.err) == (0, "added 1004 Di Example\n", "")
    assert listed(staffed)["1004"] == {
        "id": "1004", "login": "di", "name": "Di Example", "email": "di@firm.example", "team": "Sales",
        "manager": "1001", "roles": "manager auditor", "start_date": "2026-12-01", "left_on": "", "listed": True,
    }  # fmt: skip
    # Whatever was asked of the team is asked of them.
    assert staffed("check", "1004").code == 3
    assert staffed("people", "add", "1004", "Di Example", *given).out == "unchanged 1004 Di Example\n"
    assert entries(db, "roster") == before + 1


def test_adding_is_not_changing(staffed: Cli, db: Path) -> None:
    before = listed(staffed), entries(db, "roster")
    for given in (("1001", "Anna Example"), ("1001", "Ana Example", "--login", "ana", "--team", "Support")):
        ran = staffed("people", "add", *given)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "1001 is on the roster already, with other details. Change people with 'trainer people import'.\n"
        )
    ran = staffed("people", "add", "1004", "Di", "--login", "ana")
    assert (ran.code, ran.out) == (2, "")
    assert "The login 'ana' belongs to 1001" in ran.err
    assert (listed(staffed), entries(db, "roster")) == before


def test_the_first_person_makes_the_records(cli: Cli, db: Path) -> None:
    assert cli("people", "add", "00123", "Ana", "--login", "ana").code == 0
    assert list(listed(cli)) == ["00123"]
    assert db.exists()


@pytest.mark.parametrize("name", ["[bold red]x[/]", "=1+1", "<b>&", "-x", "Ω'\"", "x" * 500])
def test_a_name_is_text(staffed: Cli, name: str) -> None:
    ran = staffed("people", "add", "--", "1004", name)
    assert (ran.code, listed(staffed)["1004"]["name"]) == (0, name)
    assert ran.out == f"added 1004 {name if len(name) < 200 else 'x' * 199 + '…'}\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("", "x"), "id is empty"),
        (("1004", ""), "name is empty"),
        (("1004", " "), "name is empty"),
        (("1004", "x" * 20_000), "name has 20000 characters. Keep it to 500"),
        (("1004", "a\x1b[31mb"), "control character U+001B"),
        (("1004", "a\u202eb"), "control character U+202E"),
        (("1004", "a\nb"), "control character line break or tab"),
        (("1004", os.fsdecode(b"\xff")), "this byte is not UTF-8"),
        (("1004", "Di", "--manager", "1004"), "The managers go round in a circle: 1004 → 1004."),
    ],
)
def test_who_cannot_be_added(staffed: Cli, given: tuple[str, ...], said: str) -> None:
    before = listed(staffed)
    ran = staffed("people", "add", *given)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not {"\x1b", "\u202e"} & set(ran.err)
    assert listed(staffed) == before


@pytest.mark.parametrize(
    ("rows", "circle"),
    [
        (("1,A,2", "2,B,1"), "1 → 2 → 1"),
        (("1,A,2", "2,B,3", "3,C,1", "4,D,1"), "1 → 2 → 3 → 1"),
        (("4,D,1", "1,A,２", "2,B,1"), "1 → 2 → 1"),
        (("1001,Ana Example,1002",), "1001 → 1002 → 1001"),
    ],
)
def test_a_circle_of_managers_is_named_and_nobody_is_imported(staffed: Cli, rows: tuple[str, ...], circle: str) -> None:
    before = listed(staffed)
    for options in ((), ("--dry-run",)):
        ran = staffed("people", "import", "-", *options, stdin="id,name,manager\n" + "".join(f"{r}\n" for r in rows))
        assert (ran.code, ran.out) == (2, "")
        assert turned(ran.err.partition("in a circle: ")[2].partition(".")[0]) == turned(circle)
        assert ran.err.endswith("Give one of them another manager. Nothing was imported.\n")
    assert listed(staffed) == before


def turned(circle: str) -> list[str]:
    """The same circle, whoever it is begun with."""
    *found, last = circle.split(" → ")
    assert last == found[0]
    at = found.index(min(found))
    return found[at:] + found[:at]


def test_leaving(staffed: Cli, db: Path) -> None:
    staffed("assign", "tiny", "--everyone")
    ran = staffed("people", "leave", "1001", "--on", "2026-01-31")
    assert (ran.code, ran.out, ran.err) == (0, "1001 has left\n", "")
    assert (listed(staffed)["1001"]["left_on"], listed(staffed)["1001"]["login"]) == ("2026-01-31", "")
    before = entries(db, "roster")
    for options in ((), ("--on", "2026-01-30")):
        assert staffed("people", "leave", "1001", *options).out == "1001 had left already\n"
    assert (entries(db, "roster"), listed(staffed)["1001"]["left_on"]) == (before, "2026-01-31")
    counted = staffed("report", "teams", "--format", "json").json["rows"]
    assert {row["team"]: row["people"] for row in counted} == {"Sales": 1, "Support": 1, "All teams": 2}
    assert staffed("assign", "tiny", "--everyone", "--due", "2030-01-31").out.startswith("tiny is required of 2 people")
    assert staffed("evidence", "verify").code == 0


def test_leaving_today_and_not_tomorrow(staffed: Cli) -> None:
    assert staffed("people", "leave", "login:bo").code == 0
    assert listed(staffed)["1002"]["left_on"] == str(TODAY)
    ran = staffed("people", "leave", "1001", "--on", str(TODAY + dt.timedelta(days=2)))
    assert (ran.code, ran.out) == (2, "")
    assert "is yet to come. Record it on that day" in ran.err
    assert listed(staffed)["1001"]["left_on"] == ""


def test_a_login_is_free_once_its_person_left(staffed: Cli) -> None:
    staffed("people", "leave", "1001")
    assert staffed("people", "add", "1004", "Another Ana", "--login", "ana").code == 0
    assert staffed("check", "login:ana", "--format", "json").json["person"] == "1004"


def test_who_comes_back_joins_anew(staffed: Cli) -> None:
    staffed("people", "leave", "1001")
    assert staffed("people", "import", "-", stdin=STAFF).out == "added 1, changed 0, unchanged 1, left 0\n"
    assert (listed(staffed)["1001"]["left_on"], listed(staffed)["1001"]["login"]) == ("", "ana")


def test_history_is_taken_over_once(staffed: Cli, tmp_path: Path, db: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(PAST + "1001,tiny,,2026-05-31,91.456\n1002,,M90,2025-01-31,\n１００３,,M90,2026-02-28,0\n", "utf-8")
    ran = staffed("people", "import-history", str(file), "--dry-run")
    assert (ran.code, ran.out) == (0, "added 3 completions, unchanged 0\n")
    assert ran.err == "Nothing was saved: this was a dry run.\n"
    assert history(staffed) == []
    assert staffed("people", "import-history", str(file)).out == "added 3 completions, unchanged 0\n"
    assert staffed("people", "import-history", str(file)).out == "added 0 completions, unchanged 3\n"
    assert history(staffed) == [
        ("1001", "tiny", "", "2026-05-31", 91.46),
        ("1002", "", "M90", "2025-01-31", None),
        ("1003", "", "M90", "2026-02-28", 0.0),
    ]
    assert (entries(db, "certification"), entries(db, "completion")) == (1, 2)
    more = file.read_bytes() + b"1001,,M90,2026-05-31,50\n"
    assert staffed("people", "import-history", "-", stdin=more).out == "added 1 completion, unchanged 3\n"
    assert staffed("evidence", "verify").code == 0
    marked = staffed("report", "completion", "--format", "json")
    assert {row["attestation"] for row in marked.json["rows"]} <= {"imported", ""}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9,tiny,,2026-01-31,", ":2:1: nobody here has the id 9. Import the people first"),
        ("1001,tiny,M90,2026-01-31,", ":2:2: a row is about one track or one module."),
        ("1001,,,2026-01-31,", ":2:2: a row is about one track or one module."),
        ("1001,none,,2026-01-31,", ":2:2: there is no track none. The tracks are: tiny"),
        ("1001,,tiny-test-module,2026-01-31,", ":2:3: there is no module tiny-test-module. The modules are: M90"),
        ("1001,tiny,,2026-02-30,", ":2:4: '2026-02-30' is no date. Write it as 2026-11-23"),
        ("1001,tiny,,20260131,", ":2:4: '20260131' is no date."),
        ("1001,tiny,,,", ":2:4: completed_on is empty."),
        ("1001,tiny,,2999-01-31,", ":2:4: 2999-01-31 is yet to come."),
        *((f"1001,tiny,,2026-01-31,{score}", f":2:5: '{score}' is no percentage.") for score in
          ("101", "-1", "nan", "inf", "ten", "87%")),
        ("1001,tiny,,2026-01-31,1\n1001,tiny,,2026-01-31,2", ":3:1: the same stands on line 2."),
        ("1001,tiny", ":2:1: this row has 2 cells, the header has 5."),
        ("1001,ti\x1bny,,2026-01-31,", ":2:2: there is no track ti\ufffdny."),
    ],
)  # fmt: skip
def test_a_wrong_row_is_said_with_its_place_and_nothing_is_imported(staffed: Cli, row: str, said: str) -> None:
    ran = staffed("people", "import-history", "-", stdin=f"{PAST}{row}\n1002,tiny,,2026-01-31,\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"standard input{said}")
    assert ran.err.endswith("nothing was loaded. Mend each and try again.\n")
    assert "\x1b" not in ran.err
    assert history(staffed) == []


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "said"),
    [(Path.mkdir, "is not a regular file"), (make_fifo, "is not a regular file"), (None, "No such file")],
)
def test_a_path_that_is_no_file(staffed: Cli, tmp_path: Path, make: Callable[[Path], None] | None, said: str) -> None:
    if make:
        make(tmp_path / "there")
    ran = staffed("people", "import-history", str(tmp_path / "there"))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_columns_that_are_not_known(staffed: Cli) -> None:
    data = "id,Track,completed_on,grade\n1001,tiny,2026-01-31,A\n"
    ran = staffed("people", "import-history", "-", stdin=data)
    assert (ran.code, ran.out) == (2, "")
    assert "unknown column grade. Remove it, or use --ignore-extra" in ran.err
    assert staffed("people", "import-history", "-", "--ignore-extra", stdin=data).code == 0
    assert (
        staffed("people", "import-history", "-", stdin="id,completed_on\n").out == "added 0 completions, unchanged 0\n"
    )
    assert staffed("people", "import-history", "-", stdin=HEADER).code == 2
