"""Who is at the other end of a socket, as the kernel says.

``SO_PEERCRED`` (unix(7)) has the credentials of whoever connected, so that is who a connection is. ``SO_PASSCRED`` adds
to each message those of the process that wrote it: a connected socket that was handed to someone else's process speaks
for nobody. In both, a user who has no number here, as from another user namespace, is 65534.
"""

from __future__ import annotations

import os
import pwd
import socket
import struct
import time
from dataclasses import dataclass
from functools import lru_cache

from trainer.errors import NotAllowed

REMEMBERED_SECONDS = 60.0
"""How long the name of an account is taken for known."""
NOBODY = 65534
"""The overflow uid (user_namespaces(7))."""
_UCRED = struct.Struct("iII")
_ANCILLARY = socket.CMSG_SPACE(_UCRED.size)
"""Room for the credentials and nothing else: the kernel throws away descriptors that do not fit."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Whoever holds the other end."""

    uid: int
    login: str
    operator: bool
    """Root, or the account that owns the records: either could open the file itself."""


class Stray(Exception):
    """What was read was not written by whoever connected, or brought something along."""


def listening(made: socket.socket) -> None:
    """Have the kernel note who writes; connections that are accepted inherit it."""
    made.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def peer_of(made: socket.socket) -> Peer:
    """Who connected; :class:`NotAllowed` for someone whom this machine has no account for."""
    _, uid, _ = _UCRED.unpack(made.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size))
    if uid == NOBODY:
        raise NotAllowed("The system does not say who you are.", "Use your own account on this machine.")
    try:
        login = _login(uid, int(time.monotonic() / REMEMBERED_SECONDS))
    except KeyError:
        raise NotAllowed("There is no account for you on this machine.", "Ask whoever runs it.") from None
    return Peer(uid=uid, login=login, operator=uid in (0, os.geteuid()))


@lru_cache(4096)
def _login(uid: int, _now: int) -> str:
    """The account's name. A directory elsewhere may take a while, and everyone waits; a KeyError is not remembered."""
    return pwd.getpwuid(uid).pw_name


def another_s(recorded: str, peer: Peer) -> bool:
    """Whether a recorded login, which is compared case folded, is another account's on this machine."""
    try:
        return recorded != peer.login and pwd.getpwnam(recorded).pw_uid != peer.uid
    except KeyError:
        return False


def receive(made: socket.socket, size: int, uid: int) -> bytes:
    """Read, without waiting, what ``uid`` wrote; empty at the end. Raises :class:`Stray` for anything else."""
    data, ancillary, flags, _ = made.recvmsg(size, _ANCILLARY)
    if flags & socket.MSG_CTRUNC:
        raise Stray("something came along")
    for level, kind, value in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS) and _UCRED.unpack(value)[1] == uid:
            return data
    if data:
        raise Stray("someone else wrote it")
    return data
