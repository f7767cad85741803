"""Attacks on the files of the host service: its records, their folder, keys and backups. None gets anything."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.faults.accounts import CLONE_NEWUSER, Outcome, as_uid, system
from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged

FILES = ("database", "log of the database", "index of that log", "signing key", "list of the erased", "backup")
_IN_MODIFY = 2
Attack = Callable[[Besieged], object]


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    """After each attack every file is what it was, and the service serves."""
    before = {name: (p.stat().st_ino, p.stat().st_mode, p.stat().st_uid) for name, p in office.files.items()}
    standing, there = office.standing(), sorted(office.state.iterdir())
    yield
    assert before == {name: (p.stat().st_ino, p.stat().st_mode, p.stat().st_uid) for name, p in office.files.items()}
    assert sorted(office.state.iterdir()) == there
    office.assert_up()
    assert office.standing() == standing


def assert_refused(outcome: Outcome) -> None:
    assert outcome.errno in (errno.EACCES, errno.EPERM), outcome


@contextmanager
def left_open(office: Besieged) -> Iterator[None]:
    """The folder of the records as a careless administrator might leave it."""
    office.state.chmod(0o755)
    try:
        yield
    finally:
        office.state.chmod(0o700)


@contextmanager
def elsewhere(office: Besieged) -> Iterator[Path]:
    """A folder of the attacker's own, on the same file system."""
    own = office.folder / "own"
    own.mkdir()
    os.chown(own, office.attacker.uid, office.attacker.gid)
    try:
        yield own
    finally:
        for path in own.iterdir():
            path.unlink()
        own.rmdir()


@pytest.mark.parametrize("name", FILES)
def test_read(office: Besieged, name: str) -> None:
    assert office.files[name].stat().st_size > 0
    assert_refused(office.attack(office.files[name].read_bytes))


@pytest.mark.parametrize("name", FILES)
def test_read_where_the_folder_was_left_open(office: Besieged, name: str) -> None:
    with left_open(office):
        assert_refused(office.attack(office.files[name].read_bytes))


def _sqlite(office: Besieged, name: str) -> object:
    return sqlite3.connect(f"file:{office.files[name]}?mode=ro", uri=True).execute("SELECT * FROM vault").fetchall()


def _watch(path: Path) -> int:
    return system("inotify_add_watch", system("inotify_init1", 0), os.fsencode(path), _IN_MODIFY)


ON_FILES: dict[str, Attack] = {
    "list the folder": lambda o: list(o.state.iterdir()),
    "walk into the folder": lambda o: os.chdir(o.state),
    "look at the database's size and time": lambda o: o.database.stat(),
    "get a handle on the database without reading it": lambda o: os.open(o.database, os.O_PATH),
    "append to the database": lambda o: os.open(o.database, os.O_WRONLY | os.O_APPEND),
    "cut the database to nothing": lambda o: os.truncate(o.database, 0),
    "open the database with SQLite": partial(_sqlite, name="database"),
    "open the backup with SQLite": partial(_sqlite, name="backup"),
    "make the database readable": lambda o: o.database.chmod(0o666),
    "make the folder readable": lambda o: o.state.chmod(0o777),
    "rename the database": lambda o: o.database.rename(o.state / "gone"),
    "rename the folder": lambda o: o.state.rename(o.folder / "gone"),
    "put another folder in its place": lambda o: o.state.rmdir(),
    "delete the database": lambda o: o.database.unlink(),
    "delete the signing key, so that a new one is made": lambda o: o.files["signing key"].unlink(),
    "delete the list of the erased, so that they come back": lambda o: o.files["list of the erased"].unlink(),
    "delete the backup": lambda o: o.files["backup"].unlink(),
    "plant a rollback journal": lambda o: (o.state / "trainer.db-journal").write_bytes(b"\xd9\xd5\x05\xf9"),
    "plant a key of one's own": lambda o: o.files["signing key"].write_text("PRIVATE+KEY+x"),
    "plant a pipe in the folder": lambda o: os.mkfifo(o.state / "pipe"),
    "plant a socket in the folder": lambda o: socket.socket(socket.AF_UNIX).bind(str(o.state / "s")),
    "note attributes on the database": lambda o: os.setxattr(o.database, "user.x", b"x"),
    "change the database's times": lambda o: os.utime(o.database, (0, 0)),
    "watch the folder for who learns when": lambda o: _watch(o.state),
    "read what the service says": lambda o: o.log.read_bytes(),
}


@pytest.mark.parametrize("attack", ON_FILES.values(), ids=ON_FILES.keys())
def test_on_files(office: Besieged, attack: Attack) -> None:
    outcome = office.attack(lambda: attack(office))
    if outcome.error == "OperationalError":
        # SQLite's own words for the same.
        assert outcome.said == "unable to open database file"
        return
    assert_refused(outcome)


def test_the_service_itself_could(office: Besieged) -> None:
    """What is refused above is refused because of who asks: these are attacks."""
    for name, attack in ON_FILES.items():
        if name.startswith(("list", "walk", "look", "get", "open", "watch")):
            outcome = as_uid(office.service, partial(attack, office))
            assert not outcome.error, (name, outcome)


IN_AN_OPEN_FOLDER: dict[str, Attack] = {
    "append to the database": lambda o: os.open(o.database, os.O_WRONLY | os.O_APPEND),
    "delete the database": lambda o: o.database.unlink(),
    "rename the database": lambda o: o.database.rename(o.state / "gone"),
    "plant a rollback journal": lambda o: (o.state / "trainer.db-journal").write_bytes(b"\xd9\xd5\x05\xf9"),
    "watch the database for who learns when": lambda o: _watch(o.database),
}


@pytest.mark.parametrize("attack", IN_AN_OPEN_FOLDER.values(), ids=IN_AN_OPEN_FOLDER.keys())
def test_on_files_where_the_folder_was_left_open(office: Besieged, attack: Attack) -> None:
    with left_open(office):
        assert_refused(office.attack(lambda: attack(office)))


@pytest.mark.parametrize("name", ["database", "signing key"])
def test_link_it_to_a_place_of_ones_own(office: Besieged, name: str) -> None:
    if Path("/proc/sys/fs/protected_hardlinks").read_text().strip() != "1":
        pytest.skip("this kernel lets anyone link what they see")
    with elsewhere(office) as own, left_open(office):
        assert_refused(office.attack(lambda: os.link(office.files[name], own / "link")))
        assert office.files[name].stat().st_nlink == 1


def test_read_through_a_symbolic_link_of_ones_own(office: Besieged) -> None:
    def attack() -> bytes:
        (own / "link").symlink_to(office.database)
        return (own / "link").read_bytes()

    with elsewhere(office) as own:
        assert_refused(office.attack(attack))


def test_read_it_with_the_rights_of_a_user_namespace(office: Besieged) -> None:
    """Root in a namespace of one's own is root over one's own files only."""

    def attack() -> bytes:
        system("unshare", CLONE_NEWUSER)
        Path("/proc/self/uid_map").write_text(f"0 {office.attacker.uid} 1")
        assert os.getuid() == 0
        return office.database.read_bytes()

    outcome = office.attack(attack)
    if outcome.said.startswith("unshare"):
        pytest.skip("this kernel gives nobody a user namespace")
    assert_refused(outcome)
    assert str(office.database) in outcome.said


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
