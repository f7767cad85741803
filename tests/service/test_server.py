"""The service's own end of the protocol: what is no message, who takes too much, and what a lost group means.

As whoever runs the tests; ``tests/faults`` attacks it with accounts of their own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.service.examined import rows
from tests.service.hosted import SCRIPTS, Host
from tests.service.wires import HELLO, HOME, Wire, wire
from tests.support import Office, StoppedClock, tell, tiny_course
from trainer.service.host import strict
from trainer.service.host.limits import Bucket, Limits
from trainer.service.host.records import Records
from trainer.service.pace import AnyPace
from trainer.settings import Settings

Running = Callable[[Limits], Host]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made: list[Host] = []

    def start(limits: Limits) -> Host:
        records = Records(
            database=tmp_path / "t.db", course=tiny_course(), settings=Settings(), pace=AnyPace(), clock=StoppedClock()
        )
        made.append(Host(records, limits))
        return made[-1]

    yield start
    for host in made:
        host.stop()


@pytest.fixture
def host(running: Running) -> Host:
    return running(SCRIPTS)


def up(host: Host) -> bool:
    with wire(host) as other:
        return bool(other.say(HOME % 1)["value"]["name"] == "ana")


NO_MESSAGES = {
    "nothing": b"\n",
    "no JSON": b"hello\n",
    "a number": b"7\n",
    "a list": b"[]\n",
    "no call": b'{"id":1}\n',
    "an unknown call": b'{"id":1,"call":"learn.everything","given":{}}\n',
    "a private call": b'{"id":1,"call":"learn._desk","given":{}}\n',
    "a call that is not served": b'{"id":1,"call":"keeping.restore","given":{"source":"x"}}\n',
    "a field more": b'{"id":1,"call":"learn.home","given":{},"login":"bo"}\n',
    "an argument more": b'{"id":1,"call":"learn.home","given":{"login":"bo"}}\n',
    "an argument less": b'{"id":1,"call":"learn.module","given":{}}\n',
    "text for a number": b'{"id":"1","call":"learn.home","given":{}}\n',
    "truth for a number": b'{"id":true,"call":"learn.home","given":{}}\n',
    "a fraction": b'{"id":1.5,"call":"learn.home","given":{}}\n',
    "not a number": b'{"id":NaN,"call":"learn.home","given":{}}\n',
    "infinity": b'{"id":1,"call":"learn.keep_place","given":{"name":"M90","lesson_id":"M90.L1","place":Infinity}}\n',
    "5,000 digits": b'{"id":' + b"9" * 5000 + b',"call":"learn.home","given":{}}\n',
    "beyond 2^53": b'{"id":1,"call":"learn.keep_place","given":{"name":"M90","lesson_id":"M90.L1","place":1%b}}\n'
    % (b"0" * 30),
    "60,000 deep": b"[" * 60_000 + b"\n",
    "60,000 objects deep": b'{"a":' * 12_000 + b"\n",
    "half a surrogate": b'{"id":1,"call":"learn.module","given":{"name":"\\ud800"}}\n',
    "no UTF-8": b'{"id":1,"call":"learn.module","given":{"name":"\xff"}}\n',
    "a second greeting": HELLO,
}


@pytest.mark.parametrize("line", NO_MESSAGES.values(), ids=NO_MESSAGES.keys())
def test_what_is_no_message_is_hung_up_on(host: Host, line: bytes) -> None:
    with wire(host) as made:
        assert made.say(line)["error"]["kind"] == "InputError"
        assert made.hung_up()
    assert up(host)


@pytest.mark.parametrize(
    "line", [HOME % 1, b"\n", b'{"hello":{"protocol":2,"program":"x"}}\n', b'{"hello":{"protocol":1}}\n',
             b'{"hello":{"protocol":1,"program":"x","login":"root"}}\n', b'{"hello":{"protocol":"1","program":"x"}}\n'],
)  # fmt: skip
def test_what_is_no_greeting_is_hung_up_on(host: Host, line: bytes) -> None:
    with wire(host, greet=False) as made:
        assert made.say(line)["error"]["kind"] == "InputError"
        assert made.hung_up()


@given(data=st.binary(max_size=200))
def test_no_bytes_are_more_than_nonsense(data: bytes) -> None:
    for read in (strict.call, strict.greeting):
        with suppress(strict.Nonsense):
            read(data)


@pytest.mark.parametrize("ids", [(1, 1), (2, 1), (5, 0), (1, -1)])
def test_ids_only_go_up(host: Host, ids: tuple[int, int]) -> None:
    first, second = ids
    with wire(host) as made:
        assert "value" in made.say(HOME % first)
        assert made.say(HOME % second)["error"]["kind"] == "Conflict"
        assert made.hung_up()


def test_calls_that_come_together_are_answered_in_order(host: Host) -> None:
    with wire(host) as made:
        made.made.sendall(b"".join(HOME % n for n in range(1, 300)))
        assert [made.hear()["id"] for _ in range(1, 300)] == list(range(1, 300))


def test_a_line_that_comes_byte_by_byte_is_a_line(host: Host) -> None:
    with wire(host) as made:
        for byte in HOME % 1:
            made.made.sendall(bytes([byte]))
        assert made.hear()["value"]["name"] == "ana"


def test_a_line_that_is_too_long_is_hung_up_on(running: Running) -> None:
    host = running(Limits(line=2000, admin_line=2000))
    for data in (b"x" * 2000, b"x" * 1_000_000, HOME % 1 + b"x" * 1_000_000 + b"\n"):
        with wire(host) as made:
            said = made.say(data)
            said = made.hear() if "value" in said else said
            assert "too long" in said.get("error", {"problem": "too long"})["problem"]
            assert made.hung_up()
    assert up(host)


def test_who_says_nothing_or_half_a_line_is_hung_up_on(running: Running) -> None:
    host = running(Limits(greeting_seconds=0.2, line_seconds=0.3))
    with wire(host, greet=False) as silent, wire(host) as half, wire(host) as idle:
        half.made.sendall(b'{"id":1')
        begun = time.monotonic()
        assert silent.hung_up()
        for _ in range(3):
            time.sleep(0.05)
            with suppress(OSError):
                half.made.sendall(b" ")
        assert half.hung_up()
        assert time.monotonic() - begun < 5
        assert "value" in idle.say(HOME % 1), "an idle connection stays"


def test_one_person_has_so_many_connections(running: Running) -> None:
    host = running(Limits(a_person=3))
    some = [Wire(host.path("ana")) for _ in range(3)]
    with wire(host, greet=False) as more:
        assert "too many" in more.hear()["error"]["problem"]
        assert more.hung_up()
    some.pop().close()
    until = time.monotonic() + 5
    while not can_come(host):
        assert time.monotonic() < until
    for each in some:
        each.close()


def can_come(host: Host) -> bool:
    with wire(host, greet=False) as made:
        return "welcome" in made.say(HELLO)


def test_who_calls_too_often_waits(running: Running) -> None:
    host = running(Limits(calls_a_second=20, burst=5))
    with wire(host) as made:
        begun = time.monotonic()
        for n in range(1, 16):
            assert "value" in made.say(HOME % n)
        assert time.monotonic() - begun > 0.4


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    now = [0.0]
    bucket = Bucket(10, 3, lambda: now[0])
    assert [bucket.wait() for _ in range(5)] == [0, 0, 0, pytest.approx(0.1), pytest.approx(0.2)]
    now[0] += 100
    assert [bucket.wait() for _ in range(4)] == [0, 0, 0, pytest.approx(0.1)]


def test_who_takes_nothing_keeps_nobody_waiting(running: Running) -> None:
    host = running(Limits(reading_seconds=0.5, unsent=10_000, calls_a_second=10_000))
    root = host.training("ana")
    root.people.import_csv("p.csv", b"id,name\n" + b"".join(b"%d,%b\n" % (n, b"n" * 200) for n in range(20_000)))
    with wire(host) as made:
        made.made.sendall(b'{"id":1,"call":"people.everyone","given":{}}\n')
        time.sleep(0.2)
        assert up(host)
        until = time.monotonic() + 10
        while "took nothing" not in host.said.getvalue():
            assert time.monotonic() < until
            time.sleep(0.05)
    assert up(host)
    assert root.evidence.verify().faults == ()


def test_the_log_says_nothing_of_anyone(host: Host) -> None:
    with wire(host) as made:
        made.say(b'{"id":1,"call":"learn.module","given":{"name":"a-secret-word"},"as":"ana"}\n')
    assert up(host)
    said = [json.loads(line) for line in host.said.getvalue().splitlines()]
    assert {"hung up"} == {each["event"] for each in said}
    assert not {"ana", "a-secret-word", "0"} & {str(value) for each in said for value in each.values()}


def test_it_signs_a_checkpoint_of_its_own(host: Host, tmp_path: Path) -> None:
    from trainer.service.host.log import Log
    from trainer.service.host.run import checkpoint

    ana = host.training("ana")
    tell(ana)
    ana.checks.start("M90")

    async def sign() -> None:
        checkpoint(host.server, host.records, Log(host.said))

    host.on_loop(sign())
    assert ana.learn.home().name == "ana"
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    ((size, note),) = rows(office, "SELECT size, note FROM checkpoint")
    assert ana.evidence.since(str(note)).older == size
