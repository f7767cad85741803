"""Attacks on the process of the host service: its memory, its /proc, its descriptors, and its life."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.accounts import as_uid, system
from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged

_PTRACE_ATTACH, _PTRACE_SEIZE = 16, 0x4206
# Numbers above 400 are the same on every machine.
_PIDFD_SEND_SIGNAL, _PIDFD_OPEN, _PIDFD_GETFD = 424, 434, 438
Attack = Callable[[Besieged], object]


class _Span(ctypes.Structure):
    """``struct iovec``."""

    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    standing, nice = office.standing(), os.getpriority(os.PRIO_PROCESS, office.pid)
    processors, limits = os.sched_getaffinity(office.pid), _proc(office, "limits").read_text()
    yield
    office.assert_up()
    assert office.standing() == standing
    assert os.getpriority(os.PRIO_PROCESS, office.pid) == nice
    assert os.sched_getaffinity(office.pid) == processors
    assert _proc(office, "limits").read_text() == limits


def _proc(office: Besieged, name: str) -> Path:
    return Path(f"/proc/{office.pid}/{name}")


def _threads(office: Besieged) -> list[int]:
    return sorted(int(path.name) for path in _proc(office, "task").iterdir())


def _through_descriptors(office: Besieged, flags: int) -> list[int]:
    """Each number that there may be; only refused where every single one is."""
    opened, last = [], OSError()
    for number in range(64):
        try:
            opened.append(os.open(_proc(office, f"fd/{number}"), flags))
        except OSError as error:
            last = error
    if not opened:
        raise last
    return opened


def _from_afar(office: Besieged, name: str) -> int:
    """A place that is mapped in both: they are forks of one process."""
    here = ctypes.create_string_buffer(64)
    span = _Span(ctypes.addressof(here), 64)
    return system(name, office.pid, ctypes.byref(span), 1, ctypes.byref(span), 1, 0)


def _handle(office: Besieged) -> int:
    return system("syscall", _PIDFD_OPEN, office.pid, 0)


def _descriptor_of(office: Besieged) -> list[int]:
    handle, got, last = _handle(office), [], OSError()
    for number in range(64):
        try:
            got.append(system("syscall", _PIDFD_GETFD, handle, number, 0))
        except OSError as error:
            last = error
    if not got:
        raise last
    return got


def _kill_group(office: Besieged) -> None:
    os.setsid()
    os.killpg(os.getpgid(office.pid), signal.SIGKILL)


def _io_idle(office: Besieged) -> int:
    number = {"x86_64": 251, "aarch64": 30}.get(os.uname().machine)
    if number is None:
        raise PermissionError(errno.EPERM, "no such call is known here")
    return system("syscall", number, 1, office.pid, 3 << 13)


ON_THE_PROCESS: dict[str, Attack] = {
    "list its descriptors": lambda o: list(_proc(o, "fd").iterdir()),
    "read the database through its descriptor": lambda o: _through_descriptors(o, os.O_RDONLY),
    "write the database through its descriptor": lambda o: _through_descriptors(o, os.O_WRONLY),
    "read where its descriptors stand": lambda o: _proc(o, "fdinfo/3").read_text(),
    "read its memory": lambda o: _proc(o, "mem").open("rb"),
    "write its memory": lambda o: _proc(o, "mem").open("r+b"),
    "read what it has mapped": lambda o: _proc(o, "maps").read_text(),
    "read its mapped files": lambda o: list(_proc(o, "map_files").iterdir()),
    "read its environment": lambda o: _proc(o, "environ").read_bytes(),
    "read its auxiliary vector": lambda o: _proc(o, "auxv").read_bytes(),
    "read its pages": lambda o: _proc(o, "pagemap").open("rb"),
    "see what it does right now": lambda o: _proc(o, "syscall").read_text(),
    "count what it reads and writes": lambda o: _proc(o, "io").read_text(),
    "walk in through its root": lambda o: (_proc(o, "root") / str(o.database)[1:]).read_bytes(),
    "walk in through its working folder": lambda o: list(_proc(o, "cwd").iterdir()),
    "see which program it runs": lambda o: _proc(o, "exe").readlink(),
    "enter its namespaces": lambda o: _proc(o, "ns/mnt").open("rb"),
    "have it killed first when memory is short": lambda o: _proc(o, "oom_score_adj").write_text("1000"),
    "attach to it": lambda o: system("ptrace", _PTRACE_ATTACH, o.pid, 0, 0),
    "seize it": lambda o: system("ptrace", _PTRACE_SEIZE, o.pid, 0, 0),
    "read its memory from afar": lambda o: _from_afar(o, "process_vm_readv"),
    "write its memory from afar": lambda o: _from_afar(o, "process_vm_writev"),
    "take a descriptor out of it": _descriptor_of,
    "kill it": lambda o: os.kill(o.pid, signal.SIGKILL),
    "end it politely": lambda o: os.kill(o.pid, signal.SIGTERM),
    "stop it": lambda o: os.kill(o.pid, signal.SIGSTOP),
    "kill one of its threads": lambda o: system("tgkill", o.pid, _threads(o)[-1], signal.SIGKILL),
    "kill it by its handle": lambda o: system("syscall", _PIDFD_SEND_SIGNAL, _handle(o), signal.SIGKILL, None, 0),
    "kill its process group": _kill_group,
    "make it slow": lambda o: os.setpriority(os.PRIO_PROCESS, o.pid, 19),
    "make it wait for the disk": _io_idle,
    "take its processors away": lambda o: os.sched_setaffinity(o.pid, {0}),
    "take its descriptors away": lambda o: resource.prlimit(o.pid, resource.RLIMIT_NOFILE, (0, 0)),
    "have it run only when nobody else does": lambda o: os.sched_setscheduler(o.pid, 5, os.sched_param(0)),
}


@pytest.mark.parametrize("attack", ON_THE_PROCESS.values(), ids=ON_THE_PROCESS.keys())
def test_on_the_process(office: Besieged, attack: Attack) -> None:
    outcome = office.attack(lambda: attack(office))
    assert outcome.errno in (errno.EACCES, errno.EPERM), outcome


def test_the_service_itself_could(office: Besieged) -> None:
    """What is refused above is refused because of who asks: these are attacks."""
    for name, attack in ON_THE_PROCESS.items():
        if name.startswith(("read", "list", "see", "walk", "take a descriptor")):
            outcome = as_uid(office.service, partial(attack, office))
            assert not outcome.error, (name, outcome)


def test_kill_everything_that_one_may(office: Besieged) -> None:
    office.attack(lambda: os.kill(-1, signal.SIGKILL))


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
