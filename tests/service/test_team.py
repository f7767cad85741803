"""The manager's screen: who is in it, in which order, with what, and that the look is recorded."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator

import pytest

from tests.service.hosted import HostedOffice
from tests.support import Office, StoppedClock, fail_check, pass_check, read_all, tiny_course
from trainer.content.codec import to_plain
from trainer.errors import NotAllowed
from trainer.reports.completion import CompletionRow, Filters
from trainer.service.asked import Asked
from trainer.service.team_views import Team, TeamMember
from trainer.service.training import Training

HEADER = "id,login,name,team,manager,roles,start_date\n"
ROSTER = (
    HEADER + "001,ana,Ana,Front,,manager,\n"
    "002,bo,Bo,Front,001,,\n"
    "003,chi,Chi,Back,002,manager,\n"
    "004,di,Di,Back,003,,2026-06-25\n"
    "005,eva,Eva,Far,,,\n"
)


@pytest.fixture
def led(ana: Training) -> Training:
    """Ana leads Bo, who leads Chi, who leads Di; Eva is somebody else's."""
    ana.people.import_csv("p.csv", ROSTER.encode())
    ana.compliance.assign("tiny", Asked(everyone=True))
    return ana


def names(team: Team) -> list[str]:
    return [member.name for member in team.people]


def member(team: Team, name: str) -> TeamMember:
    return next(each for each in team.people if each.name == name)


def exports(office: Office) -> list[tuple[dict[str, object], str]]:
    """What each export's entry says, and who was in it."""
    conn = sqlite3.connect(office.database)
    try:
        sql = "SELECT payload, people FROM entry JOIN seen ON seen.entry = entry.seq WHERE kind = 'export' ORDER BY seq"
        return [(json.loads(payload), people) for payload, people in conn.execute(sql)]
    finally:
        conn.close()


def numbers(office: Office, *ids: str) -> set[int]:
    conn = sqlite3.connect(office.database)
    try:
        return {row[0] for each in ids for row in conn.execute("SELECT person FROM vault WHERE id = ?", (each,))}
    finally:
        conn.close()


def test_it_has_everyone_below_whoever_asks_however_deep_and_nobody_else(led: Training) -> None:
    team = led.reports.team()
    assert sorted(names(team)) == ["Bo", "Chi", "Di"]
    assert {each.name: (each.manager, each.direct) for each in team.people} == {
        "Bo": ("Ana", True), "Chi": ("Bo", False), "Di": ("Chi", False),
    }  # fmt: skip
    assert (team.handle, team.listed, team.today.isoformat()) == ("001", True, "2026-07-01")


def test_ids_of_managers_are_compared_folded(office: Office, led: Training) -> None:
    led.people.import_csv("p.csv", (HEADER + "B-1,bea,Bea,Front,,manager,\nB-2,cy,Cy,Front,ｂ-１,,\n").encode())
    bea = office.training("bea")
    assert [(each.name, each.direct) for each in bea.reports.team().people] == [("Cy", True)]
    assert bea.learn.home().leads


def test_a_track_counts_people_by_status_the_most_urgent_first(office: Office, led: Training) -> None:
    bo = office.training("bo")
    read_all(bo)
    pass_check(bo, office.course)
    chi = office.training("chi")
    fail_check(chi, office.course)
    (track,) = led.reports.team().tracks
    assert (track.id, track.people) == ("tiny", 3)
    assert [(c.status, c.people) for c in track.counts] == [("not_started", 1), ("in_progress", 1), ("current", 1)]
    office.clock.forward(days=31)
    (track,) = led.reports.team().tracks
    assert [(c.status, c.people) for c in track.counts] == [("overdue", 2), ("current", 1)]


def test_each_person_has_their_tracks_with_dates(office: Office, led: Training) -> None:
    bo = office.training("bo")
    read_all(bo)
    pass_check(bo, office.course)
    team = led.reports.team()
    (held,) = member(team, "Bo").tracks
    assert (held.id, held.title, held.status, held.act_by, held.days_late) == ("tiny", "Tiny track", "current", None, 0)
    assert held.valid_until is not None
    assert held.valid_until.isoformat() == "2027-07-01"
    (asked,) = member(team, "Chi").tracks
    assert (asked.status, asked.due_on, asked.act_by, asked.valid_until) == (
        "not_started", asked.due_on, asked.due_on, None,
    )  # fmt: skip
    assert (member(team, "Chi").status, member(team, "Chi").late) == ("not_started", False)


def test_the_latest_come_first_then_what_is_due_soonest_then_the_name(office: Office, ana: Training) -> None:
    due = {"Wyn": 20, "Abe": 30, "Zed": 2, "Bob": 5, "Cat": 20, "Gus": 0, "Hal": 0}
    rows = [f"{name},{name},{name},Back,001,,\n" for name in due]
    ana.people.import_csv("p.csv", (f"{HEADER}001,ana,Ana,Front,,manager,\n" + "".join(rows)).encode())
    start = office.clock.now.date()
    for name in ("Wyn", "Abe", "Zed", "Bob", "Cat", "Hal"):
        ana.compliance.assign("tiny", Asked(person=name, due_on=start + dt.timedelta(days=due[name])))
    hal = office.training("Hal")
    read_all(hal)
    pass_check(hal, office.course)
    office.clock.forward(days=10)
    team = ana.reports.team()
    # Zed is 8 days late and Bob 5; Hal holds it, and of Gus nothing is asked.
    assert names(team) == ["Zed", "Bob", "Cat", "Wyn", "Abe", "Gus", "Hal"]
    assert [(each.late, each.days_late) for each in team.people[:3]] == [(True, 8), (True, 5), (False, 0)]


