"""The two services that a crowd is sent to, each in a process of its own.

``ours`` is the host service. ``bare`` takes the same lines over the same kind of socket and does nothing with an answer
but insert its row, in groups as large as come together, each made durable by one commit: what cannot be beaten.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import ClassVar

from tests.benchmarks.crowd import Seen
from tests.service.hosted import SCRIPTS
from tests.support import StoppedClock, tiny_course
from trainer.records import notices
from trainer.records.roster import add_unlisted
from trainer.records.store import open_store
from trainer.service.host import sockets
from trainer.service.host.log import Log
from trainer.service.host.peer import Peer
from trainer.service.host.records import Records
from trainer.service.host.server import Server
from trainer.service.notice import notice
from trainer.service.pace import AnyPace
from trainer.settings import Settings

AT = "2026-07-01T12:00:00Z"
ROW = "INSERT INTO response (attempt, position, question, digest, chosen, score, request_id) VALUES (?,?,?,?,?,?,?)"


def paths(folder: Path, people: int) -> list[Path]:
    """A socket for each person: which one they connect to says who they are, also after a restart."""
    return [folder / f"p{n}" for n in range(people)]


def told(folder: Path, people: int) -> None:
    """Records in which everyone has acknowledged the notice, so that they may begin."""
    with closing(open_store(folder / "t.db", create=True)) as store, store.write():
        for path in paths(folder, people):
            person = add_unlisted(store, path.name, on=AT[:10], at=AT)
            notices.acknowledge(store, person.n, notice(Settings()).digest, at=AT)


def not_saved(folder: Path, seen: Seen) -> list[tuple[str, str]]:
    """Acknowledged answers that are not in the records exactly once."""
    with closing(sqlite3.connect(folder / "t.db")) as conn:
        rows = conn.execute("SELECT a.id, r.request_id FROM response AS r JOIN attempt AS a ON a.n = r.attempt")
        found = [(str(attempt), str(request)) for attempt, request in rows]
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert len(found) == len(set(found))
    return sorted(set(seen.acknowledged) - set(found))


async def ours(folder: Path, people: int) -> None:
    records = Records(
        database=folder / "t.db", course=tiny_course(), settings=Settings(), pace=AnyPace(), clock=StoppedClock()
    )
    server = Server(records, SCRIPTS, Log())
    await server.begin()
    for path in paths(folder, people):
        path.unlink(missing_ok=True)
        server.door.listen(sockets.bound(path), partial(_person, path.name))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", flush=True)
    await stop.wait()
    await server.end(10)


def _person(login: str, made: socket.socket) -> Peer:
    del made
    return Peer(uid=os.getuid(), login=login, operator=False)


class Bare(asyncio.Protocol):
    """Inserts the row of each answer; questions are made up."""

    waiting: ClassVar[list[tuple[Bare, bytes]]] = []

    def __init__(self, conn: sqlite3.Connection, attempt: int) -> None:
        self._conn, self._attempt, self._position = conn, attempt, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if data.startswith(b'{"hello"'):
            self._transport.write(b'{"welcome":{}}\n')
        elif b'"checks.start"' in data:
            self._transport.write(b'{"id":1,"value":"%032x","of":""}\n' % self._attempt)
        elif b'"checks.question"' in data:
            self._transport.write(b'{"id":1,"value":{"question":"M90-Q%03d"}}\n' % (1 + self._position % 10))
        else:
            if not Bare.waiting:
                asyncio.get_running_loop().call_soon(self._commit)
            Bare.waiting.append((self, data))

    def _commit(self) -> None:
        group, Bare.waiting = Bare.waiting, []
        self._conn.execute("BEGIN IMMEDIATE")
        self._conn.executemany(ROW, [client._row(line) for client, line in group])
        self._conn.execute("COMMIT")
        for client, _ in group:
            client._transport.write(b'{"id":1,"value":{},"of":"Feedback"}\n')

    def _row(self, line: bytes) -> tuple[object, ...]:
        given = json.loads(line)["given"]
        self._position += 1
        name = f"{given['question_id']}-{self._position}"
        return (self._attempt, self._position, name, "0" * 64, json.dumps(given["chosen"]), 1.0, given["request_id"])


async def bare(folder: Path, people: int) -> None:
    conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
    conn.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
    for (sql,) in sqlite3.connect(folder / "t.db").execute("SELECT sql FROM sqlite_schema WHERE tbl_name = 'response'"):
        if sql:
            conn.execute(sql)
    for n, path in enumerate(paths(folder, people)):
        path.unlink(missing_ok=True)
        await asyncio.get_running_loop().create_unix_server(partial(Bare, conn, n), str(path))
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run({"ours": ours, "bare": bare}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3])))
