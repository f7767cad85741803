"""The service in trouble: locked and lost records, readers who take nothing, a stop in the middle of something long."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.service.examined import rows
from tests.service.hosted import SCRIPTS, Host, HostedOffice
from tests.service.wires import HOME, wire
from tests.support import Office, StoppedClock, keys_of, on_turn, tell, tiny_course
from trainer.errors import InputError, NotAllowed, RecordsError
from trainer.records.store import Store
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.compliance_views import Assigned
from trainer.service.host import lanes
from trainer.service.host.peer import Peer, another_s
from trainer.service.host.records import Records
from trainer.service.pace import AnyPace
from trainer.settings import Settings


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    records = Records(
        database=tmp_path / "t.db", course=tiny_course(), settings=Settings(), pace=AnyPace(), clock=StoppedClock()
    )
    made = Host(records, SCRIPTS)
    yield made
    made.stop()


def unsent(host: Host) -> int:
    return sum(len(each._unsent) for each in host.server._connections)


def test_who_asks_on_and_on_and_takes_nothing_fills_no_memory(host: Host) -> None:
    asked = b"".join(b'{"id":%d,"call":"privacy.inventory","given":{}}\n' % n for n in range(1, 1000))
    with wire(host) as made:
        sender = threading.Thread(target=partial(made.made.sendall, asked), daemon=True)
        sender.start()
        until = time.monotonic() + 10
        while unsent(host) <= SCRIPTS.unsent:
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(0.3)
        assert unsent(host) < SCRIPTS.unsent + 200_000
        assert [made.hear()["id"] for _ in range(1, 1000)] == list(range(1, 1000)), "whoever reads on gets all of it"
        sender.join(5)


def test_records_that_someone_else_holds_are_waited_for_once_by_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "BUSY_SECONDS", 0.5)
    office = HostedOffice(tmp_path / "t.db", StoppedClock(), tiny_course())
    people = [office.training(f"p{n}") for n in range(20)]
    for person in people:
        tell(person)
    said: list[str] = []

    def begin(number: int) -> None:
        try:
            people[number].checks.start("M90")
        except RecordsError as error:
            said.append(str(error))

    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        threads = [threading.Thread(target=begin, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        with wire(office.host(Settings())) as made:
            assert made.say(HOME % 1)["value"]["name"] == "ana"
        for thread in threads:
            thread.join(20)
        assert time.monotonic() - begun < 5
        other.execute("ROLLBACK")
    assert len(said) == 20
    assert not any("--db" in each for each in said), "there is no other database over a socket"
    assert people[0].checks.start("M90")
    assert '"records"' in office.host(Settings()).said.getvalue()
    office.stop()


@contextmanager
def lost_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = Store.together

    @contextmanager
    def full(store: Store) -> Iterator[None]:
        with whole(store):
            yield
            raise RecordsError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "together", full)
        yield


def test_what_was_put_in_force_in_a_group_that_was_lost_is_put_in_force_again(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = host.training("ana")
    ana.privacy.acknowledge(ana.privacy.notice().digest)
    with lost_once(monkeypatch), pytest.raises(RecordsError):
        ana.checks.start("M90")
    ana.checks.start("M90")
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    assert {kind for (kind,) in rows(office, "SELECT DISTINCT kind FROM entry")} >= {"track", "content"}
    assert '"not saved"' in host.said.getvalue()


def test_a_group_that_cannot_be_committed_acknowledges_nothing(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = host.training("ana")
    tell(ana)
    attempt = ana.checks.start("M90")
    turn = on_turn(ana, attempt)
    chosen = keys_of(tiny_course())[turn.question]
    with lost_once(monkeypatch), pytest.raises(RecordsError, match="could not be saved"):
        ana.checks.answer(attempt, turn.question, chosen, "r-1")
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    assert rows(office, "SELECT count(*) FROM response") == [(0,)]
    assert ana.checks.answer(attempt, turn.question, chosen, "r-1") is not None
    assert rows(office, "SELECT count(*) FROM response") == [(1,)]


def test_a_stop_waits_no_longer_than_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = HostedOffice(tmp_path / "t.db", StoppedClock(), tiny_course())
    host = office.host(Settings())
    go_on, began = threading.Event(), threading.Event()

    def audit(*_given: object) -> object:
        began.set()
        go_on.wait(20)
        raise RecordsError("It was stopped.")

    monkeypatch.setattr("trainer.records.audit.audit", audit)
    with wire(host) as made:
        made.made.sendall(b'{"id":1,"call":"evidence.verify","given":{}}\n')
        assert began.wait(5)
        begun = time.monotonic()
        assert not host.end(0.3)
        assert time.monotonic() - begun < 5
        assert made.hung_up()
        go_on.set()
    office.stop()


@pytest.mark.parametrize("transport", ["file", "socket"])
def test_both_transports_take_and_refuse_the_same(transport: str, tmp_path: Path) -> None:
    kind = {"file": Office, "socket": HostedOffice}[transport]
    office = kind(tmp_path / "t.db", StoppedClock(), tiny_course())
    with closing(office.training("root")) as root:
        tell(root)
        assert root.compliance.assign("tiny") == Assigned(new=False, people=0)
        assert root.compliance.assign("tiny", Asked(everyone=True)).new
        words = "Clara is lazy"
        with pytest.raises(InputError, match="no such form"), root.reports.completion(Filters(), words) as found:
            list(found)
        root.people.import_csv("p.csv", b"id,name\n7,Seven\n")
        with pytest.raises(InputError, match="no such form"):
            root.privacy.export("7", words)
    assert not [row for row in rows(office, "SELECT payload FROM entry") if words in str(row)]
    if isinstance(office, HostedOffice):
        office.stop()


def test_two_accounts_that_differ_in_letters_only_are_not_one_person(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(host.training("ana"))
    numbers = {"ana": 1001, "ANA": 1002}

    class Account:
        def __init__(self, name: str) -> None:
            self.pw_uid = numbers[name]

    monkeypatch.setattr("pwd.getpwnam", Account)
    assert another_s("ana", Peer(uid=1002, login="ANA", operator=False))
    assert not another_s("ana", Peer(uid=1001, login="ana", operator=False))
    assert not another_s("Ana", Peer(uid=1001, login="ana", operator=False)), "as the roster may write it"
    with pytest.raises(NotAllowed, match="Another account"):
        host.training("ANA").learn.home()
    assert host.training("ana").privacy.told()