def test_someone_of_whom_nothing_is_asked_is_there_too_and_last(led: Training) -> None:
    led.compliance.unassign("tiny", Asked(everyone=True))
    led.compliance.assign("tiny", Asked(team="Back"))
    team = led.reports.team()
    assert names(team)[-1] == "Bo"
    bo = member(team, "Bo")
    assert (bo.tracks, bo.status, bo.late, bo.act_by) == ((), "not_required", False, None)
    led.compliance.unassign("tiny", Asked(team="Back"))
    assert led.reports.team().tracks == ()


def test_leavers_are_left_out_but_lead_on_to_those_below_them(led: Training) -> None:
    led.people.leave("002")
    team = led.reports.team()
    assert sorted(names(team)) == ["Chi", "Di"]
    assert (member(team, "Chi").manager, member(team, "Chi").direct) == ("Bo", False)


def test_who_leads_nobody_sees_nobody_and_no_look_is_recorded(office: Office, led: Training) -> None:
    team = office.training("eva").reports.team()
    assert (team.people, team.tracks, team.handle, team.listed) == ((), (), "005", True)
    assert exports(office) == []


def test_whom_the_roster_does_not_know_leads_nobody_though_most_have_no_manager(office: Office, led: Training) -> None:
    team = office.training("zoe").reports.team()
    assert (team.people, team.listed, team.handle) == ((), False, "login:zoe")
    assert not office.training("zoe").learn.home().leads


def test_a_circle_that_stood_before_ends_where_it_began(office: Office, led: Training) -> None:
    conn = sqlite3.connect(office.database)
    with conn:
        conn.execute("UPDATE vault SET manager = '004' WHERE id = '001'")
    conn.close()
    assert sorted(names(led.reports.team())) == ["Bo", "Chi", "Di"]


def test_the_look_is_recorded_with_those_whom_it_showed(office: Office, led: Training) -> None:
    led.reports.team()
    ((said, people),) = exports(office)
    assert {name: said[name] for name in ("report", "form", "as_of", "rows")} == {
        "report": "team", "form": "rows", "as_of": "2026-07-01", "rows": 3,
    }  # fmt: skip
    seen = {n for first, last in json.loads(people) for n in range(first, last + 1)}
    assert seen == numbers(office, "002", "003", "004")
    assert [look.what for look in office.training("bo").learn.record().seen] == ["manager's screen (rows)"]


def test_there_is_no_word_of_how_anyone_did(office: Office, led: Training) -> None:
    bo = office.training("bo")
    fail_check(bo, office.course)
    led.compliance.exempt("004", "tiny", reason="a long illness", until=led.reports.team().today.replace(year=2027))
    team = led.reports.team()
    assert member(team, "Di").status == "exempt"
    assert "illness" not in json.dumps(to_plain(team))
    fields = {field.name for kind in (Team, TeamMember) for field in dataclasses.fields(kind)}
    assert not fields & {"score", "percent", "attempts", "answers", "reason"}


@pytest.mark.parametrize(("who", "leads"), [("ana", True), ("bo", True), ("di", False), ("eva", False)])
def test_home_says_whether_there_is_a_team_to_show(office: Office, led: Training, who: str, leads: bool) -> None:
    assert office.training(who).learn.home().leads is leads


def test_the_completion_report_of_the_led_has_nobody_else_and_no_score(office: Office, led: Training) -> None:
    bo = office.training("bo")
    read_all(bo)
    pass_check(bo, office.course)
    with led.reports.completion(Filters(), "csv", led=True) as rows:
        found: list[CompletionRow] = list(rows)
    assert {row.person for row in found} == {"002", "003", "004"}
    assert {(row.score, row.attempts) for row in found} == {(None, None)}
    ((said, people),) = exports(office)
    assert (said["report"], said["form"], said["led"]) == ("completion", "csv", True)
    assert {n for first, last in json.loads(people) for n in range(first, last + 1)} == numbers(
        office, "002", "003", "004"
    )


@pytest.fixture
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    """A service to which people come with the roles that the roster gives them, and no other."""
    office = HostedOffice(tmp_path_factory.mktemp("team") / "t.db", StoppedClock(), tiny_course())
    root = office.training("root")
    root.people.import_csv("p.csv", ROSTER.encode())
    root.compliance.assign("tiny", Asked(everyone=True))
    yield office
    office.stop()


def as_person(host: HostedOffice, login: str) -> Training:
    ((_, _, running),) = host.hosts
    return running.training(login, operator=False)


def test_a_manager_may_over_the_socket_and_a_learner_may_not(host: HostedOffice) -> None:
    assert sorted(names(as_person(host, "ana").reports.team())) == ["Bo", "Chi", "Di"]
    assert names(as_person(host, "chi").reports.team()) == ["Di"]
    # Chi reports to Bo, who has no role that shows it.
    for login in ("bo", "di", "stranger"):
        with pytest.raises(NotAllowed):
            as_person(host, login).reports.team()
        assert not as_person(host, login).learn.home().leads
    assert as_person(host, "chi").learn.home().leads


def test_a_manager_s_report_of_the_led_leaves_themselves_out(host: HostedOffice) -> None:
    with as_person(host, "chi").reports.completion(Filters(), led=True) as rows:
        assert {row.person for row in rows} == {"004"}
    with as_person(host, "chi").reports.completion(Filters()) as rows:
        assert {row.person for row in rows} == {"003", "004"}
