"""Attacks on who one is: every field, environment variable, credential, namespace and descriptor claims someone else.

Whoever asks is the account that the kernel names, or nobody; nothing is ever recorded of anybody else.
"""

from __future__ import annotations

import array
import errno
import json
import os
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.accounts import CLONE_NEWUSER, Account, Outcome, Running, as_uid, system
from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Wire, kind
from trainer.service.host.peer import NOBODY

HELLO = {"protocol": 1, "program": "attack"}
KEEP_PLACE = {"id": 1, "call": "learn.keep_place", "given": {"name": "M90", "lesson_id": "M90.L1", "place": 1}}
LINE = json.dumps(KEEP_PLACE).encode() + b"\n"
ROOT = Account("root", 0, 0)


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    with office.unharmed():
        yield


@pytest.mark.parametrize("field", ["login", "uid", "user", "pid", "as", "token"])
def test_claim_someone_in_the_greeting(office: Besieged, field: str) -> None:
    def attack() -> Any:
        wire = Wire(office.socket, hello=False)
        return wire.say({"hello": {**HELLO, field: office.colleague.login}}), wire.hung_up()

    answer, hung_up = office.attack(attack).value
    assert kind(answer) == "InputError"
    assert hung_up


@pytest.mark.parametrize("field", ["login", "person", "as", "roles", "uid", "desk"])
def test_claim_someone_beside_the_call(office: Besieged, field: str) -> None:
    def attack() -> Any:
        wire = Wire(office.socket)
        return wire.call("learn.record", {}, **{field: office.colleague.login}), wire.hung_up()

    answer, hung_up = office.attack(attack).value
    assert kind(answer) == "InputError"
    assert hung_up


@pytest.mark.parametrize("field", ["login", "person", "roles", "self", "_desk"])
def test_claim_someone_in_the_arguments(office: Besieged, field: str) -> None:
    def attack() -> Any:
        wire = Wire(office.socket)
        return wire.call("learn.record", {field: office.colleague.login}), wire.hung_up()

    answer, hung_up = office.attack(attack).value
    assert kind(answer) == "InputError"
    assert hung_up


ENVIRONMENTS: dict[str, Callable[[Besieged], dict[str, str]]] = {
    "LOGNAME and the like": lambda o: dict.fromkeys(("LOGNAME", "USER", "USERNAME", "LNAME"), o.colleague.login),
    "SUDO_USER": lambda o: {"SUDO_USER": "root", "SUDO_UID": "0"},
    "TRAINER_LOGIN": lambda o: {"TRAINER_LOGIN": o.colleague.login, "TRAINER_USER": o.colleague.login},
    "TRAINER_DB": lambda o: {"TRAINER_DB": str(o.database), "TRAINER_CONFIG": "/dev/null"},
    "HOME": lambda o: {"HOME": str(o.state), "XDG_DATA_HOME": str(o.state)},
    "LISTEN_FDS": lambda o: {"LISTEN_PID": str(o.pid), "LISTEN_FDS": "1", "NOTIFY_SOCKET": str(o.socket)},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_claim_someone_in_the_environment(office: Besieged, name: str) -> None:
    def attack() -> str:
        os.environ.update(ENVIRONMENTS[name](office))
        return office.client().learn.record().login

    assert office.attack(attack) == Outcome(value=office.attacker.login)


CLAIMS: dict[str, Callable[[Besieged], tuple[int, int, int]]] = {
    "root": lambda o: (os.getpid(), 0, 0),
    "the colleague": lambda o: (os.getpid(), o.colleague.uid, o.colleague.gid),
    "the service": lambda o: (os.getpid(), o.service.uid, o.service.gid),
    "the service's process": lambda o: (o.pid, o.attacker.uid, o.attacker.gid),
    "the colleague's group": lambda o: (os.getpid(), o.attacker.uid, o.colleague.gid),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_someone_to_the_kernel(office: Besieged, claim: str) -> None:
    def attack() -> object:
        _send_as(Wire(office.socket), CLAIMS[claim](office))
        return "sent"

    assert office.attack(attack).errno == errno.EPERM


def _send_as(wire: Wire, credentials: tuple[int, int, int]) -> None:
    packed = struct.pack("3i", *credentials)
    wire.socket.sendmsg([LINE], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, packed)])


@pytest.mark.parametrize("as_whom", ["root", "the colleague", "nobody at all"])
def test_claim_someone_in_a_user_namespace(office: Besieged, as_whom: str) -> None:
    """Whatever one is called in a namespace of one's own, the service sees who one is here."""
    inside = {"root": 0, "the colleague": office.colleague.uid}.get(as_whom)

    def attack() -> Any:
        _enter(office, inside)
        assert os.getuid() == (NOBODY if inside is None else inside)
        wire = Wire(office.socket)
        return wire.welcome, wire.call("learn.record")

    welcome, record = _in_namespace(office, attack)
    assert welcome["welcome"]["login"] == office.attacker.login
    assert record["value"]["login"] == office.attacker.login


def test_claim_someone_to_the_kernel_from_a_user_namespace(office: Besieged) -> None:
    """As root in there one may claim who is mapped in there: that is oneself."""

    def attack() -> Any:
        _enter(office, office.colleague.uid)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{office.colleague.gid} {office.attacker.gid} 1")
        wire = Wire(office.socket)
        _send_as(wire, (os.getpid(), office.colleague.uid, office.colleague.gid))
        return wire.read(), wire.call("learn.record", id=2)

    kept, record = _in_namespace(office, attack)
    assert kind(kept) == "value"
    assert record["value"]["login"] == office.attacker.login


