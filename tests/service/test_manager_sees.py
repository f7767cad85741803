"""What a manager sees in reports on their people: status and dates; no score, no failure and no try by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.service.hosted import HostedOffice
from tests.support import StoppedClock, fail_check, pass_check, read_all, tell, tiny_course
from trainer.errors import InputError
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.training import Training
from trainer.settings import Settings

ROSTER = (
    b"id,login,name,team,manager,roles\n"
    b"1,ana,Ana,Zinc,,manager\n2,bo,Bo,Sales,1,\n3,cy,Cy,Sales,2,\n4,di,Di,Sales,3,\n5,eva,Eva,Far,,\n"
)
SEEING = Settings(managers_see_scores=True)
REPORTS: dict[str, Callable[[Training, Filters], Any]] = {
    "completion": lambda t, only: t.reports.completion(only),
    "overdue": lambda t, only: t.reports.overdue(only, within=40),
    "history": lambda t, only: t.reports.history(only),
    "teams": lambda t, only: t.reports.teams(only),
}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[HostedOffice]:
    """Ana leads Bo, who passed; Bo leads Cy, who failed; Cy leads Di, who began only. Eva is somebody else's."""
    made = HostedOffice(tmp_path / "t.db", StoppedClock(), tiny_course())
    root = made.training("root")
    root.people.import_csv("p.csv", ROSTER)
    root.compliance.assign("tiny", Asked(everyone=True))
    for login, doing in (("bo", pass_check), ("cy", fail_check), ("di", None), ("eva", fail_check)):
        training = made.training(login)
        tell(training)
        read_all(training)
        if doing is not None:
            doing(training, made.course)
    di = made.training("di")
    di.checks.start("M90")
    yield made
    made.stop()


def seen(company: HostedOffice, report: str, settings: Settings | None = None, **filters: str) -> list[Any]:
    """What Ana, who is nothing but a manager, is shown."""
    host = company.host(settings or Settings())
    with closing(host.training("ana", operator=False)) as ana, REPORTS[report](ana, Filters(**filters)) as rows:
        return list(rows)


@pytest.mark.parametrize("report", ["completion", "overdue", "history"])
def test_it_is_about_their_own_people_only(company: HostedOffice, report: str) -> None:
    for settings in (Settings(), SEEING):
        found = seen(company, report, settings)
        assert found
        assert {row.person for row in found} <= {"1", "2", "3", "4"}
        assert "Eva" not in repr(found)
        with pytest.raises(InputError, match="The teams are: Sales, Zinc") as refused:
            seen(company, report, settings, team="Far")
        assert "Far." not in str(refused.value)


def test_teams_are_counted_over_their_own_people_only(company: HostedOffice) -> None:
    counted = {row.team: (row.people, row.required, row.done, row.outstanding) for row in seen(company, "teams")}
    assert counted == {"Sales": (3, 3, 1, 2), "Zinc": (1, 1, 0, 1), "All teams": (4, 4, 1, 3)}


def test_no_score_no_failure_and_no_try(company: HostedOffice) -> None:
    stands = seen(company, "completion")
    assert {(row.score, row.attempts) for row in stands} == {(None, None)}
    assert {row.person: row.status for row in stands} == {
        "1": "not_started", "2": "current", "3": "in_progress", "4": "in_progress",
    }  # fmt: skip
    (passed,) = seen(company, "history")
    assert (passed.person, passed.state, passed.score, passed.pass_mark) == ("2", "passed", None, None)


def test_who_failed_and_who_only_began_look_the_same(company: HostedOffice) -> None:
    alike = [row._replace(person="", login="", name="") for row in seen(company, "completion") if row.person in "34"]
    assert alike[0] == alike[1]


def test_the_settings_may_show_them(company: HostedOffice) -> None:
    stands = {row.person: (row.score, row.attempts) for row in seen(company, "completion", SEEING)}
    assert stands == {"1": (None, 0), "2": (100.0, 1), "3": (0.0, 1), "4": (None, 0)}
    tried = {(row.person, row.state, row.score) for row in seen(company, "history", SEEING)}
    assert tried == {("2", "passed", 100.0), ("3", "failed", 0.0), ("4", "open", None)}
