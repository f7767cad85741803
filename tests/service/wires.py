"""A bare connection to the host service, for what no client of ours would say."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.service.hosted import Host

HELLO = b'{"hello":{"protocol":1,"program":"test"}}\n'
HOME = b'{"id":%d,"call":"learn.home","given":{}}\n'


class Wire:
    """A bare connection."""

    def __init__(self, path: Path, *, greet: bool = True) -> None:
        self.made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.made.settimeout(10)
        self.made.connect(str(path))
        self._lines = self.made.makefile("rb")
        if greet:
            assert "welcome" in self.say(HELLO)

    def say(self, data: bytes) -> dict[str, Any]:
        """The answer to a line; empty where the service hung up without one."""
        with suppress(OSError):
            self.made.sendall(data)
        return self.hear()

    def hear(self) -> dict[str, Any]:
        with suppress(OSError):
            line = self._lines.readline()
            said: dict[str, Any] = json.loads(line) if line else {}
            return said
        return {}

    def hung_up(self) -> bool:
        return self.hear() == {}

    def close(self) -> None:
        self._lines.close()
        self.made.close()


@contextmanager
def wire(host: Host, *, greet: bool = True) -> Iterator[Wire]:
    with closing(Wire(host.path("ana"), greet=greet)) as made:
        yield made