def test_map_someone_else_into_a_user_namespace(office: Besieged) -> None:
    def attack() -> None:
        system("unshare", CLONE_NEWUSER)
        Path("/proc/self/uid_map").write_text(f"0 {office.colleague.uid} 1")

    assert office.attack(attack).errno == errno.EPERM


def _enter(office: Besieged, inside: int | None) -> None:
    system("unshare", CLONE_NEWUSER)
    if inside is not None:
        Path("/proc/self/uid_map").write_text(f"{inside} {office.attacker.uid} 1")


def _in_namespace(office: Besieged, attack: Callable[[], Any]) -> Any:
    outcome = office.attack(attack)
    if outcome.said.startswith("unshare"):
        pytest.skip("this kernel gives nobody a user namespace")
    assert not outcome.error, outcome
    return outcome.value


@pytest.mark.parametrize("uid", [NOBODY, 3_999_999_999], ids=["the overflow uid", "a uid without an account"])
def test_come_as_someone_without_an_account(office: Besieged, uid: int) -> None:
    answer = as_uid(Account("", uid, NOBODY), lambda: Wire(office.socket).welcome).value
    assert kind(answer) == "NotAllowed"


def _handed_over(office: Besieged, owner: Account, writer: Account, data: bytes, *, greeted: bool = True) -> Any:
    """``owner`` connects, and ``writer`` writes on that connection and says what comes of it."""
    giving, taking = socket.socketpair()

    def give() -> bool:
        wire = Wire(office.socket, hello=greeted)
        socket.send_fds(giving, [b"!"], [wire.socket.fileno()])
        giving.recv(1)
        return True

    def take() -> bytes:
        _, (number,), _, _ = socket.recv_fds(taking, 1, 1)
        with socket.socket(fileno=number) as handed:
            handed.settimeout(10)
            handed.sendall(data)
            try:
                return handed.recv(1 << 16)
            except ConnectionResetError:
                return b""

    owning = Running(owner, give, keep=(giving.fileno(),))
    outcome = as_uid_keeping(writer, take, taking)
    taking.send(b"!")
    assert owning.outcome().value
    giving.close()
    taking.close()
    assert not outcome.error, outcome
    return outcome.value


def as_uid_keeping(account: Account, function: Callable[[], Any], kept: socket.socket) -> Outcome:
    return Running(account, function, keep=(kept.fileno(),)).outcome()


def test_write_on_the_colleagues_connection(office: Besieged) -> None:
    assert _handed_over(office, office.colleague, office.attacker, LINE) == b""


def test_begin_a_line_on_the_colleagues_connection(office: Besieged) -> None:
    assert _handed_over(office, office.colleague, office.attacker, LINE[:9]) == b""


def test_greet_on_the_colleagues_connection(office: Besieged) -> None:
    hello = json.dumps({"hello": HELLO}).encode() + b"\n"
    assert _handed_over(office, office.colleague, office.attacker, hello, greeted=False) == b""


def test_write_on_a_connection_of_roots(office: Besieged) -> None:
    everyone = json.dumps({"id": 1, "call": "people.everyone", "given": {}}).encode() + b"\n"
    assert _handed_over(office, ROOT, office.attacker, everyone) == b""


def test_have_the_colleague_write_on_the_attackers_connection(office: Besieged) -> None:
    before = office.rows("SELECT * FROM reading")
    assert _handed_over(office, office.attacker, office.colleague, LINE) == b""
    assert office.rows("SELECT * FROM reading") == before


def test_the_same_account_may_hand_a_connection_on(office: Besieged) -> None:
    """What is refused above is refused because of who writes."""
    assert b'"value"' in _handed_over(office, office.attacker, office.attacker, LINE)


def test_use_a_connection_that_a_privileged_program_left_open(office: Besieged) -> None:
    """It connected as root, then gave that up, and runs on as the attacker."""

    def attack() -> Any:
        wire = Wire(office.socket)
        os.setresuid(office.attacker.uid, office.attacker.uid, office.attacker.uid)
        return wire.welcome, wire.call("people.everyone")

    welcome, answer = as_uid(ROOT, attack).value
    assert welcome["welcome"]["login"] == "root"
    assert answer is None


def test_have_a_setuid_program_connect(office: Besieged) -> None:
    """Its effective uid is root's, its real one the attacker's: it speaks for neither."""

    def attack() -> Any:
        os.setresuid(office.attacker.uid, 0, 0)
        return Wire(office.socket).welcome

    assert as_uid(ROOT, attack) == Outcome(value=None)


def _own(wire: Wire) -> list[int]:
    return [wire.socket.fileno()]


def _many(wire: Wire) -> list[int]:
    return [os.open("/dev/null", os.O_RDONLY) for _ in range(250)]


@pytest.mark.parametrize("which", [_own, _many], ids=["the connection itself", "250 of them"])
@pytest.mark.parametrize("greeted", [True, False], ids=["with a call", "with the greeting"])
def test_send_descriptors_along(office: Besieged, which: Callable[[Wire], list[int]], greeted: bool) -> None:
    def attack() -> list[object]:
        found: list[object] = []
        for _ in range(12):
            wire = Wire(office.socket, hello=greeted)
            line = LINE if greeted else json.dumps({"hello": HELLO}).encode() + b"\n"
            rights = array.array("i", which(wire))
            wire.socket.sendmsg([line], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
            found.append(wire.read())
            for number in rights:
                os.close(number) if number != wire.socket.fileno() else wire.socket.close()
        return found

    before = office.descriptors()
    assert office.attack(attack) == Outcome(value=[None] * 12)
    office.assert_lets_go(before)


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
