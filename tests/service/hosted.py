"""A host service for tests: the real server, in a thread, with a socket for each login.

Who connects is decided by the socket that was connected to, for all tests run as one uid; ``tests/faults`` has the
attacks in which real accounts connect and the kernel says who they are.
"""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tests.support import Office
from trainer.content.models import Course
from trainer.content.source import ContentRoot
from trainer.service.host import sockets
from trainer.service.host.limits import Limits
from trainer.service.host.log import Log
from trainer.service.host.peer import Peer
from trainer.service.host.records import Records
from trainer.service.host.server import Server
from trainer.service.pace import AnyPace, Pace
from trainer.service.training import Training
from trainer.service.wire.remote import over_socket
from trainer.settings import Settings

_T = TypeVar("_T")
PATIENCE = 30.0
SCRIPTS = Limits(calls_a_second=100_000, a_person=2000)
"""Limits that a test which types faster than a person never meets."""


class Host:
    """One running service."""

    def __init__(self, records: Records, limits: Limits = SCRIPTS) -> None:
        self.records = records
        self.said = io.StringIO()
        self.folder = Path(tempfile.mkdtemp(prefix="trainer-", dir="/tmp"))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._made: list[socket.socket] = []
        self._ended = False
        self._handed_out: list[Training] = []
        self.server = self.on_loop(self._begun(limits))

    def on_loop(self, doing: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(PATIENCE)

    def path(self, login: str, *, operator: bool = True) -> Path:
        """Where ``login`` connects."""
        path = self.folder / f"{login}-{'operator' if operator else 'person'}"
        if not path.exists():
            self.on_loop(self._listen(path, partial(_called, login, operator)))
        return path

    def training(self, login: str, *, operator: bool = True, content: Path | None = None) -> Training:
        roots = [ContentRoot(content / "modules", content / "question_banks")] if content else []
        path = self.path(login, operator=operator)
        made = over_socket(path, roots=lambda: roots, load=lambda: self.records.course, patience=5)
        self._handed_out.append(made)
        return made

    def end(self, patience: float) -> bool:
        """As on SIGTERM; whether everything was over by then."""
        self._ended = True
        return self.on_loop(self.server.end(patience))

    def stop(self) -> None:
        for training in self._handed_out:
            training.close()
        if not self._ended:
            self.end(5)
        for made in self._made:
            made.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        shutil.rmtree(self.folder)
        assert '"failed"' not in self.said.getvalue(), self.said.getvalue()

    async def _begun(self, limits: Limits) -> Server:
        server = Server(self.records, limits, Log(self.said))
        await server.begin()
        return server

    async def _listen(self, path: Path, identify: Callable[[socket.socket], Peer]) -> None:
        made = sockets.bound(path)
        self._made.append(made)
        self.server.door.listen(made, identify)


def _called(login: str, operator: bool, made: socket.socket) -> Peer:
    # Not from the kernel: whoever runs the tests need not have an account.
    del made
    return Peer(uid=os.getuid(), login=login, operator=operator)


@dataclass
class HostedOffice(Office):
    """The same office, whose people reach its records over a socket. Each of them may do everything, as in-process."""

    attestation: str = "attested"
    hosts: list[tuple[Settings, Course, Host]] = field(default_factory=list)
    pace: Pace = field(default_factory=AnyPace)

    def training(self, login: str = "ana", settings: Settings | None = None) -> Training:
        return self.host(settings or Settings()).training(login, content=self.content)

    def host(self, settings: Settings) -> Host:
        for known, course, host in self.hosts:
            if known == settings and course is self.course:
                return host
        records = Records(
            database=self.database, course=self.course, settings=settings, pace=self.pace, clock=self.clock
        )
        self.hosts.append((settings, self.course, Host(records)))
        return self.hosts[-1][2]

    def stop(self) -> None:
        for *_, host in self.hosts:
            host.stop()
