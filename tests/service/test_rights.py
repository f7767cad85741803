"""The table of rights, walked: every call, as every role, about one's own record, a report's and a stranger's.

Each cell is tried over the socket, where the service asks the table, and past it, on the use object alone, which has to
ask too. What happens has to be what the table says.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.service.examined import examined_course, go, right, rows, wrong
from tests.service.hosted import HostedOffice
from tests.support import StoppedClock, tell
from trainer.compliance.requirements import Role
from trainer.errors import InputError, NotAllowed, TrainerError
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.host.peer import Peer
from trainer.service.rights import TABLE, Lane, Right, Whose, by_call, roles_for, whose
from trainer.service.training import USES, OverDesk, Training
from trainer.service.views import NextStep, Step
from trainer.settings import Settings

BOSS = "boss"
"""Reports to each of those who ask; and a report of theirs reports to ``report``."""
ASKING = {role: f"the-{role}" for role in Role}
NEXT_YEAR = dt.date(2027, 7, 1)
HEADER = b"id,login,name,team,manager,roles\n"


@dataclass(frozen=True)
class Cast:
    """Everyone, what they did, and how each of them asks."""

    office: HostedOffice
    attempts: dict[str, str]
    """Login to an attempt of theirs."""
    entries: dict[str, str]
    """Login to the number of an entry about them."""

    def over_socket(self, login: str) -> Training:
        return self.office.host(Settings()).training(login, operator=False)

    def past_the_service(self, login: str) -> Training:
        records = self.office.host(Settings()).records
        return Training(OverDesk(records.desk(Peer(uid=1, login=login, operator=False), records.open()), tuple))


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """For each role someone who asks, with a report who has a report; and a stranger."""
    folder = tmp_path_factory.mktemp("rights")
    office = HostedOffice(folder / "t.db", StoppedClock(), examined_course())
    lines = [b"stranger,stranger,A stranger,Far,,\n"]
    for role, login in ASKING.items():
        lines += [
            f"{login},{login},{login},Near,,{role}\n{login}-report,{login}-report,R,Near,{login},\n".encode(),
            f"{login}-below,{login}-below,B,Near,{login}-report,\n".encode(),
        ]
    root = office.training("root")
    root.people.import_csv("p.csv", HEADER + b"".join(lines))
    root.compliance.assign("tiny", Asked(everyone=True))
    attempts, about = {}, {}
    those = [f"{asks}{who}" for asks in ASKING.values() for who in ("", "-report", "-below")]
    for login in ["stranger", *those]:
        with closing(office.host(Settings()).training(login, operator=False)) as person:
            tell(person)
            attempts[login] = person.checks.start("M90")
            go(person, attempts[login], wrong if login.endswith("-below") else right)
        sql = "SELECT max(seq) FROM entry WHERE person_ref = (SELECT ref FROM person JOIN vault ON vault.person = n"
        ((seq,),) = rows(office, f"{sql} WHERE vault.login = '{login}')")
        about[login] = str(seq)
    yield Cast(office, attempts, about)
    office.stop()


def target(asks: str, reach: Whose) -> str:
    """Someone whose record needs that reach."""
    return {Whose.OWN: asks, Whose.REPORTS: f"{asks}-report", Whose.ALL: "stranger"}[reach]


About = Callable[[Training, Cast, str], Any]
ABOUT: dict[str, About] = {
    "checks.question": lambda t, c, who: t.checks.question(c.attempts[who]),
    "checks.answer": lambda t, c, who: t.checks.answer(c.attempts[who], "M90-S000", ["a"], f"request-of-{who}"),
    "checks.feedback": lambda t, c, who: t.checks.feedback(c.attempts[who], 1),
    "checks.result": lambda t, c, who: t.checks.result(c.attempts[who]),
    "checks.take": lambda t, c, who: t.checks.question(
        t.checks.take(NextStep(step=Step.RESUME, attempt=c.attempts[who], label=""))
    ),
    "compliance.check": lambda t, _, who: t.compliance.check(who),
    "compliance.allow_retry": lambda t, _, who: t.compliance.allow_retry(who, "M90", "a power cut"),
    "evidence.receipt": lambda t, c, who: t.evidence.receipt(c.entries[who]),
    "evidence.certificate": lambda t, _, who: t.evidence.certificate(person=f"login:{who}"),
    "privacy.export": lambda t, _, who: t.privacy.export(who),
}
"""Calls that name someone's record."""
NOT_OF_ONE_S_OWN = {"compliance.allow_retry"}
"""Nobody does this to themselves but who may do it to everyone."""

