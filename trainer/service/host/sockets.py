"""The socket's file: made where nobody else can put another in its place, and never over one that is in use."""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

from trainer.errors import InputError

BACKLOG = 4096
EVERYONE = 0o666
"""Whoever may open the folder may connect: the kernel says who they are."""
LONGEST_PATH = 107
"""Bytes of a socket's path (unix(7))."""


def bound(path: Path) -> socket.socket:
    """A listening socket at ``path``; :class:`InputError` where there is one in use, or the place is not safe."""
    _refuse_unsafe(path)
    _clear(path)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        made.bind(str(path))
        made.listen(BACKLOG)
        path.chmod(EVERYONE)
    except OSError as error:
        made.close()
        raise InputError(
            f"There can be no socket at {path}: {error.strerror}.", "Name another with --socket."
        ) from error
    finally:
        os.umask(before)
    return made


def remove(path: Path) -> None:
    """Take away the socket's file that :func:`bound` made."""
    with suppress(OSError):
        path.unlink()


def unsafe(folder: os.stat_result) -> str:
    """Why others could put another socket into a folder; empty where they cannot."""
    if folder.st_uid not in (0, os.geteuid()):
        return "another account owns it"
    if folder.st_mode & (stat.S_IWOTH | stat.S_IWGRP) and not folder.st_mode & stat.S_ISVTX:
        return "others can write to it"
    return ""


def _refuse_unsafe(path: Path) -> None:
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise InputError(f"{path} is too long for a socket.", "Name a shorter path with --socket.")
    try:
        folder = path.parent.stat()
    except OSError as error:
        raise InputError(
            f"There is no folder {path.parent} for the socket: {error.strerror}.", "Make it, or name another."
        ) from error
    if why := unsafe(folder):
        raise InputError(
            f"The folder {path.parent} is not safe for the socket: {why}.", "Use one of the service's own."
        )


def _clear(path: Path) -> None:
    """Take away a socket that an earlier service left behind."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise InputError(f"{path} is there already, and is no socket.", "Name another with --socket.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            remove(path)
            return
    raise InputError(f"A service answers at {path} already.", "Stop it first, or name another socket.")
