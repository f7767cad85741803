"""Attacks on the socket's place: taking it away, standing in for it, and laying traps where the service makes it."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.accounts import Account, Outcome, as_uid
from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from trainer.service.host import sockets

Attack = Callable[[Besieged], object]


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    """The very same socket is there, alone in its folder, and whoever connects to it gets the service."""
    before, standing = office.socket.stat(), office.standing()
    yield
    after = office.socket.stat()
    assert (before.st_ino, before.st_mode, before.st_uid) == (after.st_ino, after.st_mode, after.st_uid)
    assert list(office.socket.parent.iterdir()) == [office.socket]
    office.assert_up()
    assert office.standing() == standing


def _listening(path: Path) -> str:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.bind(str(path))
    made.listen()
    return "listening"


def _another(office: Besieged) -> Path:
    """A socket of one's own, where one may make one."""
    path = Path(f"/tmp/trnr-{os.getpid()}")
    try:
        socket.socket(socket.AF_UNIX).bind(str(path))
        return path.rename(office.socket)
    finally:
        path.unlink(missing_ok=True)


def _listen_and_tell(path: Path, write: int) -> None:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.bind(str(path))
    path.chmod(0o777)
    made.listen()
    os.write(write, b"!")
    while True:
        made.accept()


ON_THE_SOCKET: dict[str, Attack] = {
    "delete it": lambda o: o.socket.unlink(),
    "rename it": lambda o: o.socket.rename(o.socket.with_name("old")),
    "put another over it": _another,
    "close it to everyone": lambda o: o.socket.chmod(0),
    "open its folder for writing": lambda o: o.socket.parent.chmod(0o777),
    "listen beside it": lambda o: _listening(o.socket.with_name("socket2")),
    "make a link beside it": lambda o: o.socket.with_name("trainer").symlink_to("/tmp"),
    "rename its folder": lambda o: o.socket.parent.rename(o.folder / "run2"),
    "put another folder beside it": lambda o: (o.folder / "run2").mkdir(),
}


@pytest.mark.parametrize("attack", ON_THE_SOCKET.values(), ids=ON_THE_SOCKET.keys())
def test_on_the_socket(office: Besieged, attack: Attack) -> None:
    outcome = office.attack(lambda: attack(office))
    assert outcome.errno in (errno.EACCES, errno.EPERM), outcome


def test_listen_at_the_same_place(office: Besieged) -> None:
    outcome = office.attack(lambda: _listening(office.socket))
    assert outcome.errno == errno.EADDRINUSE


def test_stand_in_for_it_under_the_same_abstract_name(office: Besieged) -> None:
    """That is another name: the usual client goes by the file, and reaches the service."""

    def attack() -> list[str]:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.bind(f"\0{office.socket}")
        made.listen()
        made.settimeout(0.3)
        office.client().learn.home()
        try:
            return [str(made.accept())]
        except TimeoutError:
            return []

    assert office.attack(attack) == Outcome(value=[])


def test_reach_it_under_an_abstract_name(office: Besieged) -> None:
    def attack() -> None:
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect(f"\0{office.socket}")

    assert office.attack(attack).errno == errno.ECONNREFUSED


@contextmanager
def _folder(office: Besieged, owner: Account, mode: int) -> Iterator[Path]:
    made = office.folder / "trap"
    made.mkdir()
    os.chown(made, owner.uid, owner.gid)
    made.chmod(mode)
    try:
        yield made / "socket"
    finally:
        for path in made.iterdir():
            path.unlink()
        made.rmdir()


def _bound(path: Path) -> str:
    """What the service makes of a place; ``made`` where it would listen there."""
    made = sockets.bound(path)
    made.close()
    path.unlink()
    return "made"


def test_have_it_listen_in_a_folder_of_the_attackers(office: Besieged) -> None:
    with _folder(office, office.attacker, 0o777) as path:
        outcome = as_uid(office.service, lambda: _bound(path))
        assert outcome.error == "InputError"
        assert "not safe" in outcome.said


@pytest.mark.parametrize("mode", [0o777, 0o775], ids=["everyone", "its group"])
def test_have_it_listen_where_others_can_replace_it(office: Besieged, mode: int) -> None:
    with _folder(office, office.service, mode) as path:
        outcome = as_uid(office.service, lambda: _bound(path))
        assert outcome.error == "InputError"
        assert "others can write" in outcome.said


TRAPS: dict[str, Callable[[Path, Path], object]] = {
    "a link to the database": lambda path, database: path.symlink_to(database),
    "a link to nowhere": lambda path, database: path.symlink_to("/tmp/trnr-nowhere"),
    "a file": lambda path, database: path.write_text("x"),
    "a pipe": lambda path, database: os.mkfifo(path),
    "a socket that nobody listens at": lambda path, database: socket.socket(socket.AF_UNIX).bind(str(path)),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_lay_a_trap_where_it_will_listen(office: Besieged, trap: str) -> None:
    """In a folder as /tmp is: it does not start there, rather than touch what the link names or use what was left."""
    with _folder(office, office.service, 0o1777) as path:
        assert as_uid(office.service, lambda: _bound(path)).value == "made"
        os.chown(path.parent, 0, 0)
        assert not office.attack(lambda: TRAPS[trap](path, office.database)).error
        before = path.lstat()
        outcome = as_uid(office.service, lambda: _bound(path))
        assert outcome.error == "InputError", outcome
        assert path.lstat().st_ino == before.st_ino


def test_listen_first_where_it_will_listen(office: Besieged) -> None:
    """It does not join in beside a socket in use, whoever's that is."""
    with _folder(office, office.service, 0o1777) as path:
        os.chown(path.parent, 0, 0)
        read, write = os.pipe()
        there = office.start(lambda: _listen_and_tell(path, write), keep=(write,))
        os.close(write)
        assert os.read(read, 1) == b"!"
        os.close(read)
        outcome = as_uid(office.service, lambda: _bound(path))
        there.end()
        assert outcome.error == "InputError", outcome
        assert "answers at" in outcome.said


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
