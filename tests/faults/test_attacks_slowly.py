"""Attacks by taking one's time: with a service that waits for less than a second, where it usually waits for many."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Wire
from trainer.service.host.limits import Limits

SECONDS = 0.4
LATEST = 5.0
"""Seconds within which the service has hung up."""
_HELLO = b'{"hello":{"protocol":1,"program":"slow"}}\n'
_TODAY = b'{"id":1,"call":"compliance.today","given":{}}\n'
_INVENTORY = b'{"id":%d,"call":"privacy.inventory","given":{}}\n'


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged(Limits(greeting_seconds=SECONDS, line_seconds=SECONDS, reading_seconds=SECONDS)) as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    standing, descriptors = office.standing(), office.descriptors()
    yield
    office.assert_up()
    assert office.standing() == standing
    office.assert_lets_go(descriptors)


def drip(wire: Wire, line: bytes, pause: float = 0.05) -> None:
    """Byte by byte, each well within the time."""
    for at in range(len(line)):
        wire.socket.sendall(line[at : at + 1])
        time.sleep(pause)


def _nothing(wire: Wire) -> None:
    """Say nothing at all."""


def _half_a_greeting(wire: Wire) -> None:
    wire.send(_HELLO[:10])


def _dripped_greeting(wire: Wire) -> None:
    drip(wire, _HELLO)


def _half_a_call(wire: Wire) -> None:
    wire.send(_HELLO)
    assert wire.read() is not None
    wire.send(_TODAY[:10])


def _dripped_call(wire: Wire) -> None:
    wire.send(_HELLO)
    assert wire.read() is not None
    drip(wire, _TODAY)


def _half_a_call_behind_a_whole_one(wire: Wire) -> None:
    wire.send(_HELLO + _TODAY + _TODAY.replace(b"1", b"2")[:10])
    assert wire.read() is not None
    assert wire.read() is not None


def _dripped_behind_a_whole_one(wire: Wire) -> None:
    wire.send(_HELLO + _TODAY)
    assert wire.read() is not None
    assert wire.read() is not None
    drip(wire, _TODAY.replace(b"1", b"2"))


def _unread(wire: Wire) -> None:
    """Ask for more than any buffer holds, and take nothing of it."""
    wire.send(_HELLO + b"".join(_INVENTORY % number for number in range(1, 100)))
    time.sleep(3 * SECONDS)


SLOW: dict[str, Callable[[Wire], None]] = {
    "say nothing": _nothing,
    "half a greeting": _half_a_greeting,
    "a greeting byte by byte": _dripped_greeting,
    "half a call": _half_a_call,
    "a call byte by byte": _dripped_call,
    "half a call behind a whole one": _half_a_call_behind_a_whole_one,
    "a call byte by byte behind a whole one": _dripped_behind_a_whole_one,
    "take no answer": _unread,
}


@pytest.mark.parametrize("way", SLOW)
def test_take_ones_time(office: Besieged, way: str) -> None:
    def attack() -> float:
        wire = Wire(office.socket, hello=False, seconds=10)
        begun = time.monotonic()
        try:
            SLOW[way](wire)
        except OSError:
            # Hung up in the middle of it.
            return time.monotonic() - begun
        return time.monotonic() - begun if wire.hung_up() else float("inf")

    outcome = office.attack(attack)
    assert not outcome.error, outcome
    assert SECONDS * 0.9 < outcome.value < LATEST


def test_a_reader_of_some_patience_is_served(office: Besieged) -> None:
    """What is hung up on above is hung up on because of the time; one who only waits between calls is not."""

    def attack() -> bool:
        wire = Wire(office.socket)
        time.sleep(2 * SECONDS)
        return wire.call("compliance.today") is not None

    assert office.attack(attack).value is True


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
