"""A crowd at the host service: many clients, each of whom takes checks over a connection of their own.

As lean as it can be made in Python, for it shares the machine with what it measures: messages are put together from
bytes, and of an answer only what the next message needs is looked at.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_HELLO = b'{"hello":{"protocol":1,"program":"crowd"}}\n'
_QUESTION = re.compile(rb'"question":"([^"]+)"')
_ATTEMPT = re.compile(rb'"value":"([0-9a-f]{32})"')
PAUSE_SECONDS = 0.05
"""Before somebody who was cut off connects again."""


@dataclass
class Seen:
    """What all clients together went through."""

    seconds: list[float] = field(default_factory=list)
    """From sending an answer to its acknowledgement; of one that was cut off, from the first time it was sent."""
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    """Attempt and request id."""
    failed: list[bytes] = field(default_factory=list)
    cut_off: int = 0


class Client(asyncio.Protocol):
    """One person: starts a check, answers its questions, starts again, until so many answers are acknowledged."""

    def __init__(self, path: Path, keys: Mapping[bytes, bytes], answers: int, think: float, seen: Seen) -> None:
        self._path, self._keys, self._think, self._seen = path, keys, think, seen
        self._left = answers
        self._transport: asyncio.Transport | None = None
        self._came = b""
        self._id = 0
        self._greeted = False
        """On this connection; until then nothing is sent, for a greeting's answer leads to what is due."""
        self._attempt = b""
        self._pending: tuple[bytes, str] | None = None
        """An answer that is not acknowledged: its arguments and its request id."""
        self._sent_at = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def come(self) -> None:
        """Connect, as often as it takes."""
        while not self.done.done():
            try:
                await asyncio.get_running_loop().create_unix_connection(lambda: self, str(self._path))
            except OSError:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._came, self._id, self._greeted = transport, b"", 0, False
        transport.write(_HELLO)

    def connection_lost(self, exc: Exception | None) -> None:
        self._greeted = False
        if not self.done.done():
            self._seen.cut_off += 1
            asyncio.get_running_loop().call_later(PAUSE_SECONDS, lambda: asyncio.ensure_future(self.come()))

    def data_received(self, data: bytes) -> None:
        self._came += data
        if self._came.endswith(b"\n"):
            line, self._came = self._came, b""
            self._take(line)

    def _take(self, line: bytes) -> None:
        if line.startswith(b'{"welcome"'):
            self._greeted = True
            self._ask() if self._attempt else self._call(b"checks.start", b'{"name":"M90"}')
        elif b'"error":{' in line:
            self._seen.failed.append(line)
            self._end()
        elif self._pending is not None:
            self._acknowledge()
        elif (found := _ATTEMPT.search(line)) is not None:
            self._attempt = found[1]
            self._ask()
        elif (asked := _QUESTION.search(line)) is not None:
            arguments = b'{"attempt_id":"%s","question_id":"%s","chosen":%s,"request_id":"' % (
                self._attempt, asked[1], self._keys[asked[1]],
            )  # fmt: skip
            self._pending = (arguments, uuid.uuid4().hex)
            asyncio.get_running_loop().call_later(random.random() * 2 * self._think, self._answer)
        else:
            self._call(b"checks.start", b'{"name":"M90"}')

    def _ask(self) -> None:
        if self._pending is not None:
            self._send_pending()
        else:
            self._call(b"checks.question", b'{"attempt_id":"%s"}' % self._attempt)

    def _answer(self) -> None:
        self._sent_at = time.perf_counter()
        self._send_pending()

    def _send_pending(self) -> None:
        if self._pending is not None and self._sent_at and self._greeted:
            self._call(b"checks.answer", self._pending[0] + self._pending[1].encode() + b'"}')

    def _acknowledge(self) -> None:
        assert self._pending is not None
        self._seen.seconds.append(time.perf_counter() - self._sent_at)
        self._seen.acknowledged.append((self._attempt.decode(), self._pending[1]))
        self._pending, self._sent_at = None, 0.0
        self._left -= 1
        if self._left:
            self._ask()
        else:
            self._end()

    def _call(self, name: bytes, given: bytes) -> None:
        self._id += 1
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b'{"id":%d,"call":"%s","given":%s}\n' % (self._id, name, given))

    def _end(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        if self._transport is not None:
            self._transport.close()


async def crowd(
    paths: list[Path], keys: Mapping[str, tuple[str, ...]], answers: int, think: float
) -> tuple[Seen, float]:
    """Let everyone take their checks at once; what they saw, and the seconds it took. ``think`` is a mean."""
    seen = Seen()
    known = {name.encode(): json.dumps(given).encode() for name, given in keys.items()}
    clients = [Client(path, known, answers, think, seen) for path in paths]
    begun = time.perf_counter()
    await asyncio.gather(*(client.come() for client in clients))
    await asyncio.gather(*(client.done for client in clients))
    return seen, time.perf_counter() - begun
