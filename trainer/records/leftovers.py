"""Copies of people's data that lie beside the records, and how they are named so that they can be found.

Invariant: whatever a killed backup or restore may leave has a name that is made here, so that the doctor and an erasure
can say where it is.
"""

from __future__ import annotations

import os
import re
from glob import escape
from pathlib import Path

_BACKUP = re.compile(r"-trainer-backup-(\d+)-")
"""Ahead of it stands the backup's name, in it the number of the process that writes it."""


def companions(database: Path) -> tuple[Path, ...]:
    """What SQLite keeps beside a database and reads again when that is opened: logs, and the index of one."""
    return tuple(database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal"))


def backing_up(target: Path) -> str:
    """How the name of a backup begins until it is complete; long names are cut, for theirs must fit too."""
    return f".{target.name[:40]}-trainer-backup-{os.getpid()}-"


def of_killed_backups(folder: Path, target: Path | None = None) -> list[Path]:
    """What killed backups left in a folder: those of all, or of one target."""
    mine = escape(target.name[:40]) if target else "*"
    found = ((path, _BACKUP.search(path.name)) for path in folder.glob(f".{mine}-trainer-backup-*"))
    return [path for path, writer in found if writer and not _runs(int(writer[1]))]


def restoring(database: Path) -> str:
    """How the name of a restore's working copy begins."""
    return f".{database.name}-restore-"


def damaged(database: Path) -> str:
    """How the name of records that were moved aside begins."""
    return f"{database.name}.damaged-"


def beside(database: Path) -> list[Path]:
    """Damaged records that were moved aside, and what a killed restore, or a killed backup to this folder, left."""
    found = {path for begins in (damaged, restoring) for path in database.parent.glob(f"{escape(begins(database))}*")}
    found |= set(of_killed_backups(database.parent))
    # A log is named where it lies alone; otherwise its database is.
    return sorted(found - {log for path in found for log in companions(path)})


def _runs(process: int) -> bool:
    """Whether another process has this number. Windows has no harmless way to ask, and deletes no file in use."""
    if os.name != "posix" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
