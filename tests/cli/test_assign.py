"""``assign``: whom, by when, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def due(cli: Cli) -> dict[str, str]:
    """Each person who must hold the track, and by when."""
    rows = cli("report", "completion", "--format", "json").json["rows"]
    return {row["person"]: row["due_on"] for row in rows}


@pytest.mark.parametrize(
    ("whom", "said", "people"),
    [
        (["--everyone"], "tiny is required of 3 people today; later joiners too\n", {"1001", "1002", "1003"}),
        (["--team", "sales"], "tiny is required of 2 people today; later joiners too\n", {"1001", "1003"}),
        (["--role", "manager"], "tiny is required of 1 person today; later joiners too\n", {"1002"}),
        (["--person", "1001", "--person", "login:bo"], "tiny is required of 2 people today\n", {"1001", "1002"}),
    ],
)
def test_assigning(staffed: Cli, whom: list[str], said: str, people: set[str]) -> None:
    ran = staffed("assign", "tiny", *whom)
    assert (ran.code, ran.out) == (0, said)
    assert set(due(staffed)) == people
    assert staffed("assign", "tiny", *whom).out.startswith("that stood already")


def test_due_dates(staffed: Cli) -> None:
    staffed("assign", "tiny", "--person", "1001", "--due", "2031-01-31")
    assert due(staffed) == {"1001": "2031-01-31"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["none", "--everyone"], 2, "The tracks are: tiny."),
        (["tiny"], 2, "Name whom it is for."),
        (["tiny", "--everyone", "--team", "Sales"], 2, "Name whom it is for."),
        (["tiny", "--person", "1001", "--everyone"], 2, "Name whom it is for."),
        (["tiny", "--team", "Salse"], 2, "The teams are: Sales, Support."),
        (["tiny", "--role", "boss"], 2, "The roles are:"),
        (["tiny", "--person", "9999"], 8, "Nobody here is '9999'."),
        (["tiny", "--person", ""], 2, "Name whom it is for."),
        (["tiny", "--everyone", "--due", "31.1.2027"], 2, "--due"),
        (["tiny", "--everyone", "--due", "2027-01-31", "--due-days", "3"], 2, "Use one of --due and --due-days."),
        (["tiny", "--everyone", "--due-days", "9223372036854775808"], 2, "--due-days"),
        (["tiny", "--everyone", "--due-days", "-1"], 2, "--due-days"),
    ],
)
def test_what_is_refused(staffed: Cli, arguments: list[str], code: int, said: str) -> None:
    ran = staffed("assign", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert due(staffed) == {}


def test_of_several_people_all_or_none(staffed: Cli) -> None:
    assert staffed("assign", "tiny", "--person", "1001", "--person", "9999").code == 8
    assert due(staffed) == {}


def test_without_records_nothing_is_made(cli: Cli, db: Path) -> None:
    assert cli("assign", "tiny", "--everyone").code == 10
    assert not db.exists()
