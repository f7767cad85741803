"""The client's end: what is lost, repeated and said when the service goes away, comes back, or is none."""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.service.hosted import Host, HostedOffice
from tests.support import StoppedClock, keys_of, on_turn, pass_check, tell, tiny_course
from trainer.errors import Conflict, InputError, NotAllowed, Unreachable
from trainer.reports.completion import Filters
from trainer.service.training import Training
from trainer.service.wire import messages
from trainer.service.wire.link import Link
from trainer.service.wire.remote import over_socket
from trainer.settings import Settings

WELCOME = {"welcome": {"protocol": 1, "program": "0", "login": "ana"}}
Say = Callable[[dict[str, Any]], list[dict[str, Any]] | None]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="link-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[HostedOffice]:
    made = HostedOffice(tmp_path / "t.db", StoppedClock(), tiny_course())
    yield made
    made.stop()


class Impostor:
    """Answers each line with what ``say`` gives; hangs up where that is None."""

    def __init__(self, path: Path, say: Say) -> None:
        self.heard: list[dict[str, Any]] = []
        self._say = say
        self._made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._made.bind(str(path))
        self._made.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self._client, _ = self._made.accept()
                self._talk(self._client)

    def _talk(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as lines:
            for line in lines:
                self.heard.append(json.loads(line))
                answers = self._say(self.heard[-1])
                if answers is None:
                    return
                client.sendall(b"".join(messages.line(answer) for answer in answers))

    def drop(self) -> None:
        """Hang up on whoever is connected."""
        self._client.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._made.shutdown(socket.SHUT_RDWR)
        self._made.close()
        self._thread.join(5)


def dropping(calls: int) -> Say:
    """Takes each call and hangs up on the first so many, as a service that is killed between commit and answer."""
    left = [calls]

    def say(heard: dict[str, Any]) -> list[dict[str, Any]] | None:
        if "hello" in heard:
            return [WELCOME]
        left[0] -= 1
        return None if left[0] >= 0 else [{"id": heard["id"], "value": False, "of": ""}]

    return say


def test_a_restart_between_two_calls_is_not_noticed(hosted: HostedOffice) -> None:
    host = hosted.host(Settings())
    path = host.path("ana")
    # Not of the host's own making, which it would close.
    ana = over_socket(path, patience=5)
    tell(ana)
    hosted.stop()
    hosted.hosts.clear()
    again = hosted.host(Settings())
    again.folder.rename(host.folder)
    again.folder = host.folder
    again.path("ana")
    assert path.exists()
    assert ana.privacy.told()
    ana.close()


def test_what_may_be_repeated_is_and_the_rest_is_reported_as_unknown(folder: Path) -> None:
    impostor = Impostor(folder / "s", dropping(3))
    with closing(over_socket(folder / "s")) as ana:
        assert not ana.privacy.told()
    assert [each.get("call") for each in impostor.heard].count("privacy.told") == 4
    impostor.stop()


def test_what_may_not_be_repeated_is_sent_once(folder: Path) -> None:
    impostor = Impostor(folder / "s", dropping(1))
    with closing(over_socket(folder / "s")) as ana, pytest.raises(Unreachable, match="nobody knows whether"):
        ana.privacy.erase("1002")
    assert [each.get("call") for each in impostor.heard].count("privacy.erase") == 1
    impostor.stop()


def test_an_answer_that_is_sent_again_is_recorded_once(hosted: HostedOffice) -> None:
    ana = hosted.training("ana")
    tell(ana)
    attempt = ana.checks.start("M90")
    turn = on_turn(ana, attempt)
    chosen = keys_of(hosted.course)[turn.question]
    first = ana.checks.answer(attempt, turn.question, chosen, "r-1")
    assert ana.checks.answer(attempt, turn.question, chosen, "r-1") == first
    with pytest.raises(Conflict):
        ana.checks.answer(attempt, turn.question, chosen, "r-2")


def test_nobody_there_is_said_in_time_with_what_to_do(folder: Path) -> None:
    begun = time.monotonic()
    with closing(over_socket(folder / "s", patience=0.5)) as ana, pytest.raises(Unreachable) as said:
        ana.learn.home()
    assert 0.2 < time.monotonic() - begun < 5
    assert str(folder / "s") in str(said.value)
    assert "systemctl status trainer" in said.value.remedy
    assert said.value.exit_code == 10


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\n", b"[]\n", b"{}\n", b"[" * 60_000 + b"\n", b'{"welcome": 7}\n', b"\xff\xfe\n",
        b'{"welcome":{"login":"x"}}\n',
    ],
)  # fmt: skip
def test_what_is_no_trainer_is_said_to_be_none(folder: Path, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
        made.bind(str(folder / "s"))
        made.listen()

        def serve() -> None:
            client, _ = made.accept()
            with client:
                client.recv(1000)
                client.sendall(answer)
                client.recv(1000)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with (
            closing(over_socket(folder / "s", patience=1)) as ana,
            pytest.raises(Unreachable, match="no Trainer service"),
        ):
            ana.learn.home()
        thread.join(5)


def test_an_answer_to_another_call_is_taken_for_none(folder: Path) -> None:
    impostor = Impostor(folder / "s", lambda heard: [WELCOME] if "hello" in heard else [{"id": 99, "value": True}])
    with closing(over_socket(folder / "s", patience=1)) as ana, pytest.raises(Unreachable):
        ana.privacy.told()
    impostor.stop()


def test_what_is_no_text_never_leaves(hosted: HostedOffice) -> None:
    ana = hosted.training("ana")
    with pytest.raises(InputError, match="no text"):
        ana.learn.module("\udcff")
    assert ana.learn.module("M90").card.id == "M90"


def test_rows_that_are_cut_off_are_no_shorter_report(folder: Path) -> None:
    row = {"id": "1", "login": "", "name": "A", "email": "", "team": "", "manager": "", "roles": "", "start_date": ""}
    rows = [{**row, "left_on": "", "listed": True}]

    def say(heard: dict[str, Any]) -> list[dict[str, Any]] | None:
        if "hello" in heard:
            return [WELCOME]
        return [{"id": heard["id"], "rows": rows}] if heard.get("call") == "people.everyone" else None

    impostor = Impostor(folder / "s", say)
    with closing(over_socket(folder / "s", patience=1)) as ana, ana.people.everyone() as found:
        assert next(found).name == "A"
        impostor.drop()
        with pytest.raises(Unreachable, match="before the end"):
            next(found)
    impostor.stop()


def test_calls_may_be_made_while_rows_come(hosted: HostedOffice) -> None:
    root = hosted.training("root")
    pass_check(root, hosted.course)
    with root.reports.completion(Filters()) as rows:
        assert root.learn.home().name == "root"
        assert len(list(rows)) == 1


def test_giving_up_half_way_leaves_the_service_well(hosted: HostedOffice) -> None:
    root = hosted.training("root")
    many = b"id,name\n" + b"".join(b"%d,Someone %d\n" % (n, n) for n in range(3000))
    root.people.import_csv("p.csv", many)
    for _ in range(5):
        with root.people.everyone() as rows:
            next(rows)
    with root.people.everyone() as rows:
        assert len(list(rows)) == 3000
    assert root.evidence.verify().faults == ()


def test_a_roster_of_megabytes_is_taken_from_an_admin_only(hosted: HostedOffice) -> None:
    many = b"id,name\n" + b"".join(b"%d,Someone with a name of some length %d\n" % (n, n) for n in range(30_000))
    assert hosted.training("root").people.import_csv("p.csv", many).added == 30_000
    host: Host = hosted.host(Settings())
    person: Training = host.training("bo", operator=False)
    with pytest.raises((InputError, NotAllowed)):
        person.people.import_csv("p.csv", many)
    with pytest.raises(NotAllowed):
        person.people.import_csv("p.csv", b"id,name\n1,x\n")


def test_who_one_is_to_the_service_is_known_once_it_was_reached(hosted: HostedOffice) -> None:
    link = Link(hosted.host(Settings()).path("ana"))
    link.connect()
    assert (link.login, link.program) == ("ana", "0.1.0")
    link.close()
