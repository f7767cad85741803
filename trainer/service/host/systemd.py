"""What systemd asks of a service, in the few lines that it takes (sd_listen_fds(3), sd_notify(3)), without a library.

Everything here does nothing where the service was not started by systemd.
"""

from __future__ import annotations

import fcntl
import os
import socket
import stat
from collections.abc import Mapping
from contextlib import suppress

from trainer.errors import InputError

FIRST_DESCRIPTOR = 3
READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def handed_over(environ: Mapping[str, str] = os.environ) -> socket.socket | None:
    """The listening socket that was opened for us before we began; None where there was none."""
    if environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    count = environ.get("LISTEN_FDS", "")
    if count != "1":
        raise InputError(
            f"systemd handed over {count or 'no'} sockets; the service takes one.", "Compare trainer.socket."
        )
    if not stat.S_ISSOCK(os.fstat(FIRST_DESCRIPTOR).st_mode):
        raise InputError("What systemd handed over is no socket.", "Compare trainer.socket.")
    made = socket.socket(fileno=FIRST_DESCRIPTOR)
    fcntl.fcntl(made, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    listens = made.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
    if (made.family, made.type, listens) != (socket.AF_UNIX, socket.SOCK_STREAM, 1):
        raise InputError("systemd handed over another kind of socket.", "Compare trainer.socket: ListenStream=PATH.")
    return made


def notify(state: str, environ: Mapping[str, str] = os.environ) -> None:
    """Tell systemd how we are; it does not matter here whether it listens."""
    address = environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in ("/", "@"):
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as made:
        # A leading @ is how an abstract name, which begins with NUL, is written.
        made.sendto(state.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


def watchdog_seconds(environ: Mapping[str, str] = os.environ) -> float | None:
    """Within how many seconds we have to show that we are alive; None where nobody watches."""
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    value = environ.get("WATCHDOG_USEC", "")
    return int(value) / 1_000_000 if value.isdecimal() and int(value) > 0 else None
