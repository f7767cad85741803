"""What the doctor says of the records' file: what it lies on, who can reach it, whether it is sound."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from trainer import clock
from trainer.records import health
from trainer.service.doctor_keeping import keeping
from trainer.service.doctor_lines import Line, bad, ok, warn

SPARE_BYTES = 100_000_000
"""Less free space than this is a warning; erasing a person needs twice the file's size on top."""
RELEASED = 2026
"""The year of this release: no clock that is right shows an earlier one."""


def examine(path: Path, *, served: bool) -> Iterator[Line]:
    """Look at everything; ``served`` says that these are the records of this machine's host service."""
    said = f"{health.SQLITE}, at least {health.OLDEST} is needed"
    if health.sqlite_is_new_enough():
        yield ok("sqlite", said)
    else:
        yield bad("sqlite", said, "Use a Python with a newer SQLite.")
    yield from _file(path, served=served)


def _file(path: Path, *, served: bool) -> Iterator[Line]:
    try:
        found = path.stat()
    except FileNotFoundError:
        yield ok("records", f"{path} does not exist yet; the first 'trainer learn' makes it")
        yield from _room(path, 0)
        yield time_of("", clock.system_clock())
        return
    except OSError as error:
        remedy = "Ask its owner, or name another with --db."
        yield bad("records", f"{path} cannot be reached: {error.strerror}", remedy, damaged=True)
        return
    if not stat.S_ISREG(found.st_mode):
        yield bad("records", f"{path} is not a file", "Name the database's file with --db.", damaged=True)
        return
    yield ok("records", f"{path}, {found.st_size:,} bytes")
    yield from _ownership(found, served=served)
    yield from _folder(path.parent, served=served)
    yield from _room(path, found.st_size)
    yield from _soundness(path)


def _ownership(found: os.stat_result, *, served: bool) -> Iterator[Line]:
    if not hasattr(os, "getuid"):
        return
    if found.st_uid == os.getuid():
        yield ok("owner", "you")
    else:
        other = "Each account uses its own records: see --db."
        remedy = "Run this as the service's account: sudo -u trainer." if served else other
        yield warn("owner", f"another account (uid {found.st_uid})", remedy)
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        yield warn("mode", f"{mode:04o}: others can read or write the records", "Run: chmod 600 on the file.")
    else:
        yield ok("mode", f"{mode:04o}")


def _folder(folder: Path, *, served: bool) -> Iterator[Line]:
    if not hasattr(os, "getuid"):
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o022 and not mode & stat.S_ISVTX:
        yield warn(
            "folder mode", f"{mode:04o}: others can put another file in its place", "Run: chmod 700 on the folder."
        )
    elif served and mode & 0o077:
        remedy = "Run: chmod 700 on the folder."
        yield warn("folder mode", f"{mode:04o}: others can look into the folder of records that a host serves", remedy)
    else:
        yield ok("folder mode", f"{mode:04o}")


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
    found, now = health.examine(path), clock.system_clock()
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
    yield from keeping(path, found, now)
    yield time_of(found.newest, now)


def time_of(newest: str, now: dt.datetime) -> Line:
    """What the machine's clock shows, beside when the newest entry was recorded; empty where that is not known."""
    said = clock.stamp(now)
    if now.year < RELEASED:
        return bad("clock", f"{said}: that is before this program was made", "Set the clock before anyone learns.")
    if newest and now < clock.moment(newest):
        remedy = "Set the clock: whatever is recorded now is dated before what was recorded earlier."
        return warn("clock", f"{said}, and the newest entry was recorded at {newest}", remedy)
    return ok("clock", f"{said}, the newest entry is of {newest}" if newest else said)
