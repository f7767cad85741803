"""Accounts of this machine that are made for a test, and processes that are one of them for real.

A process of an account is a fork that gave up root for good, as ``su`` would. It cannot import anything that the
parent has not: the interpreter may lie where only root reads.
"""

from __future__ import annotations

import ctypes
import io
import os
import pickle
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

_TRIES = 20
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
CLONE_NEWUSER = 0x10000000
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this machine."""

    login: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of something that another account did."""

    value: Any = None
    error: str = ""
    """The class of what was raised; empty where nothing was."""
    errno: int = 0
    said: str = ""


def skip_without_accounts() -> None:
    """Accounts can be made and become anyone only on Linux, by root, with the usual tools."""
    if not sys.platform.startswith("linux"):
        pytest.skip("accounts are made and used as Linux does it")
    if os.getuid() != 0:
        pytest.skip("only root can make accounts and act as them")
    if not shutil.which("useradd") or not shutil.which("userdel"):
        pytest.skip("this machine has no useradd")


@contextmanager
def accounts(*names: str) -> Iterator[tuple[Account, ...]]:
    """An account each, under a login that nobody has, for as long as the context is open."""
    skip_without_accounts()
    import pwd

    made: list[Account] = []
    try:
        for name in names:
            login = f"trnr-{name}-{os.getpid()}"
            _tool("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", login)
            found = pwd.getpwnam(login)
            made.append(Account(login, found.pw_uid, found.pw_gid))
        yield tuple(made)
    finally:
        for account in made:
            _tool("userdel", account.login)


def _tool(*command: str) -> None:
    """Run it, again while another program holds the files of accounts."""
    for last in (*[False] * (_TRIES - 1), True):
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode == 0:
            return
        if last or "lock" not in ran.stderr:
            raise OSError(f"{command[0]}: {ran.stderr.strip()}")
        time.sleep(0.1)


def become(uid: int, gid: int) -> None:
    """Give up root for good."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    # A program that was started as this account could be looked into by its own account; a fork that changed could
    # not be, and its /proc would be root's: that would protect more than there is.
    libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    # A test that is killed leaves nobody behind.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.chdir("/")
    os.umask(0o077)


class Running:
    """A process that does one thing as some account."""

    def __init__(self, account: Account, function: Callable[[], Any], keep: tuple[int, ...] = ()) -> None:
        self._read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _child(account, function, write, keep)
        os.close(write)

    def fileno(self) -> int:
        """Readable once it is over."""
        return self._read

    def outcome(self, seconds: float = 30.0) -> Outcome:
        """What came of it; a process that takes longer is killed, and that is an error of its own."""
        said, until = b"", time.monotonic() + seconds
        try:
            while select.select([self._read], [], [], max(0.0, until - time.monotonic()))[0]:
                if not (some := os.read(self._read, 1 << 20)):
                    return Outcome(**pickle.loads(said)) if said else Outcome(error="Killed")
                said += some
            return Outcome(error="TookTooLong")
        finally:
            self.end()

    def end(self) -> None:
        """Have it over and done with."""
        with suppress(OSError):
            os.close(self._read)
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def as_uid(account: Account, function: Callable[[], Any], *, seconds: float = 30.0) -> Outcome:
    """Do something as an account, in a process of its own."""
    return Running(account, function).outcome(seconds)


def _child(account: Account, function: Callable[[], Any], write: int, keep: tuple[int, ...]) -> None:
    """Never returns. Nothing that the parent had open is left, for the account could not have opened it."""
    try:
        close_all_but(write, *keep)
        become(account.uid, account.gid)
        told = _told(function)
        if isinstance(told.get("value"), io.IOBase):
            told["value"] = repr(told["value"])
        with suppress(OSError), os.fdopen(write, "wb") as out:
            out.write(pickle.dumps(told))
    finally:
        os._exit(0)


class Caught:
    """Keeps whatever is raised inside ``with``, for there is nobody above who could."""

    error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        self.error = error
        return True


def close_all_but(*kept: int) -> None:
    """Close what the parent had open, but for these and the standard streams."""
    for name in [path.name for path in Path("/proc/self/fd").iterdir()]:
        if int(name) > 2 and int(name) not in kept:
            with suppress(OSError):
                os.close(int(name))


def _told(function: Callable[[], Any]) -> dict[str, Any]:
    with Caught() as caught:
        return {"value": function()}
    error = caught.error
    return {"error": type(error).__name__, "errno": getattr(error, "errno", None) or 0, "said": str(error)}


def system(name: str, *arguments: Any) -> int:
    """A function of the C library; OSError where it fails."""
    given = int(getattr(libc, name)(*arguments))
    if given == -1:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
    return given
