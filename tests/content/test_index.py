"""The compiled copy: equal to the course, quick, private, and never believed when it should not be."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.copies import Copy
from trainer.content import library
from trainer.content.index import cached_course
from trainer.content.library import load_course
from trainer.content.models import Course
from trainer.content.source import ContentRoot
from trainer.errors import ContentError

SECOND_START = """
import sys
from pathlib import Path
from trainer.content.index import cached_course
from trainer.content.source import ContentRoot
course = cached_course([ContentRoot(Path(sys.argv[1]), Path(sys.argv[2]))], Path(sys.argv[3]))
print(course.digest, [m for m in ("yaml", "pydantic", "pydantic_core", "trainer.content.library") if m in sys.modules])
"""


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time the files themselves were loaded."""
    seen: list[int] = []

    def load(roots: list[ContentRoot]) -> Course:
        seen.append(len(roots))
        return load_course(roots)

    monkeypatch.setattr(library, "load_course", load)
    return seen


def the_copy(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def test_the_copy_is_the_course(copy: Copy, tmp_path: Path, loads: list[int]) -> None:
    first = cached_course([copy.root], tmp_path / "cache")
    second = cached_course([copy.root], tmp_path / "cache")
    assert first == second == load_course([copy.root])
    assert loads == [1]
    assert stat.S_IMODE(the_copy(tmp_path / "cache").stat().st_mode) == 0o600


def test_a_second_start_reads_neither_yaml_nor_pydantic(copy: Copy, tmp_path: Path) -> None:
    course = cached_course([copy.root], tmp_path)
    arguments = [str(copy.root.modules), str(copy.root.banks), str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", SECOND_START, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout == f"{course.digest} []\n"


def test_a_second_start_decodes_no_body_before_it_is_asked_for(copy: Copy, tmp_path: Path) -> None:
    first = cached_course([copy.root], tmp_path)
    second = SECOND_START.replace("trainer.content.library", "trainer.content.questions")
    arguments = [str(copy.root.modules), str(copy.root.banks), str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", second, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout == f"{first.digest} []\n"
    bodies = cached_course([copy.root], tmp_path).bodies
    assert list(bodies) == ["M90"]
    assert bodies["M90"] is bodies["M90"]


CHANGES: dict[str, Callable[[Copy], object]] = {
    "a bank": lambda copy: copy.swap(copy.bank, "finds a list", "found a list"),
    "a lesson": lambda copy: copy.swap(copy.lesson, "Ask for", "Look for"),
    "a manifest": lambda copy: copy.swap(copy.module / "module.yaml", "minutes: 4", "minutes: 5"),
    "a fact": lambda copy: copy.swap(copy.root.modules / "facts.yaml", "€1,000", "€9,000"),
    "a time only": lambda copy: os.utime(copy.bank, ns=(1, 1)),
    "a shared file less": lambda copy: (copy.root.modules / "tracks.yaml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(copy: Copy, tmp_path: Path, loads: list[int], change: str) -> None:
    cached_course([copy.root], tmp_path / "cache")
    CHANGES[change](copy)
    assert cached_course([copy.root], tmp_path / "cache") == load_course([copy.root])
    assert loads == [1, 1]


@pytest.mark.parametrize("change", ["extra lesson", "extra bank", "extra folder"])
def test_a_new_problem_is_seen(copy: Copy, tmp_path: Path, change: str) -> None:
    cached_course([copy.root], tmp_path / "cache")
    if change == "extra folder":
        (copy.root.modules / "more").mkdir()
    else:
        (copy.module / "x.md" if change == "extra lesson" else copy.root.banks / "x.yaml").write_text("x")
    with pytest.raises(ContentError):
        cached_course([copy.root], tmp_path / "cache")


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "one letter": lambda data: data.replace(b"Name the reason", b"Name the Reason"),
    "not JSON": lambda _: b"\xff\x00",
    "another shape": lambda data: data.split(b"\n")[0] + b"\n[]",
    "deep": lambda _: b"[" * 100_000,
    "a list for a head": lambda _: b"[]\n{}",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_copy_is_rebuilt(copy: Copy, tmp_path: Path, loads: list[int], how: str) -> None:
    course = cached_course([copy.root], tmp_path / "cache")
    path = the_copy(tmp_path / "cache")
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    assert cached_course([copy.root], tmp_path / "cache") == course
    assert cached_course([copy.root], tmp_path / "cache") == course
    assert loads == [1, 1]


def test_a_copy_that_others_may_write_is_not_believed(copy: Copy, tmp_path: Path, loads: list[int]) -> None:
    cached_course([copy.root], tmp_path / "cache")
    the_copy(tmp_path / "cache").chmod(0o666)
    cached_course([copy.root], tmp_path / "cache")
    assert loads == [1, 1]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(copy: Copy, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert cached_course([copy.root], tmp_path / "file" / "cache") == load_course([copy.root])
    (tmp_path / "cache").mkdir()
    cached_course([copy.root], tmp_path / "cache")
    path = the_copy(tmp_path / "cache")
    path.unlink()
    path.mkdir()
    assert cached_course([copy.root], tmp_path / "cache") == load_course([copy.root])
    assert list((tmp_path / "cache").iterdir()) == [path]


def test_each_choice_of_roots_has_its_own_copy(make_copy: Callable[[str], Copy], tmp_path: Path) -> None:
    one, two = make_copy("one"), make_copy("two")
    for roots in ([one.root], [two.root], [one.root, two.root]):
        cached_course(roots, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 3


def test_a_broken_course_leaves_no_copy(copy: Copy, tmp_path: Path) -> None:
    copy.bank.write_text("[")
    with pytest.raises(ContentError):
        cached_course([copy.root], tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_copy_is_plain_json(copy: Copy, tmp_path: Path) -> None:
    cached_course([copy.root], tmp_path / "cache")
    head, outline, body = the_copy(tmp_path / "cache").read_bytes().split(b"\n")
    assert set(json.loads(head)) == {"prints", "sha256"}
    assert json.loads(outline)["modules"][0]["id"] == "M90"
    assert json.loads(body)["questions"][0]["id"] == "M90-Q001"
