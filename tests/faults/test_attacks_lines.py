"""Attacks by what is sent: lines that are too long, too deep, no text, no JSON, no message. Each is hung up on."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Wire, kind

_HELLO = b'{"hello":{"protocol":1,"program":"x"}}'
_TODAY = b'{"id":1,"call":"compliance.today","given":{}}'


def place(value: bytes) -> bytes:
    """A call that would record something if it were taken."""
    return b'{"id":1,"call":"learn.keep_place","given":{"name":"M90","lesson_id":"M90.L1","place":' + value + b"}}"


def lesson(value: bytes) -> bytes:
    return b'{"id":1,"call":"learn.finish_lesson","given":{"name":"M90","lesson_id":' + value + b"}}"


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    """Nothing of it was recorded, and the service is neither busy nor bigger."""
    standing, size = office.standing(), office.megabytes()
    yield
    office.assert_up()
    assert office.standing() == standing
    assert not office.rows("SELECT * FROM reading WHERE person = ?", office.number(office.attacker))
    assert office.megabytes() < size + 50


LINES: dict[str, bytes] = {
    "1 MB and an end": b'{"id":1,"call":"' + b"x" * 1_000_000 + b'"}\n',
    "1 MB without an end": b"x" * 1_000_000,
    "1 MB of blanks": b" " * 1_000_000 + _TODAY + b"\n",
    "one byte too long": _TODAY.replace(b"{}", b"{" + b" " * (64 * 1024 - len(_TODAY)) + b"}") + b"\n",
    "60,000 arrays deep": b"[" * 60_000 + b"\n",
    "60,000 objects deep": b'{"a":' * 10_000 + b"\n",
    "60,000 arrays deep in a field": place(b"[" * 30_000 + b"]" * 30_000) + b"\n",
    "deep in a field that is not known": b'{"id":1,"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}\n",
    "NaN": place(b"NaN") + b"\n",
    "infinity": place(b"-Infinity") + b"\n",
    "a number beyond all numbers": place(b"1e999") + b"\n",
    "a fraction": place(b"1.5") + b"\n",
    "a whole number as a fraction": place(b"1.0") + b"\n",
    "a number of 5,000 digits": place(b"9" * 5_000) + b"\n",
    "a number of 60,000 digits": place(b"9" * 60_000) + b"\n",
    "a number as text": place(b'"1"') + b"\n",
    "a truth as a number": place(b"true") + b"\n",
    "an id of 5,000 digits": _TODAY.replace(b"1", b"9" * 5_000) + b"\n",
    "half a surrogate pair": lesson(b'"\\ud800"') + b"\n",
    "the other half": lesson(b'"\\udfff"') + b"\n",
    "a pair the wrong way round": lesson(b'"\\udc00\\ud800"') + b"\n",
    "half a pair as a field's name": b'{"id":1,"call":"learn.home","given":{"\\ud800":1}}\n',
    "half a pair as bytes": lesson(b'"\xed\xa0\x80"') + b"\n",
    "no UTF-8": lesson(b'"\xff\xfe"') + b"\n",
    "too long a form of a letter": lesson(b'"\xc1\x81"') + b"\n",
    "half a letter at the end": lesson(b'"M90.L1\xc3') + b"\n",
    "a byte order mark": b"\xef\xbb\xbf" + _TODAY + b"\n",
    "UTF-16": _TODAY.decode().encode("utf-16") + b"\n",
    "a NUL in front": b"\x00" + _TODAY + b"\n",
    "a NUL behind": _TODAY + b"\x00\n",
    "a NUL as it is in text": lesson(b'"M90.L1\x00"') + b"\n",
    "a line break as it is in text": lesson(b'"M90\n.L1"') + b"\n",
    "an empty line": b"\n",
    "a hundred empty lines": b"\n" * 100,
    "no JSON": b"hello\n",
    "JSON with a comma too many": _TODAY.replace(b"{}}", b"{},}") + b"\n",
    "two calls in one line": _TODAY + _TODAY + b"\n",
    "a call in an array": b"[" + _TODAY + b"]\n",
    "a number": b"1\n",
    "null": b"null\n",
    "text": b'"compliance.today"\n',
    "nothing in it": b"{}\n",
    "an error as if it were the service": b'{"id":1,"error":{"kind":"NotAllowed","problem":"x","remedy":""}}\n',
    "an answer as if it were the service": b'{"id":1,"value":null,"of":""}\n',
    "a second greeting": _HELLO + b"\n",
    "arguments by position": _TODAY.replace(b"{}", b"[]") + b"\n",
    "arguments as text": _TODAY.replace(b"{}", b'"{}"') + b"\n",
    "no arguments": b'{"id":1,"call":"compliance.today"}\n',
    "a call that is no text": _TODAY.replace(b'"compliance.today"', b'["compliance.today"]') + b"\n",
    "HTTP": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a pickle": b"\x80\x04cos\nsystem\n(S'id'\ntR.\n",
    "YAML with a tag": b"!!python/object/apply:os.system ['id']\n",
    "noise": bytes(range(256)) * 16,
}


@pytest.mark.parametrize("name", LINES)
def test_send(office: Besieged, name: str) -> None:
    assert_hung_up_on(office, LINES[name], greeted=True)


FIRST = (
    "1 MB and an end", "1 MB without an end", "60,000 arrays deep", "60,000 objects deep", "no UTF-8",
    "a byte order mark", "UTF-16", "a NUL in front", "an empty line", "no JSON", "null", "nothing in it",
    "HTTP", "noise",
)  # fmt: skip


@pytest.mark.parametrize("name", FIRST)
def test_send_first(office: Besieged, name: str) -> None:
    """In place of the greeting, which is read by rules of its own."""
    assert_hung_up_on(office, LINES[name], greeted=False)


def assert_hung_up_on(office: Besieged, line: bytes, *, greeted: bool) -> None:
    def attack() -> Any:
        wire = Wire(office.socket, hello=greeted)
        wire.send(line)
        return kind(wire.read()), wire.hung_up()

    outcome = office.attack(attack)
    assert outcome.value in [("InputError", True), ("hung up", True)], outcome


GREETINGS: dict[str, Any] = {
    "an older protocol": {"protocol": 0, "program": "x"},
    "a newer protocol": {"protocol": 2, "program": "x"},
    "a protocol below all": {"protocol": -1, "program": "x"},
    "a protocol beyond all": {"protocol": 10**40, "program": "x"},
    "a protocol as text": {"protocol": "1", "program": "x"},
    "a protocol as a fraction": {"protocol": 1.0, "program": "x"},
    "a protocol as a truth": {"protocol": True, "program": "x"},
    "no protocol": {"program": "x"},
    "no program": {"protocol": 1},
    "too long a program": {"protocol": 1, "program": "x" * 65},
    "nothing": None,
    "a list": [1, "x"],
}


@pytest.mark.parametrize("name", GREETINGS)
def test_greet_with(office: Besieged, name: str) -> None:
    def attack() -> Any:
        wire = Wire(office.socket, hello=False)
        return kind(wire.say({"hello": GREETINGS[name]})), wire.hung_up()

    assert office.attack(attack).value == ("InputError", True)


def test_call_before_greeting(office: Besieged) -> None:
    def attack() -> Any:
        wire = Wire(office.socket, hello=False)
        wire.send(place(b"1") + b"\n" + _HELLO + b"\n")
        return kind(wire.read()), wire.hung_up()

    assert office.attack(attack).value == ("InputError", True)


@pytest.mark.parametrize("last", ["people.everyone", "compliance.today"])
def test_smuggle_a_call_of_another_role_behind_ones_own(office: Besieged, last: str) -> None:
    """Where a field stands twice, what is asked about rights is what is done."""
    first = "compliance.today" if last == "people.everyone" else "people.everyone"

    def attack() -> Any:
        wire = Wire(office.socket)
        wire.send(b'{"id":1,"call":"%s","call":"%s","given":{}}\n' % (first.encode(), last.encode()))
        return wire.read()

    answer = office.attack(attack).value
    assert "rows" not in answer
    assert kind(answer) in {"people.everyone": ("NotAllowed", "InputError"), "compliance.today": ("value",)}[last]


def test_send_nonsense_behind_a_call_that_is_under_way(office: Besieged) -> None:
    """The call is answered; what follows ends the connection, and what follows that is not looked at."""

    def attack() -> Any:
        wire = Wire(office.socket)
        wire.send(_TODAY + b"\nnonsense\n" + place(b"1").replace(b'"id":1', b'"id":3') + b"\n")
        return kind(wire.read()), kind(wire.read()), wire.hung_up()

    assert office.attack(attack).value == ("value", "InputError", True)


def test_send_many_calls_before_reading_an_answer(office: Besieged) -> None:
    """They are made one after another and answered in order."""

    def attack() -> list[Any]:
        wire = Wire(office.socket)
        wire.send(b"".join(_TODAY.replace(b"1", b"%d" % n, 1) + b"\n" for n in range(1, 101)))
        return [(wire.read() or {}).get("id") for _ in range(100)]

    assert office.attack(attack).value == list(range(1, 101))


def test_hang_up_in_the_middle_of_a_line(office: Besieged) -> None:
    def attack() -> None:
        for _ in range(30):
            wire = Wire(office.socket)
            wire.send(place(b"1")[:-1])
            wire.close()

    assert not office.attack(attack).error


def test_end_the_line_by_hanging_up(office: Besieged) -> None:
    """A call whose line was not ended was not made."""

    def attack() -> bool:
        wire = Wire(office.socket)
        wire.send(place(b"1"))
        wire.socket.shutdown(socket.SHUT_WR)
        return wire.hung_up()

    assert office.attack(attack).value is True


def test_hang_up_before_the_answer_comes(office: Besieged) -> None:
    def attack() -> None:
        for _ in range(50):
            wire = Wire(office.socket)
            wire.send(_TODAY + b"\n" + b'{"id":2,"call":"privacy.export","given":{}}\n')
            linger = struct.pack("ii", 1, 0)
            wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            wire.close()

    assert not office.attack(attack).error


@pytest.mark.parametrize("where", [_HELLO[:5], _HELLO + b"\n", b""], ids=["in a line", "after it", "alone"])
def test_send_urgent_bytes(office: Besieged, where: bytes) -> None:
    """Which a Unix socket takes as well (``MSG_OOB``), and a loop may stumble over."""

    def attack() -> None:
        wires = []
        for _ in range(10):
            wire = Wire(office.socket, hello=False)
            wire.send(where)
            try:
                wire.socket.send(b"!", socket.MSG_OOB)
            except OSError:
                return
            wires.append(wire)
        time.sleep(0.6)

    before = office.processor_seconds()
    assert not office.attack(attack).error
    assert office.processor_seconds() - before < 0.3


def test_send_empty_messages(office: Besieged) -> None:
    def attack() -> str:
        wire = Wire(office.socket)
        for _ in range(1000):
            wire.socket.sendmsg([b""])
        return kind(wire.call("compliance.today"))

    assert office.attack(attack).value == "value"


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
