"""Attacks by too much of everything, at the limits that are the default: others are served all the while."""

from __future__ import annotations

import json
import resource
import select
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.faults.accounts import Running
from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Wire, kind
from trainer.service.host.limits import Limits

LIMITS = Limits()
CONNECTIONS = 2_000
SOON = 15.0
"""Seconds within which everyone else is served, whatever goes on."""


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged(LIMITS) as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    standing, descriptors = office.standing(), office.descriptors()
    yield
    office.assert_up(SOON)
    assert office.standing() == standing
    office.assert_lets_go(descriptors)


def while_it_runs(office: Besieged, running: Running, *, at_least: int = 2) -> Any:
    """What comes of an attack during which the colleague is served, again and again."""
    served = 0
    while not select.select([running.fileno()], [], [], 0.05)[0]:
        office.assert_up(SOON)
        served += 1
    outcome = running.outcome()
    assert not outcome.error, outcome
    assert served >= at_least
    return outcome.value


def call(number: int, name: str) -> bytes:
    return json.dumps({"id": number, "call": name, "given": {}}).encode() + b"\n"


def _answers(wires: list[Wire], seconds: float) -> int:
    """How many lines come on some connections within a time."""
    found, until = 0, time.monotonic() + seconds
    by_socket = {wire.socket: wire for wire in wires}
    while (left := until - time.monotonic()) > 0:
        for ready in select.select(list(by_socket), [], [], left)[0]:
            data = ready.recv(1 << 20)
            found += data.count(b"\n")
            if not data:
                del by_socket[ready]
    return found


def test_two_thousand_connections(office: Besieged) -> None:
    """As many stay as a person may have; the others are told why and hung up on."""

    def attack() -> tuple[int, set[str]]:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        wires = [Wire(office.socket, hello=False) for _ in range(CONNECTIONS)]
        time.sleep(0.5)
        said: list[str] = []
        for wire in wires:
            wire.socket.setblocking(False)
            with suppress(BlockingIOError):
                said.append(wire.socket.recv(1000).decode())
        return CONNECTIONS - len(said), {json.loads(each)["error"]["kind"] for each in said}

    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < CONNECTIONS + 100:
        pytest.skip("this machine lets nobody have so many descriptors")
    running = office.start(attack)
    time.sleep(0.2)
    assert while_it_runs(office, running, at_least=1) == (LIMITS.a_person, {"NotAllowed"})


def test_connecting_and_hanging_up_without_a_pause(office: Besieged) -> None:
    def attack() -> int:
        until, made = time.monotonic() + 1.0, 0
        while time.monotonic() < until:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as each:
                each.connect(str(office.socket))
                made += 1
        return made

    assert while_it_runs(office, office.start(attack)) > 100


def test_more_calls_than_a_person_makes(office: Besieged) -> None:
    """They are made at the rate of one person, however many connections there are."""

    def attack() -> tuple[int, float]:
        begun = time.monotonic()
        wires = [Wire(office.socket) for _ in range(LIMITS.a_person)]
        many = b"".join(call(number, "learn.home") for number in range(1, 121))
        for wire in wires:
            wire.send(many)
        return _answers(wires, 1.5), time.monotonic() - begun

    answers, seconds = while_it_runs(office, office.start(attack))
    assert 20 < answers <= LIMITS.burst + LIMITS.calls_a_second * seconds


def test_long_calls_on_every_connection(office: Besieged) -> None:
    """Long ones of others are made meanwhile, too."""

    def attack() -> int:
        wires = [Wire(office.socket) for _ in range(LIMITS.a_person)]
        for wire in wires:
            wire.send(b"".join(call(number, "privacy.export") for number in range(1, 41)))
        return _answers(wires, 1.2)

    running = office.start(attack)
    begun = time.monotonic()
    for _ in range(5):
        assert office.by(office.colleague, lambda training: training.privacy.export().name) == "Clara Confidential"
    assert time.monotonic() - begun < 5 * SOON
    assert while_it_runs(office, running, at_least=0) > 0


def test_half_a_line_on_every_connection(office: Besieged) -> None:
    def attack() -> str:
        wires = [Wire(office.socket) for _ in range(LIMITS.a_person)]
        for wire in wires:
            wire.send(call(1, "learn.home")[:-5])
        time.sleep(0.6)
        for wire in wires:
            wire.send(call(1, "learn.home")[-5:])
        return kind(wires[0].read())

    assert while_it_runs(office, office.start(attack)) == "value"


def test_as_much_as_a_line_may_have_on_every_connection(office: Besieged) -> None:
    """Without its end, and as fast as it is taken."""

    def attack() -> int:
        until, sent = time.monotonic() + 1.0, 0
        while time.monotonic() < until:
            wire = Wire(office.socket, hello=False)
            wire.send(b"x" * (LIMITS.line - 1))
            sent += 1
            wire.close()
        return sent

    before = office.megabytes()
    assert while_it_runs(office, office.start(attack)) > 20
    assert office.megabytes() - before < 60


def test_reading_no_answer_on_any_connection(office: Besieged) -> None:
    """Whoever takes nothing keeps nobody else waiting."""

    def attack() -> bool:
        wires = [Wire(office.socket) for _ in range(LIMITS.a_person)]
        for wire in wires:
            wire.send(b"".join(call(number, "privacy.inventory") for number in range(1, 21)))
        time.sleep(1)
        return True

    assert while_it_runs(office, office.start(attack))


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
