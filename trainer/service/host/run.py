"""Running the service from start to stop: readiness, watchdog, the hourly checkpoint, and signals."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from trainer.clock import stamp
from trainer.records import keys, ledger
from trainer.records.store import Store
from trainer.service import identity
from trainer.service.host import sockets, systemd
from trainer.service.host.calling import Answer
from trainer.service.host.lanes import Job
from trainer.service.host.limits import Limits
from trainer.service.host.log import Log
from trainer.service.host.peer import Peer
from trainer.service.host.records import Records
from trainer.service.host.server import Server
from trainer.service.signing import sign

STOP_SECONDS = 30.0
"""How long calls under way may still take once the service is told to stop."""
CHECKPOINT_SECONDS = 3600.0
STUCK_SECONDS = 120.0
"""A group that takes longer hangs; the watchdog is left to end the service."""


def run(records: Records, path: Path, limits: Limits | None = None, log: Log | None = None) -> None:
    """Serve until SIGTERM or SIGINT. A socket that systemd hands over goes before ``path``."""
    os.umask(0o077)
    said = log or Log()
    given = systemd.handed_over()
    made = given or sockets.bound(path)

    def tidy() -> None:
        # The file goes first: once the socket is closed, another service may put its own there.
        if given is None:
            sockets.remove(path)
        made.close()

    try:
        asyncio.run(_serve(records, made, limits or Limits(), said, tidy))
    finally:
        tidy()
        said.say("stopped")


async def _serve(records: Records, made: socket.socket, limits: Limits, log: Log, tidy: Callable[[], None]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = Server(records, limits, log)
    log.say("started")
    await server.begin()
    adopt(server, records, log)
    server.door.listen(made)
    systemd.notify(systemd.READY)
    log.say("ready")
    beside = [asyncio.create_task(_stay_alive(server)), asyncio.create_task(_checkpoints(server, records, log))]
    await stop.wait()
    systemd.notify(systemd.STOPPING)
    log.say("stopping", clients=server.clients)
    for task in beside:
        task.cancel()
    if not await server.end(STOP_SECONDS):
        # A thread cannot be ended from outside; what it was writing is rolled back when the records are next opened.
        log.say("stopped", "a long call was cut off")
        tidy()
        os._exit(0)


async def _stay_alive(server: Server) -> None:
    """Show systemd that we are, twice in each of its periods, unless the records hang."""
    seconds = systemd.watchdog_seconds()
    while seconds is not None:
        if server.quick.stuck() < STUCK_SECONDS:
            systemd.notify(systemd.ALIVE)
        await asyncio.sleep(seconds / 2)


async def _checkpoints(server: Server, records: Records, log: Log) -> None:
    """Sign the tree every hour (DESIGN section 4)."""
    while True:
        await asyncio.sleep(CHECKPOINT_SECONDS)
        checkpoint(server, records, log)


def adopt(server: Server, records: Records, log: Log) -> None:
    """Put the course in force before the first call: a gate that only asks must hear of a new version too."""

    def run(store: Store, answer: Answer) -> None:
        records.desk(Peer(uid=os.getuid(), login=identity.login(), operator=True), store).begin()
        answer.value(None)

    server.quick.put(Job(0, run, lambda line: log.say("not in force") if b'"error"' in line else None))


def checkpoint(server: Server, records: Records, log: Log) -> None:
    """Sign the tree now, in the quick lane; one that did not grow since is not signed twice."""

    def run(store: Store, answer: Answer) -> None:
        signer = keys.signer(store.path)
        with store.write():
            if signer is not None and ledger.sound_size(store):
                sign(store, signer, at=stamp(records.clock()))
        answer.value(None)

    server.quick.put(Job(0, run, lambda line: log.say("no checkpoint") if b'"error"' in line else None))
