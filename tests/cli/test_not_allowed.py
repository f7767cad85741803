"""Over the host service, what is not theirs to do or to see is exit code 9 for a learner, a manager and an auditor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran
from tests.service.hosted import HostedOffice
from tests.support import TINY, StoppedClock, fail_check, pass_check, read_all, tiny_course
from trainer.service.asked import Asked
from trainer.settings import Settings

ROSTER = (
    b"id,login,name,team,manager,roles\n"
    b"1,ana,Ana,Zinc,,manager\n2,bo,Bo,Sales,1,\n3,cy,Cy,Sales,2,\n4,di,Di,Far,,auditor\n5,eva,Eva,Far,,author\n"
)
WHY = ("--reason", "a power cut")
DECISIONS = (
    ("assign", "tiny", "--person", "2"),
    ("unassign", "tiny", "--everyone"),
    ("exempt", "2", "tiny", "--until", "2027-01-31", *WHY),
    ("correct", "1", "--withdraw", *WHY),
    ("people", "add", "6", "Flo"),
    ("people", "leave", "2"),
    ("people", "import", "-"),
    ("people", "import-history", "-"),
    ("people", "list"),
)
"""An admin's."""
REPORTS = tuple(("report", name) for name in ("completion", "overdue", "history", "teams"))
SHARED = ("report", "teams", "--shareable")


@pytest.fixture
def places() -> Sequence[str]:
    return ("--content", str(TINY))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HostedOffice]:
    made = HostedOffice(tmp_path / "host.db", StoppedClock(), tiny_course())
    root = made.training("root")
    root.people.import_csv("p.csv", ROSTER)
    root.compliance.assign("tiny", Asked(everyone=True))
    read_all(made.training("bo"))
    pass_check(made.training("bo"), made.course)
    fail_check(made.training("cy"), made.course)
    fail_check(made.training("eva"), made.course)
    yield made
    made.stop()


def ask(cli: Cli, office: HostedOffice, login: str, *arguments: str, seeing: bool = False) -> Ran:
    host = office.host(Settings(managers_see_scores=seeing))
    return cli("--socket", str(host.path(login, operator=False)), *arguments, stdin="id,name\n1,Ana\n")


def refused(ran: Ran) -> bool:
    if ran.code != 9:
        return False
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "Ask " in ran.err
    return True


@pytest.mark.parametrize("login", ["ana", "bo", "di", "eva", "nobody-known"])
def test_only_an_admin_decides(office: HostedOffice, cli: Cli, login: str) -> None:
    assert [command for command in DECISIONS if not refused(ask(cli, office, login, *command))] == []


@pytest.mark.parametrize(
    ("login", "may"),
    [
        ("ana", {*REPORTS}),
        ("bo", set()),
        ("nobody-known", set()),
        ("eva", {("report", "items")}),
        ("di", {*REPORTS, SHARED, ("report", "items")}),
    ],
)
def test_who_may_read_which_report(office: HostedOffice, cli: Cli, login: str, may: set[tuple[str, ...]]) -> None:
    for command in (*REPORTS, SHARED, ("report", "items")):
        for form in ("table", "csv"):
            ran = ask(cli, office, login, *command, "--format", form)
            assert refused(ran) is (command not in may), (command, ran)
            assert command not in may or ran.code == 0


def test_a_report_that_is_refused_leaves_no_file(office: HostedOffice, cli: Cli, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    for form in ("csv", "json", "xlsx", "html", "md"):
        for login, command in (("ana", SHARED), ("bo", ("report", "completion")), ("eva", ("report", "history"))):
            assert refused(ask(cli, office, login, *command, "--output", str(tmp_path / f"out.{form}")))
    assert {each for each in tmp_path.iterdir() if not each.name.startswith("host.db")} <= before


@pytest.mark.parametrize(
    ("login", "codes"),
    [
        ("ana", {"1": 3, "2": 0, "3": 3, "4": 9, "9999": 9}),
        ("bo", {"1": 9, "2": 0, "3": 9, "login:bo": 0, "9999": 9}),
        ("di", {"1": 3, "2": 0, "3": 3, "4": 3, "9999": 8}),
    ],
)
def test_whom_one_may_ask_about(office: HostedOffice, cli: Cli, login: str, codes: dict[str, int]) -> None:
    assert {person: ask(cli, office, login, "check", person).code for person in codes} == codes


def test_a_manager_lifts_the_wait_of_their_own_people_only(office: HostedOffice, cli: Cli) -> None:
    for person, code in (("3", 0), ("2", 0), ("1", 9), ("5", 9), ("9999", 9)):
        assert ask(cli, office, "ana", "allow-retry", person, "M90", *WHY).code == code, person
    for login in ("bo", "cy", "di", "eva"):
        assert refused(ask(cli, office, login, "allow-retry", "3", "M90", *WHY))


def test_a_manager_sees_scores_and_failures_where_the_settings_say_so(office: HostedOffice, cli: Cli) -> None:
    for seeing in (False, True):
        found = ask(cli, office, "ana", "report", "history", "--format", "json", seeing=seeing).json["rows"]
        told = {(row["person"], row["state"], row["score"]) for row in found}
        failed = {("3", "failed", 0.0)} if seeing else set()
        assert told == {("2", "passed", 100.0 if seeing else None)} | failed
        lines = ask(cli, office, "ana", "report", "completion", "--format", "csv", seeing=seeing).out
        assert ("100.0" in lines) is seeing
        assert "Eva" not in lines
