"""``demo``: a company that was really played, in a folder that is gone afterwards."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.support import everyone, tiny_course
from trainer.cli.demo_company import ORGANISATION, Demo
from trainer.compliance.status import Status
from trainer.content.models import Course
from trainer.reports.completion import Filters
from trainer.service.views import Step
from trainer.settings import Settings


def test_it_runs_in_plain_mode_and_leaves_nothing(
    cli: Cli, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    ran = cli("demo", "--plain", stdin="1\nq\n")
    assert ran.code == 0
    assert f"Trainer of {ORGANISATION}. Hello, Robin Sample (you)." in ran.out
    assert "deleted when you leave" in ran.err
    assert set(tmp_path.iterdir()) == before
    assert not db.exists()


def test_without_a_terminal_it_needs_plain(cli: Cli) -> None:
    ran = cli("demo")
    assert (ran.code, ran.out) == (2, "")


def test_twelve_people_in_three_teams_and_you_are_due_something(tmp_path: Path) -> None:
    demo = Demo(tmp_path, tiny_course(), Settings())
    demo.people_it()
    made = demo.training()
    staff = everyone(made)
    assert (len(staff), len({row.team for row in staff})) == (12, 3)
    assert all(row.listed for row in staff)
    with made.reports.completion(Filters()) as rows:
        found = {row.status for row in rows}
    assert {Status.CURRENT, Status.OVERDUE, Status.IN_PROGRESS} <= found
    home = made.learn.home()
    assert home.next.step == Step.LESSON
    assert home.modules[0].lessons_read == 1
    assert home.modules[0].open_attempt == ""
    assert home.modules[0].due_on is not None
    assert home.modules[0].due_on > home.today
    assert made.learn.record().attempts == ()
    made.close()


def test_you_lead_some_of_them_directly_and_through_others(tmp_path: Path) -> None:
    demo = Demo(tmp_path, tiny_course(), Settings())
    demo.people_it()
    made = demo.training()
    assert made.learn.home().leads
    team = made.reports.team()
    assert {each.direct for each in team.people} == {True, False}
    assert len(team.people) == 5
    assert {each.manager for each in team.people} == {"Robin Sample (you)", "Dev Placeholder"}
    asked = {Status.CURRENT, Status.OVERDUE, Status.IN_PROGRESS, Status.NOT_STARTED}
    assert {each.status for each in team.people} == asked
    made.close()


def test_what_was_played_lies_in_the_past(tmp_path: Path) -> None:
    now = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
    demo = Demo(tmp_path, tiny_course(), Settings(), clock=lambda: now)
    demo.people_it()
    made = demo.training()
    with made.reports.completion(Filters()) as rows:
        completed = [row.completed_at for row in rows if row.completed_at]
    assert completed
    assert all(at < "2026-07-01" for at in completed)
    made.close()


def test_content_without_modules_is_no_crash(tmp_path: Path) -> None:
    demo = Demo(tmp_path, Course(), Settings())
    demo.people_it()
    made = demo.training()
    assert made.learn.home().next.step == Step.NOTHING
    made.close()
