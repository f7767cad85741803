"""What systemd asks of a service: a socket that was handed over, readiness, the watchdog, and that it stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support import TINY
from trainer.service.host import systemd
from trainer.service.wire.link import Link

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
# Does what systemd does between fork and exec: the descriptor is number 3, and the variable has the process's own id.
_HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.set_inheritable(3, True)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""
_TAKE = """
from trainer.errors import InputError
from trainer.service.host import systemd
try:
    made = systemd.handed_over()
except InputError as error:
    raise SystemExit(error.problem)
print(made and (made.getsockname(), made.get_inheritable()))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket's."""
    with TemporaryDirectory(prefix="trainer-", dir="/tmp") as made:
        yield Path(made)


def started(
    handed: int, *arguments: str, environ: Mapping[str, str] | None = None, count: str = "1"
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HAND_OVER, str(handed), *arguments]
    env = {**os.environ, "LISTEN_FDS": count, **(environ or {})}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[handed], stdout=pipe, stderr=pipe, text=True)


def taken(handed: int, count: str = "1") -> tuple[str, str]:
    """What a process says that was handed this descriptor."""
    out, err = started(handed, "-c", _TAKE, count=count).communicate(timeout=PATIENCE)
    return out.strip(), err.strip()


def test_a_listening_socket_is_taken_and_passed_on_to_nobody(folder: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(folder / "s"))
        made.listen()
        assert taken(made.fileno()) == (str((str(folder / "s"), False)), "")


def test_two_sockets_or_none_are_refused(folder: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(folder / "s"))
        made.listen()
        assert taken(made.fileno(), "2") == ("", "systemd handed over 2 sockets; the service takes one.")
        assert taken(made.fileno(), "") == ("", "systemd handed over no sockets; the service takes one.")


def test_what_is_no_listening_stream_is_refused(folder: Path) -> None:
    wrong = "systemd handed over another kind of socket."
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as made:
        made.bind(str(folder / "datagrams"))
        assert taken(made.fileno()) == ("", wrong)
    with closing(socket.socket(socket.AF_UNIX)) as made:
        assert taken(made.fileno()) == ("", wrong)
    with closing(socket.socket(socket.AF_INET)) as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        assert taken(made.fileno()) == ("", wrong)
    with (folder / "file").open("w") as file:
        assert taken(file.fileno()) == ("", "What systemd handed over is no socket.")


def test_what_was_meant_for_another_process_is_not_taken() -> None:
    assert systemd.handed_over({}) is None
    assert systemd.handed_over({"LISTEN_PID": str(os.getpid() + 1), "LISTEN_FDS": "1"}) is None


@pytest.mark.parametrize("abstract", [False, True], ids=["file", "abstract"])
def test_a_state_is_told_to_either_kind_of_address(folder: Path, abstract: bool) -> None:
    address = f"@trainer-{uuid.uuid4().hex}" if abstract else str(folder / "notify")
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as made:
        made.bind(address.replace("@", "\0", 1) if abstract else address)
        made.settimeout(PATIENCE)
        systemd.notify(systemd.READY, {"NOTIFY_SOCKET": address})
        assert made.recv(100) == b"READY=1"


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/notify", "@nobody-listens-here", "vsock:2:1"])
def test_where_nobody_listens_it_does_not_matter(address: str) -> None:
    systemd.notify(systemd.READY, {"NOTIFY_SOCKET": address})
    systemd.notify(systemd.READY, {})


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "3000000"}, 3.0),
        ({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": str(os.getpid())}, 3.0),
        ({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "-1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_within_how_long_it_has_to_show_itself(environ: Mapping[str, str], seconds: float | None) -> None:
    assert systemd.watchdog_seconds(environ) == seconds


@pytest.mark.parametrize("abstract", [False, True], ids=["file", "abstract"])
def test_a_whole_service_as_systemd_runs_it(folder: Path, abstract: bool) -> None:
    address = f"@trainer-{uuid.uuid4().hex}" if abstract else str(folder / "notify")
    path = folder / "s"
    environ = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "200000"}
    arguments = ["-m", "trainer", "--db", str(folder / "t.db"), "--content", str(TINY), "serve"]
    with (
        closing(socket.socket(socket.AF_UNIX)) as listens,
        closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as notified,
    ):
        notified.bind(address.replace("@", "\0", 1) if abstract else address)
        notified.settimeout(PATIENCE)
        listens.bind(str(path))
        listens.listen()
        process = started(listens.fileno(), *arguments, environ=environ)
        try:
            assert notified.recv(100) == b"READY=1"
            begun = time.monotonic()
            assert [notified.recv(100) for _ in range(4)] == [b"WATCHDOG=1"] * 4
            assert time.monotonic() - begun > 0.2, "twice in each period, and no more"
            with closing(Link(path, PATIENCE)) as link:
                link.connect()
                assert link.login
            process.send_signal(signal.SIGTERM)
            while (told := notified.recv(100)) == b"WATCHDOG=1":
                continue
            assert told == b"STOPPING=1"
        finally:
            process.terminate()
            log = process.communicate(timeout=PATIENCE)[1]
        assert process.returncode == 0
        assert '"stopped"' in log
        # It is systemd's, which goes on listening.
        assert path.exists()
