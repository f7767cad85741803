"""The socket's file: replaced where it is stale, refused where it is in use, no socket, or in an unsafe place."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from trainer.errors import InputError
from trainer.service.host import sockets


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket's."""
    with TemporaryDirectory(prefix="trainer-", dir="/tmp") as made:
        yield Path(made)


def test_everyone_may_connect(folder: Path) -> None:
    path = folder / "s"
    with closing(sockets.bound(path)), closing(socket.socket(socket.AF_UNIX)) as client:
        assert stat.S_IMODE(path.stat().st_mode) == 0o666
        client.connect(str(path))


def test_the_umask_is_as_it_was(folder: Path) -> None:
    before = os.umask(0o022)
    try:
        sockets.bound(folder / "s").close()
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_a_stale_socket_is_replaced(folder: Path) -> None:
    path = folder / "s"
    sockets.bound(path).close()
    assert path.exists()
    with closing(sockets.bound(path)), closing(socket.socket(socket.AF_UNIX)) as client:
        client.connect(str(path))


def test_a_live_one_is_refused_and_goes_on(folder: Path) -> None:
    path = folder / "s"
    with closing(sockets.bound(path)):
        with pytest.raises(InputError, match=r"A service answers at .* already"):
            sockets.bound(path)
        with closing(socket.socket(socket.AF_UNIX)) as client:
            client.connect(str(path))


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_is_no_socket_is_refused_and_kept(folder: Path, kind: str) -> None:
    path, target = folder / "s", folder / "target"
    if kind == "file":
        path.write_text("kept")
    elif kind == "folder":
        path.mkdir()
    else:
        target.write_text("kept")
        path.symlink_to(target)
    with pytest.raises(InputError, match="is no socket"):
        sockets.bound(path)
    assert path.exists()
    assert not target.exists() or target.read_text() == "kept"


@pytest.mark.parametrize(("mode", "refused"), [(0o777, True), (0o775, True), (0o1777, False), (0o755, False)])
def test_a_folder_that_others_can_write_to(folder: Path, mode: int, refused: bool) -> None:
    folder.chmod(mode)
    if not refused:
        sockets.bound(folder / "s").close()
        return
    with pytest.raises(InputError, match="not safe for the socket: others can write to it"):
        sockets.bound(folder / "s")
    assert not (folder / "s").exists()


@pytest.mark.parametrize(("owner", "why"), [(os.geteuid(), ""), (0, ""), (54_321, "another account owns it")])
def test_whose_folder_it_is(owner: int, why: str) -> None:
    assert sockets.unsafe(os.stat_result((stat.S_IFDIR | 0o755, 0, 0, 2, owner, 0, 0, 0, 0, 0))) == why


def test_a_path_that_no_socket_can_have(folder: Path) -> None:
    longest = folder / ("s" * (sockets.LONGEST_PATH - len(str(folder)) - 1))
    sockets.bound(longest).close()
    with pytest.raises(InputError, match="is too long for a socket"):
        sockets.bound(longest.with_name(f"{longest.name}s"))
    # Counted in bytes, as the kernel does.
    with pytest.raises(InputError, match="is too long for a socket"):
        sockets.bound(folder / ("ö" * (sockets.LONGEST_PATH // 2)))


def test_a_folder_that_is_not_there(folder: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        sockets.bound(folder / "none" / "s")


def test_taking_it_away_twice_is_no_matter(folder: Path) -> None:
    sockets.bound(folder / "s").close()
    sockets.remove(folder / "s")
    sockets.remove(folder / "s")
    assert not (folder / "s").exists()
