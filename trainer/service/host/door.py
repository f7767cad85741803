"""The door: it takes connections, asks the kernel who they are, and lets in whom there is room for."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import suppress

from trainer.errors import TrainerError
from trainer.service.host.log import Log
from trainer.service.host.peer import Peer, listening, peer_of
from trainer.service.wire import messages

Identify = Callable[[socket.socket], Peer]
AT_ONCE = 100
"""Connections taken in one turn: those who are in are served meanwhile."""
PAUSE_SECONDS = 1.0
"""How long nobody is let in where the system has no more room."""
_FULL = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class Door:
    """Listens at any number of sockets, on the loop.

    ``refuse`` raises where there is no room for someone; ``enter`` takes them in.
    """

    def __init__(self, log: Log, refuse: Callable[[Peer], None], enter: Callable[[socket.socket, Peer], None]) -> None:
        self._log = log
        self._refuse = refuse
        self._enter = enter
        self._open: set[socket.socket] = set()

    def listen(self, made: socket.socket, identify: Identify = peer_of) -> None:
        """Take connections from a listening socket."""
        made.settimeout(0)
        listening(made)
        self._open.add(made)
        asyncio.get_running_loop().add_reader(made, self._accept, made, identify)

    def shut(self) -> None:
        """Take nobody any more."""
        for made in self._open:
            asyncio.get_running_loop().remove_reader(made)
        self._open.clear()

    def _accept(self, made: socket.socket, identify: Identify) -> None:
        for _ in range(AT_ONCE):
            try:
                client, _ = made.accept()
            except OSError as error:
                if error.errno in _FULL:
                    self._pause(made, identify)
                return
            client.settimeout(0)
            try:
                peer = identify(client)
                self._refuse(peer)
                self._enter(client, peer)
            except (TrainerError, OSError) as error:
                self._turn_away(client, error)

    def _turn_away(self, client: socket.socket, error: TrainerError | OSError) -> None:
        self._log.say("refused", type(error).__name__)
        if isinstance(error, TrainerError):
            with suppress(OSError):
                client.send(messages.line({"error": messages.told(error)}))
        client.close()

    def _pause(self, made: socket.socket, identify: Identify) -> None:
        self._log.say("full", "no room in the system")
        loop = asyncio.get_running_loop()
        loop.remove_reader(made)
        loop.call_later(PAUSE_SECONDS, self._go_on, made, identify)

    def _go_on(self, made: socket.socket, identify: Identify) -> None:
        if made in self._open:
            self.listen(made, identify)
