"""``exempt``, ``allow-retry`` and ``unassign``: what they do, what stays, and what doing it again does."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.support import TINY, Office, StoppedClock, fail_check, tiny_course
from trainer.errors import TrainerError
from trainer.service.asked import Asked

UNTIL = ("--until", "2031-01-31")
WHY = ("--reason", "on loan to Finance")


def check(cli: Cli, person: str = "1001", *options: str) -> tuple[int, str]:
    ran = cli("check", person, *options)
    return ran.code, ran.out


def required(cli: Cli) -> set[str]:
    return {row["person"] for row in cli("report", "completion", "--format", "json").json["rows"]}


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(sql).fetchall()


@pytest.fixture
def late(staffed: Cli) -> Cli:
    """Everyone is late."""
    assert staffed("assign", "tiny", "--everyone", "--due", "2026-01-31").code == 0
    return staffed


def test_an_exemption_counts_to_its_last_day(late: Cli, db: Path) -> None:
    ran = late("exempt", "login:ana", "tiny", *UNTIL, *WHY)
    ((number,),) = rows(db, "SELECT max(seq) FROM entry WHERE kind = 'exemption'")
    assert (ran.code, ran.out, ran.err) == (0, f"1001 is excused from tiny until 2031-01-31 (entry {number})\n", "")
    assert check(late) == (0, "1001: exempt (tiny exempt until 2031-01-31)\n")
    assert check(late, "1001", "--as-of", "2031-01-31")[0] == 0
    assert check(late, "1001", "--as-of", "2031-02-01")[0] == 4
    assert check(late, "1003")[0] == 4
    assert {row["person"] for row in late("report", "overdue", "--format", "json").json["rows"]} == {"1002", "1003"}
    (line,) = [r for r in late("report", "completion", "--format", "json").json["rows"] if r["person"] == "1001"]
    assert (line["status"], line["valid_until"]) == ("exempt", "2031-01-31")


def test_today_is_a_last_day_and_yesterday_is_none(late: Cli) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert late("exempt", "1001", "tiny", "--until", str(today), *WHY).code == 0
    ran = late("exempt", "1001", "tiny", "--until", str(today - dt.timedelta(days=1)), *WHY)
    assert ran.code == 2
    assert "has passed. Give the last day of the exemption with --until." in ran.err


def test_an_exemption_needs_a_track_there_is(late: Cli) -> None:
    ran = late("exempt", "1001", "none", *UNTIL, *WHY)
    assert (ran.code, ran.out, ran.err) == (2, "", "There is no track 'none'. The tracks are: tiny.\n")


def test_again_is_another_entry_and_the_same_status(late: Cli, db: Path) -> None:
    for day in ("2031-01-31", "2031-01-31", "2030-12-31"):
        assert late("exempt", "1001", "tiny", "--until", day, *WHY).code == 0
        assert check(late) == (0, "1001: exempt (tiny exempt until 2031-01-31)\n")
    assert rows(db, "SELECT count(*) FROM entry WHERE kind = 'exemption'") == [(3,)]
    assert late("evidence", "verify").code == 0


def test_the_reason_is_no_part_of_the_entry(late: Cli, db: Path) -> None:
    late("exempt", "1001", "tiny", *UNTIL, "--reason", "  maternity leave [b]  ")
    ((payload,),) = rows(db, "SELECT payload FROM entry WHERE kind = 'exemption'")
    assert json.loads(str(payload)).keys() == {"track", "until", "reason"}
    assert "maternity" not in str(payload)
    assert rows(db, "SELECT text FROM reason") == [("maternity leave [b]",)]
    assert "maternity" not in late("report", "completion", "--format", "json").out


@pytest.mark.parametrize("reason", ["x" * 1_000, "[red]=1+1[/red]", "<script>", "Ω 你好 🙂"])
def test_a_reason_may_be_any_plain_text(late: Cli, db: Path, reason: str) -> None:
    assert late("exempt", "1001", "tiny", *UNTIL, "--reason", reason).code == 0
    assert rows(db, "SELECT text FROM reason") == [(reason,)]


@pytest.fixture
def places(db: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    monkeypatch.setenv("TRAINER_DB", str(db))
    monkeypatch.setenv("TRAINER_CONTENT", str(TINY))
    return ()


@pytest.fixture
def office(db: Path) -> Office:
    """Bo has failed twice, an hour ago, and has read the lessons again."""
    db.parent.mkdir()
    made = Office(db, StoppedClock(dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)), tiny_course())
    with closing(made.training("root")) as root, closing(made.training("bo")) as bo:
        root.people.import_csv("p.csv", b"id,login,name\n2,bo,[b]Bo\n")
        root.compliance.assign("tiny", Asked(everyone=True))
        for _ in range(2):
            fail_check(bo, made.course)
    return made


@pytest.mark.parametrize("module", ["M90", "tiny-test-module"])
def test_a_retry_lifts_the_wait_and_deletes_nothing(office: Office, cli: Cli, db: Path, module: str) -> None:
    with closing(office.training("bo")) as bo:
        for line in bo.learn.module("M90").lessons:
            bo.learn.finish_lesson("M90", line.id)
        with pytest.raises(TrainerError) as waiting:
            bo.checks.start("M90")
        assert "24 hours" in str(waiting.value) or "again" in str(waiting.value)
        ran = cli("allow-retry", "login:bo", module, "--reason", "a fire drill")
        ((number,),) = rows(db, "SELECT max(seq) FROM entry WHERE kind = 'retry'")
        assert (ran.code, ran.out, ran.err) == (0, f"2 may try M90 again now (entry {number})\n", "")
        office.clock.forward(minutes=61)
        assert bo.checks.start("M90")
    assert [row["state"] for row in cli("report", "history", "--format", "json").json["rows"]][:2] == ["failed"] * 2
    assert cli("allow-retry", "2", "M90", "--reason", "once more").code == 0
    assert cli("evidence", "verify").code == 0


def test_a_retry_of_a_track_s_examination_and_of_nothing(staffed: Cli) -> None:
    assert staffed("assign", "tiny", "--everyone").code == 0
    assert "1001 may try tiny again now (entry " in staffed("allow-retry", "1001", "tiny", "--reason", "drill").out
    ran = staffed("allow-retry", "1001", "M91", "--reason", "drill")
    assert (ran.code, ran.err) == (2, "There is no module or track 'M91'. See 'trainer content list'.\n")


def test_taking_back_and_asking_again(late: Cli) -> None:
    before = check(late, "1001", "--as-of", "2026-12-31")
    assert late("unassign", "tiny", "--everyone").out == "tiny is no longer required of 3 people today\n"
    assert required(late) == set()
    assert check(late) == (7, "1001: not_required (nothing is required)\n")
    ran = late("unassign", "tiny", "--everyone")
    assert (ran.code, ran.out) == (0, "that had been taken back already\n")
    assert late("assign", "tiny", "--everyone", "--due", "2026-01-31").out.startswith("tiny is required of 3 people")
    assert check(late, "1001", "--as-of", "2026-12-31") == before


def test_only_what_nothing_else_asks_is_over(late: Cli) -> None:
    for whom in (("--team", "Sales"), ("--team", "sales", "--due", "2030-01-31"), ("--person", "1001")):
        late("assign", "tiny", *whom)
    assert late("unassign", "tiny", "--everyone").out == "tiny is no longer required of 1 person today\n"
    assert required(late) == {"1001", "1003"}
    # Whatever its due date.
    assert late("unassign", "tiny", "--team", "SALES").out == "tiny is no longer required of 1 person today\n"
    assert required(late) == {"1001"}
    assert late("unassign", "tiny", "--person", "1001").out == "tiny is no longer required of 1 person today\n"
    assert late("evidence", "verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["tiny", "--team", "Sales"], 2, "Nothing asked that of them: 'tiny'."),
        (["tiny", "--person", "1001"], 2, "Nothing asked that of them: 'tiny'."),
        (["none", "--everyone"], 2, "Nothing asked that of them: 'none'."),
        (["tiny", "--role", "boss"], 2, "The roles are:"),
        (["tiny"], 2, "Name whom it is for."),
        (["tiny", "--everyone", "--role", "manager"], 2, "Name whom it is for."),
        (["tiny", "--person", "9999"], 8, "Nobody here is '9999'."),
    ],
)
def test_what_is_not_taken_back(late: Cli, arguments: list[str], code: int, said: str) -> None:
    ran = late("unassign", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert required(late) == {"1001", "1002", "1003"}


def test_of_several_people_all_or_none(staffed: Cli) -> None:
    assert staffed("assign", "tiny", "--person", "1001", "--person", "1002").code == 0
    assert staffed("unassign", "tiny", "--person", "1001", "--person", "1003").code == 2
    assert required(staffed) == {"1001", "1002"}
    assert staffed("unassign", "tiny", "--person", "1001", "--person", "login:bo").code == 0
    assert required(staffed) == set()
