"""What the doctor says of a host service: its socket's file, the folder that lies in, and who answers there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from trainer.errors import TrainerError
from trainer.service.doctor_lines import Line, bad, ok, refused, warn
from trainer.service.host import sockets
from trainer.service.wire.link import Link
from trainer.service.wire.messages import PROTOCOL

PATIENCE_SECONDS = 2.0
"""How long the service is waited for: the doctor says how things are now."""
_ASK = "Ask whoever runs the host: systemctl status trainer.socket trainer."


def examine(path: Path, *, asked: bool) -> Iterator[Line]:
    """Look at a service. ``asked`` says that the records are to be had from it, and not from a file of one's own."""
    try:
        found, folder = path.stat(), path.parent.stat()
    except OSError as error:
        yield bad("socket", f"{path} cannot be reached: {error.strerror}", _ASK, damaged=asked)
        return
    if not stat.S_ISSOCK(found.st_mode):
        yield bad("socket", f"{path} is no socket", "Name the service's with --socket.", damaged=asked)
        return
    yield ok("socket", str(path))
    yield _mode(found)
    yield _folder(path.parent, folder)
    service = _service(path, asked=asked)
    yield service
    if asked and not service.damaged:
        yield ok("records", "the service keeps them, and its content and settings count")


def _mode(found: os.stat_result) -> Line:
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o222 == 0o222:
        return ok("socket mode", f"{mode:04o}: everyone who reaches it may connect")
    if found.st_uid == os.geteuid() and not mode & 0o077:
        return ok("socket mode", f"{mode:04o}: you alone may connect, as through ssh -L")
    return warn("socket mode", f"{mode:04o}: not everyone may connect", "Compare SocketMode= in trainer.socket: 0666.")


def _folder(path: Path, found: os.stat_result) -> Line:
    why = sockets.unsafe(found)
    if not why:
        return ok("socket folder", f"{path}, {stat.S_IMODE(found.st_mode):04o}")
    remedy = "Have it belong to root with mode 0755, as systemd makes it: see trainer.socket."
    return warn("socket folder", f"{path}: {why}, so that another service could be put there", remedy)


def _service(path: Path, *, asked: bool) -> Line:
    with closing(Link(path, PATIENCE_SECONDS)) as link:
        try:
            link.connect()
        except TrainerError as error:
            return refused("service", error, damaged=asked)
        return ok("service", f"Trainer {link.program} answers in protocol {PROTOCOL}; to it you are {link.login}")