WHOLE: dict[str, Callable[[Training], Any]] = {
    "learn.begin": lambda t: t.learn.begin(),
    "learn.home": lambda t: t.learn.home(),
    "learn.module": lambda t: t.learn.module("M90"),
    "learn.changes": lambda t: t.learn.changes("M90"),
    "learn.lesson": lambda t: t.learn.lesson("M90", "M90.L1"),
    "learn.keep_place": lambda t: t.learn.keep_place("M90", "M90.L1", 0),
    "learn.finish_lesson": lambda t: t.learn.finish_lesson("M90", "M90.L1"),
    "learn.unclear": lambda t: t.learn.unclear("M90.L1"),
    "learn.record": lambda t: t.learn.record(),
    "checks.start": lambda t: t.checks.start("M90"),
    "checks.test_out": lambda t: t.checks.test_out("M90"),
    "checks.practise": lambda t: t.checks.practise("M90"),
    "checks.certify": lambda t: t.checks.certify("tiny"),
    "checks.refresh": lambda t: t.checks.refresh(),
    "people.import_csv": lambda t: t.people.import_csv("p.csv", HEADER, dry_run=True),
    "people.add": lambda t: t.people.add("", "Nobody"),
    "people.leave": lambda t: t.people.leave("nobody-of-that-name"),
    "people.import_history": lambda t: t.people.import_history("h.csv", b"id,completed_on\n", dry_run=True),
    "people.everyone": lambda t: all_of(t.people.everyone()),
    "compliance.today": lambda t: t.compliance.today(),
    "compliance.assign": lambda t: t.compliance.assign("tiny", Asked(everyone=True)),
    "compliance.unassign": lambda t: t.compliance.unassign("tiny", Asked(team="No such team")),
    "compliance.exempt": lambda t: t.compliance.exempt("nobody-of-that-name", "tiny", NEXT_YEAR, "on loan"),
    "compliance.approve": lambda t: t.compliance.approve("M90"),
    "compliance.correct": lambda t: t.compliance.correct("no-such-entry", "a slip of the pen", withdraw=True),
    "reports.completion": lambda t: all_of(t.reports.completion(Filters())),
    "reports.overdue": lambda t: all_of(t.reports.overdue(Filters())),
    "reports.history": lambda t: all_of(t.reports.history(Filters())),
    "reports.teams": lambda t: all_of(t.reports.teams(Filters())),
    "reports.team": lambda t: t.reports.team(),
    "reports.items": lambda t: all_of(t.reports.items()),
    "reports.about": lambda t: t.reports.about("completion", Filters()),
    "evidence.verify": lambda t: t.evidence.verify(),
    "evidence.checkpoint": lambda t: t.evidence.checkpoint(),
    "evidence.since": lambda t: t.evidence.since("no note"),
    "evidence.verify_file": lambda t: t.evidence.verify_file("no receipt", ""),
    "privacy.notice": lambda t: t.privacy.notice(),
    "privacy.told": lambda t: t.privacy.told(),
    "privacy.acknowledge": lambda t: t.privacy.acknowledge("another digest"),
    "privacy.inventory": lambda t: t.privacy.inventory(),
    "privacy.erase": lambda t: t.privacy.erase("nobody-of-that-name"),
    "privacy.retention": lambda t: t.privacy.retention(dry_run=True),
    "privacy.finish_erasing": lambda t: t.privacy.finish_erasing(),
}
"""Calls that name nobody."""


def all_of(context: Any) -> list[Any]:
    with context as found:
        return list(found)


def allowed(doing: Callable[[], Any]) -> bool:
    """Whether it was not for want of a right that nothing came of it."""
    try:
        doing()
    except NotAllowed:
        return False
    except InputError as error:
        return "no such attempt of yours" not in str(error)
    except TrainerError:
        return True
    return True


CELLS = [
    pytest.param(row, role, id=f"{row.call}-{role}") for row in TABLE if row.lane is not Lane.HERE for role in Role
]


@pytest.mark.parametrize(("row", "role"), CELLS)
def test_what_a_cell_says_is_what_happens(cast: Cast, row: Right, role: Role) -> None:
    reach = max(getattr(row, role), row.learner)
    for ask in (cast.over_socket, cast.past_the_service):
        with closing(ask(ASKING[role])) as training:
            if row.call in WHOLE:
                assert allowed(partial(WHOLE[row.call], training)) == (reach is not Whose.NOBODY), ask
                continue
            for needs in (Whose.OWN, Whose.REPORTS, Whose.ALL):
                about = target(ASKING[role], needs)
                own = needs is Whose.OWN and row.call in NOT_OF_ONE_S_OWN
                expected = reach >= (Whose.ALL if own else needs)
                assert allowed(partial(ABOUT[row.call], training, cast, about)) == expected, (ask, about)


NAMED: dict[str, Callable[[Training, Filters], Any]] = {
    "completion": lambda t, only: t.reports.completion(only),
    "overdue": lambda t, only: t.reports.overdue(only, within=40),
    "history": lambda t, only: t.reports.history(only),
}
"""Reports that name people."""
REPORTING = [role for role in Role if whose("reports.completion", (role,))]


