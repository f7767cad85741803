"""A connection to the host service that sends whatever an attacker likes, and the answers in short."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

Message = dict[str, Any]
_HELLO = {"hello": {"protocol": 1, "program": "attack"}}


class Wire:
    """A connection by which anything at all can be sent."""

    def __init__(self, path: Path, *, hello: bool = True, seconds: float = 15.0) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(seconds)
        self.socket.connect(str(path))
        self._lines = self.socket.makefile("rb")
        self._id = 0
        self.welcome = self.say(_HELLO) if hello else None

    def send(self, data: bytes) -> None:
        """Send it; it does not matter here whether the other end still takes it."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(data)

    def read(self) -> Message | None:
        """The next line that comes; None where the service hung up."""
        try:
            data = self._lines.readline()
        except ConnectionResetError:
            return None
        # A line that breaks off is what it said while it hung up.
        found: Message | None = json.loads(data) if data.endswith(b"\n") else None
        return found

    def say(self, message: Mapping[str, Any]) -> Message | None:
        self.send(json.dumps(message).encode() + b"\n")
        return self.read()

    def call(self, name: str, given: Mapping[str, Any] | None = None, **more: Any) -> Message | None:
        """Make a call with the next id; ``more`` are fields beside the usual ones, or instead of them."""
        self._id += 1
        return self.say({"id": self._id, "call": name, "given": given or {}, **more})

    def close(self) -> None:
        self._lines.close()
        self.socket.close()

    def value(self, name: str, given: Mapping[str, Any] | None = None) -> Any:
        """What a call gives that has to work."""
        answer = self.call(name, given)
        assert answer is not None, "hung up"
        assert "value" in answer, answer
        return answer["value"]

    def hung_up(self) -> bool:
        """Whether the service hangs up, after whatever it still says."""
        try:
            while self.read() is not None:
                pass
        except TimeoutError:
            return False
        return True


def kind(message: Message | None) -> str:
    """The class of the error that was answered; ``hung up``, or ``value`` where there was none."""
    if message is None:
        return "hung up"
    return str(message["error"]["kind"]) if "error" in message else "value"
