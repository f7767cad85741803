"""People, assignments and the completion report."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from tests.support import NOON, Office, StoppedClock, everyone, fail_check, pass_check, read_all
from trainer.compliance.requirements import Role
from trainer.errors import InputError, NotAllowed, UnknownPerson
from trainer.records.attestation import Attestation
from trainer.records.store import open_store
from trainer.reports.completion import CompletionRow, Filters
from trainer.reports.writers import write_csv, write_json
from trainer.service.asked import Asked
from trainer.service.compliance import Compliance
from trainer.service.desk import Desk
from trainer.service.people import People
from trainer.service.reports import Reports
from trainer.service.training import Training
from trainer.settings import Settings

ROSTER = (
    "id,login,name,team,roles,start_date\n001,ana,Ana,Front,manager,\n002,bo,=Bo,Back,,2026-09-01\n003,,Chi,Front,,\n"
)


@pytest.fixture
def staffed(ana: Training) -> Training:
    ana.people.import_csv("people.csv", ROSTER.encode())
    return ana


def report(training: Training, **filters: str) -> list[CompletionRow]:
    with training.reports.completion(Filters(**filters)) as rows:
        return list(rows)


def test_the_report_lists_whoever_is_required_started_or_not(office: Office, staffed: Training) -> None:
    staffed.compliance.assign("tiny", Asked(everyone=True))
    assert {r.status for r in report(staffed)} == {"not_started"}
    dues = {r.person: r.due_on for r in report(staffed)}
    assert dues == {"001": "2026-07-31", "002": "2026-10-01", "003": "2026-07-31"}
    fail_check(staffed, office.course)
    failed = report(staffed)[0]
    assert (failed.status, failed.attempts, failed.pass_mark) == ("in_progress", 1, 80)
    assert failed.score is not None
    assert failed.score < 80
    read_all(staffed)
    pass_check(staffed, office.course)
    row = report(staffed)[0]
    assert (row.status, row.score, row.pass_mark, row.attempts, row.attestation) == (
        "current",
        100.0,
        80,
        2,
        office.attestation,
    )
    assert (row.version, row.digest) == ("1.0", office.course.modules[0].digest)
    assert row.valid_until == "2027-07-01"


def test_filters_by_team_and_track(staffed: Training) -> None:
    staffed.compliance.assign("tiny", Asked(everyone=True))
    assert [r.person for r in report(staffed, team="FRONT")] == ["001", "003"]
    assert len(report(staffed, track="tiny")) == 3


@pytest.mark.parametrize("filters", [{"track": "other"}, {"team": "Nowhere"}])
def test_a_misspelt_filter_is_an_error_and_not_an_empty_report(staffed: Training, filters: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"tiny|Front"):
        report(staffed, **filters)


def test_what_nothing_requires_is_in_the_report_too(office: Office, ana: Training) -> None:
    read_all(ana)
    pass_check(ana, office.course)
    (row,) = report(ana)
    assert (row.person, row.track, row.module, row.status, row.due_on) == ("login:ana", "", "M90", "current", "")


def test_a_leaver_stays_in_the_report_with_what_was_asked(office: Office, staffed: Training) -> None:
    staffed.compliance.assign("tiny", Asked(everyone=True))
    staffed.people.import_csv("people.csv", b"id,name\n001,Ana\n", sync=True)
    gone = {r.person: r.left_on for r in report(staffed)}
    assert gone == {"001": "", "002": "2026-07-01", "003": "2026-07-01"}


def test_a_rule_for_a_team_meets_whoever_joins_it_later(staffed: Training) -> None:
    assert staffed.compliance.assign("tiny", Asked(team="back")).people == 1
    later = ROSTER.replace("003,,Chi,Front", "003,,Chi,Back") + "004,,Di,Back,,\n"
    staffed.people.import_csv("people.csv", later.encode())
    assert [r.person for r in report(staffed)] == ["002", "003", "004"]


def test_assigning_the_same_twice_is_one_rule_also_on_another_day(office: Office, staffed: Training) -> None:
    asked = Asked(role="manager", due_on=dt.date(2026, 12, 1))
    assert staffed.compliance.assign("tiny", asked).new
    office.clock.forward(days=3)
    assert not staffed.compliance.assign("tiny", asked).new


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(everyone=True, team="Front"),
        Asked(team="Nowhere"),
        Asked(role="king"),
        Asked(everyone=True, due_days=-1),
        Asked(everyone=True, due_days=1, due_on=dt.date(2026, 12, 1)),
    ],
)
def test_a_mistaken_assignment_is_refused_and_leaves_nothing(staffed: Training, asked: Asked) -> None:
    with pytest.raises(InputError):
        staffed.compliance.assign("tiny", asked)
    assert report(staffed) == []


def test_unknown_track_and_unknown_person(staffed: Training) -> None:
    with pytest.raises(InputError, match="tiny"):
        staffed.compliance.assign("tinny", Asked(everyone=True))
    with pytest.raises(UnknownPerson):
        staffed.compliance.assign("tiny", Asked(person="999"))
    assert staffed.compliance.assign("tiny", Asked(person="login:BO")).people == 1


def test_a_dry_run_shows_the_difference_and_records_nothing(staffed: Training) -> None:
    done = staffed.people.import_csv("people.csv", b"id,name\n001,Anna\n009,Neo\n", sync=True, dry_run=True)
    assert (done.added, done.changed, done.unchanged, done.left) == (1, 1, 0, 2)
    assert [p.name for p in everyone(staffed, unlisted=False)] == ["Ana", "=Bo", "Chi"]


@pytest.mark.in_process
def test_a_dry_run_before_there_are_records_says_who_would_join_and_makes_none(office: Office) -> None:
    done = office.training().people.import_csv("people.csv", ROSTER.encode(), dry_run=True)
    assert (done.added, done.unchanged) == (3, 0)
    assert not office.database.exists()


def test_csv_quotes_what_a_spreadsheet_would_run_and_json_stays_raw(staffed: Training) -> None:
    staffed.compliance.assign("tiny", Asked(everyone=True))
    out = io.StringIO()
    assert write_csv(CompletionRow, report(staffed), out) == 3
    assert ",'=Bo," in out.getvalue()
    raw = io.StringIO()
    write_json({"report": "completion"}, report(staffed), raw)
    said = json.loads(raw.getvalue())
    assert (said["schema"], said["rows"][1]["name"], said["rows"][1]["status"]) == (1, "=Bo", "not_started")
    empty = io.StringIO()
    write_json({}, [], empty)
    assert json.loads(empty.getvalue()) == {"schema": 1, "rows": []}


def test_who_is_no_admin_may_not(office: Office, staffed: Training) -> None:
    desk = Desk(
        database=office.database,
        open_records=lambda *, create: open_store(office.database, create=create),
        load=lambda: office.course,
        clock=StoppedClock(NOON),
        settings=Settings(),
        login="bo",
        roles=frozenset({Role.LEARNER}),
        attestation=Attestation.SELF,
    )
    with pytest.raises(NotAllowed):
        People(desk).import_csv("x", b"id,name\n1,x\n")
    with pytest.raises(NotAllowed), People(desk).everyone():
        pass
    with pytest.raises(NotAllowed):
        Compliance(desk).assign("tiny", Asked(everyone=True))
    with pytest.raises(NotAllowed), Reports(desk).completion(Filters()):
        pass
