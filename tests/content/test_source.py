"""Reading files: only regular ones, of a bounded size, in clean UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.content.copies import Copy
from trainer.content.source import MAX_BYTES, read_text
from trainer.errors import Problem


def read(path: Path) -> tuple[str | None, list[Problem]]:
    problems: list[Problem] = []
    return read_text(path, problems), problems


def refused(path: Path) -> Problem:
    text, problems = read(path)
    assert text is None
    assert len(problems) == 1
    return problems[0]


def test_line_ends_and_a_byte_order_mark_are_forgiven(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: \xc3\xa9\r\n")
    assert read(tmp_path / "a") == ("a: 1\nb: é\n", [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert refused(tmp_path / "a").what == "not a regular file"


def test_a_directory_a_missing_file_and_a_dangling_link_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).what == "not a regular file"
    assert refused(tmp_path / "none").what == "the file does not exist"
    (tmp_path / "link").symlink_to(tmp_path / "none")
    assert refused(tmp_path / "link").what == "the file does not exist"


def test_bytes_of_another_encoding_are_placed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("a: 1\nb: größer\n".encode("cp1252"))
    problem = refused(tmp_path / "a")
    assert (problem.line, problem.column, problem.what) == (2, 6, "the byte 0xf6 is not UTF-8")


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "a NUL character in the file"),
        ("\x1b", "an escape character in the file"),
        ("\t", "a tab in the file"),
        ("\x9b", "a control character (U+009B) in the file"),
        ("\u202e", "a direction override (U+202E) in the file"),
        ("\u2066", "a direction override (U+2066) in the file"),
        ("\ufeff", "a control character (U+FEFF) in the file"),
        ("\r", "a lone carriage return in the file"),
    ],
)
def test_each_unwanted_character_is_placed(tmp_path: Path, character: str, name: str) -> None:
    (tmp_path / "a").write_text(f"a: 1\nb: x{character}y\n", encoding="utf-8", newline="")
    problem = refused(tmp_path / "a")
    assert (problem.line, problem.column, problem.what) == (2, 5, name)


def test_the_limit_of_size_is_exact(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * MAX_BYTES)
    assert read(tmp_path / "a")[1] == []
    (tmp_path / "a").write_bytes(b"x" * (MAX_BYTES + 1))
    assert refused(tmp_path / "a").what == "the file is larger than 2 MB"


def test_a_path_with_a_nul_is_refused() -> None:
    assert "cannot be read" in refused(Path("a\0b")).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_as_a_bank_is_one_problem_of_the_course(copy: Copy) -> None:
    copy.bank.unlink()
    os.mkfifo(copy.bank)
    assert copy.only_problem().what == "not a regular file"


def test_a_directory_as_a_lesson_is_one_problem_of_the_course(copy: Copy) -> None:
    copy.lesson.unlink()
    copy.lesson.mkdir()
    assert copy.only_problem().what == "not a regular file"
