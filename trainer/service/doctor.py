"""The doctor: what this installation stands on, each thing with a verdict. It reads and changes nothing.

Invariant: whatever is wrong with one thing is a line in the report, and never keeps another from being looked at.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from trainer import __version__
from trainer.clock import system_clock
from trainer.content.models import Course
from trainer.errors import ContentError, TrainerError
from trainer.records import health
from trainer.service.doctor_keeping import keeping
from trainer.service.doctor_lines import Line, bad, ok, warn
from trainer.settings import Settings
from trainer.text import plural

SPARE_BYTES = 100_000_000
"""Less free space than this is a warning; erasing a person needs twice the file's size on top."""


def examine(
    database: Path, settings: Callable[[], Settings], content: Callable[[], tuple[str, Course]]
) -> tuple[Line, ...]:
    """Look at everything. ``content`` gives where the course came from, and the course."""
    return (*_program(), *_records(database), *_settings(settings), _content(content))


def _program() -> Iterator[Line]:
    yield ok("trainer", __version__)
    yield ok("python", f"{platform.python_version()} ({platform.python_implementation()}), {platform.system()}")
    said = f"{health.SQLITE}, at least {health.OLDEST} is needed"
    if health.sqlite_is_new_enough():
        yield ok("sqlite", said)
    else:
        yield bad("sqlite", said, "Use a Python with a newer SQLite.")


def _records(path: Path) -> Iterator[Line]:
    try:
        found = path.stat()
    except FileNotFoundError:
        yield ok("records", f"{path} does not exist yet; the first 'trainer learn' makes it")
        yield from _room(path, 0)
        return
    except OSError as error:
        remedy = "Ask its owner, or name another with --db."
        yield bad("records", f"{path} cannot be reached: {error.strerror}", remedy, damaged=True)
        return
    if not stat.S_ISREG(found.st_mode):
        yield bad("records", f"{path} is not a file", "Name the database's file with --db.", damaged=True)
        return
    yield ok("records", f"{path}, {found.st_size:,} bytes")
    yield from _ownership(found)
    yield from _room(path, found.st_size)
    yield from _soundness(path)


def _ownership(found: os.stat_result) -> Iterator[Line]:
    if not hasattr(os, "getuid"):
        return
    if found.st_uid == os.getuid():
        yield ok("owner", "you")
    else:
        yield warn("owner", f"another account (uid {found.st_uid})", "Each account uses its own records: see --db.")
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        yield warn("mode", f"{mode:04o}: others can read or write the records", "Run: chmod 600 on the file.")
    else:
        yield ok("mode", f"{mode:04o}")


def _room(path: Path, size: int) -> Iterator[Line]:
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    kind, safe = health.place(folder)
    if safe:
        yield ok("file system", kind)
    else:
        yield bad("file system", f"{kind}, a network file system", "Keep the records on a local disk: see --db.")
    if not os.access(folder, os.W_OK):
        yield warn("folder", f"{folder} cannot be written", "Nothing can be recorded there: see --db.")
    free = shutil.disk_usage(folder).free
    if free < SPARE_BYTES + 2 * size:
        yield warn("free space", f"{free:,} bytes", "Free some space: a full disk keeps answers from being saved.")
    else:
        yield ok("free space", f"{free:,} bytes")


def _soundness(path: Path) -> Iterator[Line]:
    found = health.examine(path)
    for fault in found.faults:
        yield bad("integrity", fault, "Keep the file as it is and restore the last backup beside it.", damaged=True)
    if not found.faults:
        yield ok("integrity", "quick_check found nothing wrong")
    if found.version > found.latest:
        said = f"version {found.version}, this program knows {found.latest}"
        yield bad("schema", said, "Update Trainer.", damaged=True)
    elif 0 <= found.version < found.latest:
        yield ok("schema", f"version {found.version}, brought up to {found.latest} when the records are next used")
    elif found.version >= 0:
        yield ok("schema", f"version {found.version}")
    yield from keeping(path, found, system_clock())


def _settings(load: Callable[[], Settings]) -> Iterator[Line]:
    try:
        chosen = load()
    except TrainerError as error:
        yield bad("settings", error.problem, error.remedy)
        return
    for field in fields(Settings):
        if field.name != "origins":
            value = getattr(chosen, field.name)
            origin = chosen.origins.get(field.name, "")
            yield ok(f"setting {field.name}", f"{value!r} from {origin}" if value != "" else f"not set ({origin})")


def _content(load: Callable[[], tuple[str, Course]]) -> Line:
    try:
        where, course = load()
    except ContentError as error:
        return bad("content", f"{error.problem} The first: {error.problems[0]}", "Run 'trainer content check'.")
    except TrainerError as error:
        return bad("content", error.problem, error.remedy)
    modules, tracks = plural(len(course.modules), "module"), plural(len(course.tracks), "track")
    return ok("content", f"{where}: {modules}, {tracks}, digest {course.digest}")
