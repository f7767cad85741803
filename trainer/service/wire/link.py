"""A connection to the host service: it sends a call and waits for what comes back.

Invariant: a call that was cut off is sent again only where the table of rights says that this does no harm; an answer
carries its request id, so that it is recorded once however often it is sent. Everything else is reported as unknown.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from trainer import __version__
from trainer.errors import InputError, TrainerError, Unreachable
from trainer.service.rights import Lane, by_call
from trainer.service.wire import messages

PATIENCE_SECONDS = 10.0
"""How long a service that is away is waited for: a restart takes a second or two."""
QUICK_SECONDS, LONG_SECONDS = 60.0, 3600.0
"""How long a call may take."""
LONGEST_ANSWER = 256 * 1024 * 1024
_T = TypeVar("_T")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0


class _CutOff(Exception):
    """The connection was lost; ``sent`` is whether the service may have taken the call."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class Link:
    """One connection, opened when first needed and again where it was lost. Not for two threads at once."""

    def __init__(
        self, path: Path, patience: float = PATIENCE_SECONDS, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.path = path
        self.login = ""
        """What the service calls the person who asks; known once it was reached."""
        self.program = ""
        """The service's version; likewise."""
        self._patience = patience
        self._pause = pause
        self._socket: socket.socket | None = None
        self._lines: BinaryIO | None = None
        self._id = 0

    def call(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to a call. Raises what the service raised, and :class:`Unreachable` where it is away."""
        return self._persevering(again=by_call()[name].again, attempt=lambda: self._exchange(name, given))

    def rows(self, name: str, given: Mapping[str, Any]) -> Iterator[Any]:
        """The rows of a call, as they come; this connection serves for nothing else meanwhile."""
        return self._follow(self.call(name, given))

    def _follow(self, message: Mapping[str, Any]) -> Iterator[Any]:
        while "rows" in message:
            yield from message["rows"]
            try:
                message = self._read()
            except _CutOff as lost:
                raise self._unreachable("was lost before the end", lost) from lost

    def connect(self) -> None:
        """Reach the service, if that was not done yet."""
        self._persevering(again=True, attempt=self._opened)

    def another(self) -> Link:
        """A second connection to the same service."""
        return Link(self.path, self._patience, self._pause)

    def close(self) -> None:
        for each in (self._lines, self._socket):
            if each is not None:
                with suppress(OSError):
                    each.close()
        self._socket = self._lines = None

    def _persevering(self, *, again: bool, attempt: Callable[[], _T]) -> _T:
        """Try until it works or patience ends; a call that may not be repeated, until it may have been taken."""
        until = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        while True:
            try:
                return attempt()
            except _CutOff as lost:
                self.close()
                if lost.sent and not again:
                    raise Unreachable(
                        "The service was lost in the middle of this; nobody knows whether it was done.",
                        "Look before you do it again.",
                    ) from lost
                if time.monotonic() + pause > until:
                    raise self._unreachable("does not answer", lost) from lost
            self._pause(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _exchange(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        opened = self._opened()
        opened.settimeout(LONG_SECONDS if by_call()[name].lane is Lane.LONG else QUICK_SECONDS)
        self._id += 1
        try:
            said = messages.line({"id": self._id, "call": name, "given": given})
        except UnicodeEncodeError as error:
            raise InputError("What you gave holds something that is no text.", "Write it anew.") from error
        if len(said) > messages.LONGEST_FROM_ADMIN:
            raise InputError("That is more than the host service takes at once.", "Do it on the host itself.")
        try:
            opened.sendall(said)
        except OSError as error:
            # It may have said why before it hung up.
            with suppress(_CutOff):
                return self._read()
            raise _CutOff(str(error), sent=True) from error
        except BaseException:
            self.close()
            raise
        return self._read()

    def _read(self) -> Mapping[str, Any]:
        """The next line for the call under way; raises the error that it holds."""
        message = self._message()
        if "error" in message:
            raise messages.raised(message["error"])
        if message.get("id") != self._id:
            raise self._nonsense()
        return message

    def _message(self) -> Mapping[str, Any]:
        if self._lines is None:
            raise _CutOff("not connected", sent=False)
        try:
            data = self._lines.readline(LONGEST_ANSWER)
        except OSError as error:
            raise _CutOff(error.strerror or "it took too long", sent=True) from error
        except BaseException:
            # Interrupted: the rest of this line would be taken for the answer to another call.
            self.close()
            raise
        if not data.endswith(b"\n"):
            raise _CutOff("it hung up", sent=True)
        try:
            message = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self._nonsense() from error
        if not isinstance(message, dict):
            raise self._nonsense()
        return message

    def _opened(self) -> socket.socket:
        if self._socket is not None and self._alive(self._socket):
            return self._socket
        self.close()
        if not hasattr(socket, "AF_UNIX"):
            raise Unreachable("This system has no Unix sockets.", "Use records of your own: --db.")
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.settimeout(self._patience)
            made.connect(str(self.path))
        except (OSError, ValueError) as error:
            made.close()
            raise _CutOff(getattr(error, "strerror", None) or str(error), sent=False) from error
        self._socket, self._lines, self._id = made, made.makefile("rb"), 0
        self._greet(made)
        return made

    def _greet(self, made: socket.socket) -> None:
        try:
            with suppress(OSError):
                made.sendall(messages.line({"hello": {"protocol": messages.PROTOCOL, "program": __version__}}))
            message = self._message()
            if "error" in message:
                raise messages.raised(message["error"])
            self.login, self.program = str(message["welcome"]["login"]), str(message["welcome"]["program"])
        except _CutOff as lost:
            raise _CutOff(str(lost), sent=False) from lost
        except (KeyError, TypeError) as error:
            raise self._nonsense() from error
        except BaseException:
            # Not greeted, so no line for a call: interrupted, refused or no service at all.
            self.close()
            raise

    @staticmethod
    def _alive(made: socket.socket) -> bool:
        """False where the service has hung up meanwhile: nothing is due, so whatever can be read is the end."""
        made.settimeout(0)
        try:
            return made.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def _nonsense(self) -> TrainerError:
        self.close()
        return Unreachable(
            f"What answers at {self.path} is no Trainer service that this program understands.",
            "Update Trainer on both sides, or name another socket with --socket.",
        )

    def _unreachable(self, what: str, lost: _CutOff) -> Unreachable:
        return Unreachable(
            f"The host service at {self.path} {what} ({lost}).",
            "Whatever was saved stays saved. Try again, or ask whoever runs it: systemctl status trainer.",
        )
