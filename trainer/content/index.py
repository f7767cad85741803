"""A compiled copy of the course, so that a second start reads neither YAML nor pydantic.

Its lines: a head, the course without its bodies, then each module's body, which is decoded when first asked for.

Invariant: a copy is used only if every content file still has the fingerprint (path, size, time, inode) under which the
copy was made, the copy's own bytes match their checksum, and nobody but this account could have written it. In
any other case the course is loaded from its files; a cache that cannot be written costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.content import codec
from trainer.content.collector import paused_collector
from trainer.content.models import Course, Module, Track
from trainer.content.source import ContentRoot

if TYPE_CHECKING:
    from trainer.content.body import ModuleBody

_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, StopIteration)


def cached_course(roots: Sequence[ContentRoot], cache_dir: Path) -> Course:
    """The course of these roots, from its compiled copy where that is still true; ContentError as the loader has it."""
    path = cache_dir / _name(roots)
    # Taken before loading: a file that changes meanwhile makes the copy stale, never wrong.
    prints = fingerprints(roots)
    course = _read(path, prints)
    if course is None:
        # Not at the top of the module: a start that finds its copy must not import the loader.
        from trainer.content.library import load_course

        course = load_course(roots)
        with suppress(OSError):
            _write(path, prints, course)
    return course


def _name(roots: Sequence[ContentRoot]) -> str:
    """One copy for each choice of roots, so that two of them do not replace each other's."""
    places = [[str(root.modules.absolute()), str(root.banks.absolute())] for root in roots]
    return f"course-{hashlib.sha256(json.dumps(places).encode()).hexdigest()[:16]}.json"


def fingerprints(roots: Sequence[ContentRoot]) -> str:
    """Changes whenever a content file, or the program that reads it, changes, comes or goes."""
    files = [entry for root in roots for entry in _content_files(root)]
    program = _entries(Path(__file__).parent, (".py",))
    prints = []
    for path, status in [*files, *program]:
        prints.append([path, status.st_size, status.st_mtime_ns, status.st_ino])
    return hashlib.sha256(json.dumps(prints).encode()).hexdigest()


def _content_files(root: ContentRoot) -> Iterator[tuple[str, os.stat_result]]:
    yield from _entries(root.modules, (".yaml", ".yml"))
    yield from _entries(root.banks, (".yaml", ".yml"))
    with suppress(OSError):
        for folder in sorted(Path(f.path) for f in os.scandir(root.modules) if f.is_dir()):
            # The folder itself too: a new one without any file in it is a problem that must be seen.
            yield str(folder), folder.stat()
            yield from _entries(folder, (".yaml", ".md"))


def _entries(folder: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
    with suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda found: found.name):
            if entry.name.endswith(suffixes):
                with suppress(OSError):
                    yield entry.path, entry.stat()


def _read(path: Path, prints: str) -> Course | None:
    try:
        with path.open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            head = json.loads(file.readline())
            if head["prints"] != prints:
                return None
            body = file.read()
        if hashlib.sha256(body).hexdigest() != head["sha256"]:
            return None
        with paused_collector():
            return _course(body)
    except _DAMAGED:
        return None


def _course(body: bytes) -> Course:
    outline, *lines = body.split(b"\n")
    plain = json.loads(outline)
    modules: tuple[Module, ...] = codec.from_plain(tuple[Module, ...], plain["modules"])
    return Course(
        modules=modules,
        tracks=codec.from_plain(tuple[Track, ...], plain["tracks"]),
        bodies=LateBodies({module.id: line for module, line in zip(modules, lines, strict=True)}),
        digest=plain["digest"],
    )


class LateBodies(Mapping[str, "ModuleBody"]):
    """Each module's body, decoded when first asked for: most starts need none, and no start needs all."""

    def __init__(self, lines: dict[str, bytes]) -> None:
        self._lines = lines
        self._made: dict[str, ModuleBody] = {}

    def __getitem__(self, module: str) -> ModuleBody:
        if module not in self._made:
            # Not at the top of the module: the first screen needs neither these types nor their decoders.
            from trainer.content.body import ModuleBody

            with paused_collector():
                self._made[module] = codec.from_plain(ModuleBody, json.loads(self._lines[module]))
        return self._made[module]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _ours(status: os.stat_result) -> bool:
    """True for a regular file of this account that no other may write."""
    mine = not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)
    return stat.S_ISREG(status.st_mode) and mine


def _write(path: Path, prints: str, course: Course) -> None:
    with paused_collector():
        outline = {"modules": course.modules, "tracks": course.tracks, "digest": course.digest}
        parts = [outline, *(course.bodies[module.id] for module in course.modules)]
        body = b"\n".join(codec.canonical(codec.to_plain(part)).encode("utf-8") for part in parts)
    head: dict[str, Any] = {"prints": prints, "sha256": hashlib.sha256(body).hexdigest()}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp makes the file 0600; answer keys are in it.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(head).encode() + b"\n" + body)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
