"""What the doctor says of backups, the signing key and unfinished erasures."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

from trainer import clock
from trainer.records import erased, keys, leftovers, upkeep
from trainer.records.health import Health
from trainer.service.doctor_lines import Line, bad, ok, warn
from trainer.text import plural

STALE_DAYS = 7
"""Days after which a backup is called old."""


def keeping(database: Path, found: Health, now: dt.datetime) -> Iterator[Line]:
    """``found`` is what the records say of themselves."""
    done = found.upkeep
    yield _backup(done.get(upkeep.BACKUP), now)
    for handle in found.pending:
        remedy = "Erase them again, as you meant to: trainer privacy erase PERSON."
        yield warn("erasure", f"of {handle} was begun and did not happen: they are wholly there", remedy)
    if upkeep.SCRUB in done:
        remedy = "Close whatever reads the records, then run: trainer privacy erase --finish."
        yield warn("erasure", f"unfinished since {done[upkeep.SCRUB]}: old bytes are still on the disk", remedy)
    for path in leftovers.beside(database):
        remedy = "Delete it when nobody needs it: people's data is in it, and erasing does not reach it."
        yield warn("copy", str(path), remedy)
    yield from _secret("signing key", keys.key_path(database), "made when something is first signed")
    yield from _secret("erasure list", erased.list_path(database), "nobody was erased yet")


def _backup(taken: str | None, now: dt.datetime) -> Line:
    remedy = "Run: trainer backup FILE, to a disk of its own, and let a scheduler do so."
    if taken is None:
        return warn("backup", "none was ever made", remedy)
    days = (now - clock.moment(taken)).days
    said = f"the last one {plural(max(days, 0), 'day')} ago ({taken})"
    return warn("backup", said, remedy) if days >= STALE_DAYS else ok("backup", said)


def _secret(name: str, path: Path, absent: str) -> Iterator[Line]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        yield ok(name, f"none: {absent}")
        return
    except OSError as error:
        yield bad(name, f"{path} cannot be reached: {error.strerror}", "Ask its owner.")
        return
    if mode & 0o077:
        yield bad(name, f"{path} has mode {mode:04o}: others can read or write it", "Run: chmod 600 on the file.")
    else:
        yield ok(name, f"{path}, {mode:04o}")
