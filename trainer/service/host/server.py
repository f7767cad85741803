"""The service itself: it takes connections, asks who they are, and hands each call to its lane.

Invariant: before anything else a connection is somebody by the kernel's word, greets in a protocol that is spoken here,
and sends well-formed calls with rising ids; whatever breaks that is hung up on, and nothing of it reaches the records.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter
from contextlib import suppress

from trainer import __version__
from trainer.compliance.requirements import Role
from trainer.errors import Conflict, InputError, NotAllowed, Unreachable
from trainer.records.people import by_login
from trainer.records.store import Store
from trainer.service.desk import Desk
from trainer.service.host import strict
from trainer.service.host.calling import Answer, make, send_rows
from trainer.service.host.connection import Connection, Gone
from trainer.service.host.door import Door
from trainer.service.host.lanes import Job, Long, Quick
from trainer.service.host.limits import Bucket, Limits
from trainer.service.host.log import Log
from trainer.service.host.peer import Peer, another_s
from trainer.service.host.records import Records
from trainer.service.host.strict import Call, Nonsense
from trainer.service.rights import Lane, by_call
from trainer.service.wire import messages
from trainer.service.wire.calls import shape

_NONSENSE = InputError("That is no message of this protocol.", "Update Trainer, and let it do the talking.")


class Server:
    """Serves some records; made and used on a running loop."""

    def __init__(self, records: Records, limits: Limits, log: Log) -> None:
        self._records = records
        self._limits = limits
        self._log = log
        self._connections: set[Connection] = set()
        self._desks: dict[Connection, Desk] = {}
        """Of those who have greeted; a desk remembers that the course's versions are in force."""
        self._of_person: Counter[int] = Counter()
        self._buckets: dict[int, Bucket] = {}
        self._empty = asyncio.Event()
        self.quick = Quick(lambda: records.open(create=True), log)
        self._long = Long(log)
        self.door = Door(log, self._refuse_too_many, self._enter)

    async def begin(self) -> None:
        """Open the records, and get ready for the first call."""
        strict.prepare()
        await self.quick.begin()

    @property
    def clients(self) -> int:
        """Connections that are open."""
        return len(self._connections)

    async def end(self, patience: float) -> bool:
        """Take nobody new, answer what was asked, and let go; whoever takes longer than ``patience`` is hung up on.

        False where something still runs in a thread: then only the end of the process ends it.
        """
        self.door.shut()
        for connection in tuple(self._connections):
            connection.end()
        if self._connections:
            self._empty.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), patience)
        for connection in tuple(self._connections):
            connection.close("the service stops")
        await self.quick.end()
        over = asyncio.get_running_loop().run_in_executor(None, self._long.end)
        return over in (await asyncio.wait([over], timeout=patience))[0]

    def _refuse_too_many(self, peer: Peer) -> None:
        if self._of_person[peer.uid] >= self._limits.a_person:
            raise NotAllowed("You have too many connections open.", "Close some.")
        if len(self._connections) >= self._limits.connections:
            raise NotAllowed("The service has no room for more.", "Try again in a moment.")

    def _enter(self, made: socket.socket, peer: Peer) -> None:
        self._connections.add(Connection(made, peer, self._limits, self))
        self._of_person[peer.uid] += 1

    # What a connection tells.

    def closed(self, connection: Connection, why: str) -> None:
        """A connection is over."""
        if why:
            self._log.say("hung up", why)
        self._connections.discard(connection)
        self._desks.pop(connection, None)
        uid = connection.peer.uid
        self._of_person[uid] -= 1
        if not self._of_person[uid]:
            del self._of_person[uid]
        if not self._connections:
            self._empty.set()

    def line(self, connection: Connection, line: bytes) -> None:
        """A line has come: a greeting first, calls from then on."""
        try:
            if connection.greeted:
                self._call(connection, strict.call(line))
            else:
                self._greet(connection, strict.greeting(line))
        except Nonsense as nonsense:
            connection.refuse(_NONSENSE, f"no {nonsense}")

    def _greet(self, connection: Connection, protocol: int) -> None:
        if protocol != messages.PROTOCOL:
            problem = f"This service speaks protocol {messages.PROTOCOL}, and your program protocol {protocol}."
            connection.refuse(InputError(problem, "Update the older of the two."), "another protocol")
            return
        peer = connection.peer
        program = {"protocol": messages.PROTOCOL, "program": __version__, "login": peer.login}

        longest = self._limits.line

        def run(store: Store, answer: Answer) -> None:
            nonlocal longest
            known = by_login(store, peer.login)
            if known is not None and another_s(known.roster.login, peer):
                raise NotAllowed("Another account here has that login.", "Ask whoever keeps the roster.")
            if peer.operator or (known is not None and Role.ADMIN in known.roster.roles):
                longest = self._limits.admin_line
            answer.line = messages.line({"welcome": program})

        def done(line: bytes) -> None:
            if not line.startswith(b'{"welcome"'):
                connection.send_last(line)
            elif connection.open:
                connection.greeted, connection.longest = True, longest
                self._desks[connection] = self._records.desk(peer, self.quick.store)
                connection.reply(line)

        self.quick.put(Job(0, run, done))

    def _call(self, connection: Connection, call: Call) -> None:
        if call.id <= connection.last_id:
            connection.refuse(Conflict("That call was made already.", "Number them in order."), "an old id")
            return
        connection.last_id = call.id
        wait = self._bucket(connection.peer.uid).wait()
        if wait > 0:
            self._log.say("slowed down", "too many calls")
            asyncio.get_running_loop().call_later(wait, self._do, connection, call)
        else:
            self._do(connection, call)

    def _do(self, connection: Connection, call: Call) -> None:
        if not connection.open:
            return
        if by_call()[call.call].lane is Lane.LONG:
            self._long.put(call.id, lambda answer: self._run_long(connection, call, answer), connection.reply)
            return

        desk = self._desks[connection]

        def run(_store: Store, answer: Answer) -> None:
            answer.value(make(desk, call))

        self.quick.put(Job(call.id, run, connection.reply))

    def _run_long(self, connection: Connection, call: Call, answer: Answer) -> None:
        if not connection.open:
            return
        with self._records.opened(connection.peer) as desk:
            given = make(desk, call)
            if shape(call.call).rows is None:
                answer.value(given)
                return
            until = time.monotonic() + self._limits.rows_seconds

            def send(data: bytes) -> None:
                if time.monotonic() > until:
                    raise Gone
                connection.send_from_thread(data)

            with suppress(Gone):
                send_rows(given, call.id, send)
                answer.value(None)
                return
            answer.error(Unreachable("It took too long to send.", "Ask for less at once."))

    def _bucket(self, uid: int) -> Bucket:
        found = self._buckets.get(uid)
        if found is None:
            found = self._buckets[uid] = Bucket(self._limits.calls_a_second, self._limits.burst)
        return found
