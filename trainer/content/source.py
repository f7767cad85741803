"""Reading a content file: only regular files, of a bounded size, in UTF-8, without unwanted characters.

Invariant: text that leaves this module has ``\\n`` line ends and nothing that ``characters`` refuses. Nothing is
opened before it is known to be a regular file: opening a FIFO would wait for ever.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from trainer.content import characters
from trainer.errors import Problem

MAX_BYTES = 2_000_000
"""Of one file. Larger banks are split into modules."""


@dataclass(frozen=True, slots=True)
class ContentRoot:
    """One place that content comes from: the shipped one first, a company's overlays after it."""

    modules: Path
    """Folder with tracks.yaml, facts.yaml, … and one folder a module. A root without it holds nothing."""
    banks: Path
    """Folder with ``<slug>.yaml``, the question bank of each module."""


def sentence(text: str) -> str:
    """A remedy ends in a full stop, once."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def problem(file: str | Path, line: int, column: int, what: str, remedy: str) -> Problem:
    """A problem whose remedy is a sentence."""
    return Problem(str(file), line, column, what, sentence(remedy))


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text; None where it cannot be used, and then ``problems`` says why."""
    data = _read_bytes(path, problems)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        what = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        problems.append(problem(path, *place(before, len(before)), what, "Save the file as UTF-8"))
        return None
    text = text.replace("\r\n", "\n")
    found = [(offset, name) for offset, name in characters.unwanted(text)]
    for offset, name in found[:100]:
        problems.append(problem(path, *place(text, offset), f"{name} in the file", characters.remedy(name)))
    return None if found else text


def _read_bytes(path: Path, problems: list[Problem]) -> bytes | None:
    def refuse(what: str, remedy: str) -> None:
        problems.append(problem(path, 1, 1, what, remedy))

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse("not a regular file", "Put a plain text file there, or remove it")
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        refuse("the file does not exist", "Write it, or take its name out of the list that asks for it")
        return None
    except (OSError, ValueError) as error:
        refuse(f"the file cannot be read: {getattr(error, 'strerror', None) or error}", "Make it readable")
        return None
    if len(data) > MAX_BYTES:
        refuse(f"the file is larger than {MAX_BYTES // 1_000_000} MB", "Split it into smaller modules")
        return None
    return data


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset into the text."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before