@pytest.mark.parametrize("report", NAMED)
@pytest.mark.parametrize("role", REPORTING)
def test_a_report_reaches_as_far_as_the_table_says(cast: Cast, role: Role, report: str) -> None:
    asks = ASKING[role]
    mine = {asks, f"{asks}-report", f"{asks}-below"}
    everyone = {"stranger", *(f"{each}{who}" for each in ASKING.values() for who in ("", "-report", "-below"))}
    for ask in (cast.over_socket, cast.past_the_service):
        with closing(ask(asks)) as training:
            found = all_of(NAMED[report](training, Filters()))
            people = {row.person for row in found}
            if whose(f"reports.{report}", (role,)) is Whose.ALL:
                assert people == everyone
                continue
            # Who only failed has nothing there that a manager is shown.
            assert people == mine - ({f"{asks}-below"} if report == "history" else set())
            assert {getattr(row, "score", None) for row in found} == {None}
            with pytest.raises(InputError, match="Near") as refused:
                all_of(NAMED[report](training, Filters(team="Far")))
            assert "Far." not in str(refused.value)


@pytest.mark.parametrize("role", REPORTING)
def test_teams_are_counted_as_far_as_the_table_says(cast: Cast, role: Role) -> None:
    for ask in (cast.over_socket, cast.past_the_service):
        with closing(ask(ASKING[role])) as training:
            counted = {row.team: (row.people, row.required) for row in all_of(training.reports.teams(Filters()))}
            if whose("reports.teams", (role,)) is Whose.ALL:
                assert counted == {"Near": (15, 15), "Far": (1, 1), "All teams": (16, 16)}
                shared = all_of(training.reports.teams(Filters(), shareable=True))
                assert "Far" not in {row.team for row in shared}
                continue
            assert counted == {"Near": (3, 3), "All teams": (3, 3)}
            with pytest.raises(NotAllowed, match="made from everybody"):
                all_of(training.reports.teams(Filters(), shareable=True))


def test_a_manager_sees_scores_where_the_settings_say_so(cast: Cast) -> None:
    settings = Settings(managers_see_scores=True)
    with closing(cast.office.host(settings).training(ASKING[Role.MANAGER], operator=False)) as training:
        assert 100.0 in {row.score for row in all_of(training.reports.completion(Filters()))}


def test_own_calls_are_about_whoever_asks(cast: Cast) -> None:
    for role, login in ASKING.items():
        with closing(cast.over_socket(login)) as training:
            assert (training.learn.home().name, training.learn.record().login) == (login, login), role
            assert training.privacy.export().name == login


def test_the_table_has_every_call_and_no_other(tmp_path: Path) -> None:
    office = HostedOffice(tmp_path / "t.db", StoppedClock(), examined_course())
    plain = Training(OverDesk(office.host(Settings()).records.desk(Peer(1, "x", operator=True), None), tuple))  # type: ignore[arg-type]
    calls = {
        f"{use}.{name}"
        for use in USES
        for name, _ in inspect.getmembers(type(getattr(plain, use)), inspect.isfunction)
        if not name.startswith("_")
    }
    assert calls == set(by_call())
    assert len(by_call()) == len(TABLE)
    tried = set(WHOLE) | set(ABOUT)
    assert tried == {row.call for row in TABLE if row.lane is not Lane.HERE}
    office.stop()


def test_each_role_adds_this_and_nothing_else() -> None:
    """Written down once more, so that a cell that is changed has to be meant."""
    added = {role: {row.call for row in TABLE if getattr(row, role) > row.learner} for role in Role}
    assert added[Role.LEARNER] == set()
    assert added[Role.AUTHOR] == {"reports.items"}
    people = {"compliance.check", "reports.completion", "reports.overdue", "reports.history", "reports.teams"}
    assert added[Role.MANAGER] == people | {"compliance.allow_retry", "reports.team"}
    audit = people | {
        "evidence.verify", "evidence.checkpoint", "evidence.since", "evidence.receipt", "evidence.certificate",
        "reports.items",
    }  # fmt: skip
    assert added[Role.AUDITOR] == audit
    assert added[Role.ADMIN] == audit | {
        "people.import_csv", "people.add", "people.leave", "people.import_history", "people.everyone",
        "compliance.assign", "compliance.unassign", "compliance.exempt", "compliance.correct", "compliance.approve",
        "compliance.allow_retry", "reports.team", "privacy.export", "privacy.erase", "privacy.retention",
        "privacy.finish_erasing", "keeping.backup", "keeping.restore",
    }  # fmt: skip
    own = {row.call for row in TABLE if row.learner is Whose.OWN}
    assert own >= {row.call for row in TABLE if row.call.startswith(("learn.", "checks."))}


def test_what_is_not_in_the_table_is_nobody_s() -> None:
    assert whose("learn.everything", list(Role)) is Whose.NOBODY
    assert roles_for("learn.everything") == ()


@pytest.mark.parametrize("row", [row for row in TABLE if row.call.startswith("keeping.")], ids=lambda row: row.call)
def test_what_is_not_served_is_nobody_s_over_the_socket(cast: Cast, row: Right, tmp_path: Path) -> None:
    with closing(cast.office.training("root")) as root, pytest.raises(NotAllowed, match="not done over"):
        getattr(root.keeping, row.call.partition(".")[2])(tmp_path / "b.db")
    with closing(cast.past_the_service(ASKING[Role.AUDITOR])) as auditor, pytest.raises(NotAllowed):
        getattr(auditor.keeping, row.call.partition(".")[2])(tmp_path / "b.db")
