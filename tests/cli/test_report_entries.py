"""Whoever looks at a report leaves an entry of what they saw; and a report of yesterday is yesterday's."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import HEADER, Cli
from tests.cli.crowd import ABOUT_PEOPLE, FORMS, REPORTS, TODAY, exports, fill
from tests.support import Office, StoppedClock, tiny_course
from trainer.service.asked import Asked

YESTERDAY = str(TODAY - dt.timedelta(days=1))


@pytest.fixture
def crowd(cli: Cli) -> Cli:
    return fill(cli)


def rows(cli: Cli, report: str, *options: str) -> list[dict[str, Any]]:
    ran = cli("report", report, "--format", "json", *options)
    assert ran.code == 0, ran
    return list(ran.json["rows"])


def seen(db: Path) -> set[str]:
    """Ids of the people who were in the newest export."""
    sql = """SELECT vault.id FROM vault, json_each((SELECT people FROM seen ORDER BY entry DESC LIMIT 1)) AS some
      WHERE vault.person BETWEEN json_extract(some.value, '$[0]') AND json_extract(some.value, '$[1]')"""
    with closing(sqlite3.connect(db)) as conn:
        return {row[0] for row in conn.execute(sql)}


@pytest.mark.parametrize("form", [*FORMS, "ics"])
@pytest.mark.parametrize("report", [report for report in REPORTS if report != "coverage"])
def test_each_look_is_an_entry(crowd: Cli, db: Path, tmp_path: Path, report: str, form: str) -> None:
    if form == "ics" and report != "overdue":
        return
    before = len(exports(db))
    ran = crowd("report", report, "--output", str(tmp_path / f"out.{'txt' if form == 'table' else form}"))
    assert ran.code == 0
    (said,) = exports(db)[before:]
    written = int(ran.err.split()[1])
    assert (said["report"], said["form"], said["rows"]) == (report, form, written)
    assert said["seen"]
    if report == "items":
        assert said.keys() == {"report", "form", "filters", "rows", "seen"}
        assert said["filters"] == {"module": ""}
        return
    assert (said["as_of"], said["filters"]) == (str(TODAY), {"team": "", "track": ""})
    assert said.keys() - {"shareable"} == {"report", "form", "as_of", "filters", "rows", "seen"}
    if report in ABOUT_PEOPLE:
        # Nobody's name is in it: who was seen stands beside the entry.
        assert seen(db) == {row["person"] for row in rows(crowd, report)}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("completion", "--team", "SALES"), {"filters": {"team": "SALES", "track": ""}, "rows": 6}),
        (("history", "--track", "tiny", "--team", "Sales"), {"filters": {"team": "Sales", "track": "tiny"}, "rows": 2}),
        (("overdue", "--team", "Sales", "--within", "30"), {"filters": {"team": "Sales", "track": ""}, "rows": 2}),
        (("teams", "--shareable"), {"shareable": True, "rows": 2}),
        (("teams", "--team", "Sales"), {"shareable": False, "rows": 1}),
        (("items", "--module", "tiny-test-module"), {"filters": {"module": "M90"}, "rows": 12}),
    ],
)
def test_its_entry_has_the_filters(crowd: Cli, db: Path, command: tuple[str, ...], expected: dict[str, Any]) -> None:
    found = crowd("report", *command, "--format", "json").json
    said = exports(db)[-1]
    assert {name: said[name] for name in expected} == expected
    assert said["form"] == "json"
    assert len(found["rows"]) == expected["rows"]
    given = dict(zip(command[1::2], command[2::2], strict=False))
    assert {f"--{name}" for name in found["filters"]} == {*given} | ({"--shareable"} & {*command})


def test_its_entry_has_the_day(crowd: Cli, db: Path) -> None:
    crowd("report", "completion", "--as-of", "2099-01-01", "--format", "csv")
    assert exports(db)[-1]["as_of"] == "2099-01-01"


def test_a_look_at_nothing_is_none_and_a_look_that_broke_off_is_one(
    crowd: Cli, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(exports(db))
    for report in (*ABOUT_PEOPLE, "teams"):
        assert crowd("report", report, "--as-of", YESTERDAY).code == 0
        assert crowd("report", report, "--schema").code == 0
        assert crowd("report", report, "--team", "Nobody").code == 2
    assert crowd("report", "coverage").code == 0
    assert len(exports(db)) == before

    def first_only(_form: str, _about: Any, _type: type, found: Any, *_: Any, **__: Any) -> int:
        next(found)
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.cli.reporting.write", first_only)
    assert crowd("report", "completion").code == 130
    assert (exports(db)[-1]["rows"], len(exports(db)), seen(db)) == (1, before + 1, {"1"})


def test_the_ledger_holds_after_all_of_them(crowd: Cli) -> None:
    for report in REPORTS:
        assert crowd("report", report).code == 0
    ran = crowd("evidence", "verify")
    assert ran.code == 0, ran.out


@pytest.fixture
def lived(db: Path, cli: Cli) -> Cli:
    """Ten days ago two people were late; four days ago one brought a completion along, and moved; today one left."""
    db.parent.mkdir()
    clock = StoppedClock(dt.datetime.now(dt.UTC) - dt.timedelta(days=10))
    with closing(Office(db, clock, tiny_course()).training("root")) as root:
        root.people.import_csv("p.csv", (HEADER + "1,ana,Ana,,Sales,,,\n2,bo,Bo,,Sales,,,\n").encode())
        root.compliance.assign("tiny", Asked(everyone=True, due_on=dt.date(2020, 1, 31)))
        clock.forward(days=6)
        root.people.import_csv("p.csv", (HEADER + "1,ana,Ana,,Support,,,\n2,bo,Bo,,Sales,,,\n").encode())
        root.people.import_history("h.csv", f"id,track,completed_on\n1,tiny,{TODAY - dt.timedelta(days=40)}\n".encode())
    assert cli("people", "leave", "2").code == 0
    assert cli("people", "add", "3", "Cy", "--team", "Sales").code == 0
    return cli


def ago(days: int) -> tuple[str, str]:
    return "--as-of", str(TODAY - dt.timedelta(days=days))


def test_completion_and_overdue_of_each_day(lived: Cli) -> None:
    def stands(*options: str) -> dict[str, tuple[str, str, str]]:
        return {r["person"]: (r["status"], r["team"], r["left_on"]) for r in rows(lived, "completion", *options)}

    assert stands(*ago(11)) == {}
    assert stands(*ago(10)) == {"1": ("overdue", "Sales", ""), "2": ("overdue", "Sales", "")}
    assert stands(*ago(1)) == {"1": ("current", "Support", ""), "2": ("overdue", "Sales", "")}
    assert stands(*ago(0)) == stands()
    assert stands() == {
        "1": ("current", "Support", ""), "2": ("overdue", "Sales", str(TODAY)), "3": ("overdue", "Sales", ""),
    }  # fmt: skip
    assert {r["person"] for r in rows(lived, "overdue", *ago(5))} == {"1", "2"}
    assert {r["person"] for r in rows(lived, "overdue", *ago(1))} == {"2"}
    assert "2" not in {r["person"] for r in rows(lived, "overdue")}
    (late,) = rows(lived, "overdue", *ago(1))
    assert late["days_late"] == (TODAY - dt.timedelta(days=1) - dt.date(2020, 1, 31)).days


def test_teams_and_history_of_each_day(lived: Cli) -> None:
    def counted(*options: str) -> dict[str, tuple[int, int]]:
        return {r["team"]: (r["people"], r["done"]) for r in rows(lived, "teams", *options)}

    assert counted(*ago(11)) == {}
    assert counted(*ago(5)) == {"Sales": (2, 0), "All teams": (2, 0)}
    assert counted(*ago(1)) == {"Sales": (1, 0), "Support": (1, 1), "All teams": (2, 1)}
    assert counted() == {"Sales": (1, 0), "Support": (1, 1), "All teams": (2, 1)}
    assert [rows(lived, "history", *ago(day)) == [] for day in (11, 5, 4, 1)] == [True, True, False, False]
    assert rows(lived, "history", *ago(4)) == rows(lived, "history")


def test_what_is_shared_names_no_small_team(crowd: Cli) -> None:
    shared = rows(crowd, "teams", "--shareable")
    # Of five people one is exempt: no figure may be shown. The teams of one cannot hide among each other.
    assert [(row["team"], row["people"], row["required"]) for row in shared] == [
        ("Sales", 5, None), ("All teams shown", None, None),
    ]  # fmt: skip
    assert {row["team"] for row in rows(crowd, "teams")} > {"<script>alert(1)</script>", "Sales", "All teams"}
    assert "alert" in crowd("report", "teams", "--format", "html").out
    assert "alert" not in crowd("report", "teams", "--shareable", "--format", "html").out
