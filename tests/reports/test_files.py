"""Files that appear whole or not at all, text and bytes alike."""

from __future__ import annotations

import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from trainer.errors import InputError
from trainer.reports.files import new_binary_file, new_file

Opener = Callable[..., AbstractContextManager[Any]]
BOTH = pytest.mark.parametrize(("opener", "content"), [(new_file, "new\n"), (new_binary_file, b"new\n")])


@BOTH
def test_a_file_appears_when_it_is_complete(tmp_path: Path, opener: Opener, content: Any) -> None:
    path = tmp_path / "a.out"
    with opener(path, force=False) as out:
        out.write(content)
        assert not path.exists()
    assert path.read_bytes() == b"new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@BOTH
def test_what_is_there_stays_unless_it_is_forced(tmp_path: Path, opener: Opener, content: Any) -> None:
    path = tmp_path / "a.out"
    path.write_text("old")
    with pytest.raises(InputError, match=r"exists already.*--force"), opener(path, force=False):
        pytest.fail("it is refused before anything is made")
    with opener(path, force=True) as out:
        out.write(content)
    assert path.read_bytes() == b"new\n"


@BOTH
@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_a_failure_half_way_leaves_what_was_there(
    tmp_path: Path, opener: Opener, content: Any, failure: type[BaseException]
) -> None:
    path = tmp_path / "a.out"
    path.write_text("old")

    def write() -> None:
        with opener(path, force=True) as out:
            out.write(content)
            raise failure

    with pytest.raises(failure):
        write()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@BOTH
def test_a_full_disk_is_a_sentence(
    tmp_path: Path, opener: Opener, content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    path = tmp_path / "a.out"
    with pytest.raises(InputError, match="cannot be written: No space left on device"), opener(path, force=True) as out:
        out.write(content)
    assert list(tmp_path.iterdir()) == []


def test_text_is_utf_8_with_the_line_ends_that_were_written(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    with new_file(path, force=False) as out:
        out.write("ä\r\nb\n\udc80")
    assert path.read_bytes() == b"\xc3\xa4\r\nb\n\\udc80"
