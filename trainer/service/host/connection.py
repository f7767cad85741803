"""One connection: reading lines within limits, one call at a time, and sending what comes of it.

It reads with ``recvmsg`` itself, which asyncio's transports do not, because only so the kernel says who wrote. All of
it runs on the loop, but for :meth:`Connection.send_from_thread`.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Protocol

from trainer.errors import InputError, TrainerError
from trainer.service.host.limits import Limits
from trainer.service.host.peer import Peer, Stray, receive
from trainer.service.wire import messages

_AT_ONCE = 64 * 1024
_END = b"\n"


class Gone(Exception):
    """Whoever asked has hung up, or takes nothing any more."""


class Service(Protocol):
    """What a connection tells the service."""

    def line(self, connection: Connection, line: bytes) -> None:
        """A whole line has come. Exactly one :meth:`Connection.reply` has to follow."""

    def closed(self, connection: Connection, why: str) -> None:
        """It is over; ``why`` is empty where the client simply hung up."""


class Connection:
    """One client's connection."""

    def __init__(self, made: socket.socket, peer: Peer, limits: Limits, service: Service) -> None:
        self.peer = peer
        self.greeted = False
        self.last_id = 0
        self.longest = limits.line
        self._socket = made
        self._limits = limits
        self._service = service
        self._loop = asyncio.get_running_loop()
        self._came = bytearray()
        self._looked = 0
        """How much of what came is known to hold no line end."""
        self._busy = self._reading = self._ending = False
        self._unsent = bytearray()
        self._room = threading.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        self.open = True
        self._read(on=True)
        self._expect(limits.greeting_seconds, "said nothing")

    def reply(self, line: bytes) -> None:
        """Send the last line of an answer, and go on with the next call."""
        self._busy = False
        if not self.open:
            return
        self._send(line)
        if self._ending:
            self._finish_sending()
        elif self.open and (self._came or self._unsent):
            self._loop.call_soon(self._next)
        else:
            self._read(on=True)

    def send_last(self, line: bytes) -> None:
        """Send a line that says why not, and hang up."""
        self._ending = True
        self.reply(line)

    def refuse(self, error: TrainerError, why: str) -> None:
        """Say why, as far as it can be said at once, and hang up."""
        if self.open:
            with suppress(OSError):
                self._socket.send(messages.line({"error": messages.told(error)}))
            self.close(why)

    def end(self) -> None:
        """Take no more calls; hang up once the one under way is answered."""
        self._ending = True
        self._read(on=False)
        if not self._busy:
            self._finish_sending()

    def close(self, why: str = "") -> None:
        """Hang up now."""
        if not self.open:
            return
        self._read(on=False)
        self._loop.remove_writer(self._socket)
        self.open = False
        self._room.set()
        for timer in (self._timer, self._send_timer):
            if timer is not None:
                timer.cancel()
        self._socket.close()
        self._service.closed(self, why)

    def send_from_thread(self, data: bytes) -> None:
        """Send from a thread of the long lane, waiting for a slow reader; :class:`Gone` where there is none."""
        self._room.clear()
        self._loop.call_soon_threadsafe(self._send_some, data)
        # The reader's own deadline closes the connection, which sets it too.
        self._room.wait()
        if not self.open:
            raise Gone

    def _send_some(self, data: bytes) -> None:
        if self.open:
            self._send(data)
        if not self.open or len(self._unsent) <= self._limits.unsent:
            self._room.set()

    def _on_readable(self) -> None:
        try:
            data = receive(self._socket, _AT_ONCE, self.peer.uid)
        except BlockingIOError:
            return
        except Stray:
            self.close("written by someone else")
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        self._came += data
        if self._busy or len(self._unsent) > self._limits.unsent:
            # Enough for one call more; the rest waits in the kernel.
            if len(self._came) > self.longest:
                self._read(on=False)
        else:
            self._next()

    def _next(self) -> None:
        """Hand over the next line, if it is there and none is under way; whoever takes no answers asks no more."""
        if self._busy or not self.open or self._ending or len(self._unsent) > self._limits.unsent:
            return
        at = self._came.find(_END, self._looked)
        if at < 0 and len(self._came) < self.longest:
            self._looked = len(self._came)
            self._read(on=True)
            if self._came and self.greeted:
                self._expect(self._limits.line_seconds, "began a line and did not end it", again=False)
            return
        if at < 0 or at >= self.longest:
            self.refuse(InputError("That line is too long.", "Send less at once."), "line too long")
            return
        line = bytes(self._came[: at + 1])
        del self._came[: at + 1]
        self._looked = 0
        self._expect(None)
        self._busy = True
        self._service.line(self, line)

    def _expect(self, seconds: float | None, why: str = "", *, again: bool = True) -> None:
        """Hang up in so many seconds, unless something else is expected by then; None expects nothing."""
        if self._timer is not None:
            if not again:
                return
            self._timer.cancel()
            self._timer = None
        if seconds is not None:
            self._timer = self._loop.call_later(seconds, self.close, why)

    def _read(self, *, on: bool) -> None:
        if not self.open or on == self._reading:
            return
        self._reading = on
        if on:
            self._loop.add_reader(self._socket, self._on_readable)
        else:
            self._loop.remove_reader(self._socket)

    def _send(self, data: bytes) -> None:
        waiting = bool(self._unsent)
        self._unsent += data
        if not waiting:
            self._write()
            if self.open and self._unsent:
                self._loop.add_writer(self._socket, self._write)

    def _write(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        del self._unsent[:sent]
        if sent and self._send_timer is not None:
            self._send_timer.cancel()
            self._send_timer = None
        if self._unsent:
            if self._send_timer is None:
                self._send_timer = self._loop.call_later(self._limits.reading_seconds, self.close, "took nothing")
        else:
            self._loop.remove_writer(self._socket)
            if self._ending and not self._busy:
                self.close()
        if len(self._unsent) <= self._limits.unsent:
            self._room.set()
            if not self._busy:
                self._loop.call_soon(self._next)

    def _finish_sending(self) -> None:
        if not self._unsent:
            self.close()
