"""Making deleted bytes go: out of the tables' pages, the free pages and the write-ahead log.

VACUUM rebuilds the file without free pages, but through the log; only a checkpoint that truncates the log takes the
old pages away, and with one reader open it silently does not (SQLite: PRAGMA wal_checkpoint, column ``busy``). So a
reader is waited for before anything is deleted, and once more afterwards.

Invariant: ``upkeep`` says that bytes wait to go if and only if the deletion was committed: both are in one transaction.
"""

from __future__ import annotations

import shutil

from trainer.errors import RecordsError
from trainer.records import upkeep
from trainer.records.failures import translated
from trainer.records.store import Store

_UNFINISHED = "Close whatever reads the records, then run 'trainer privacy erase --finish'."


def prepare(store: Store) -> None:
    """Refuse while there is no room for it or another reader is there, before anything is deleted."""
    _refuse_without_room(store)
    _write_nothing(store)
    if not _log_emptied(store):
        raise RecordsError(
            "Another program is reading the records; nothing was erased.",
            "Wait for reports and backups to end, close what is open, and try again.",
        )


def due(store: Store, *, at: str) -> None:
    """Note that bytes are to go, inside the write transaction that deletes them."""
    upkeep.note(store, upkeep.SCRUB, at)


def finish(store: Store) -> None:
    """Rebuild the file and empty the log; :class:`RecordsError` where old bytes had to stay for now."""
    try:
        store.row("VACUUM")
    except RecordsError as error:
        raise RecordsError(f"It is erased, but the old bytes are still there. {error.problem}", _UNFINISHED) from error
    if not _log_emptied(store):
        raise RecordsError("It is erased, but a program that reads the records keeps the old bytes.", _UNFINISHED)
    with store.write():
        upkeep.forget(store, upkeep.SCRUB)


def unfinished(store: Store) -> bool:
    """Whether an erasure was interrupted before its bytes were gone."""
    return upkeep.when(store, upkeep.SCRUB) is not None


def _write_nothing(store: Store) -> None:
    """Write to the log what stands there already, so that a reader of the file itself is noticed too."""
    begun = upkeep.when(store, upkeep.SCRUB)
    with store.write():
        upkeep.note(store, upkeep.SCRUB, begun or "")
        if begun is None:
            upkeep.forget(store, upkeep.SCRUB)


def _log_emptied(store: Store) -> bool:
    """Whether everything is in the file and nothing in the log; waits as long as SQLite waits for a lock."""
    row = store.row("PRAGMA wal_checkpoint(TRUNCATE)")
    return row is not None and row["busy"] == 0


def _refuse_without_room(store: Store) -> None:
    """VACUUM writes the whole file twice, once beside it and once into the log."""
    with translated(store.path):
        size = sum(path.stat().st_size for path in (store.path, store.log) if path.exists())
        free = shutil.disk_usage(store.path.parent).free
    if free < 2 * size:
        raise RecordsError(
            f"Erasing needs {2 * size:,} bytes of free space and there are {free:,}; nothing was erased.",
            "Free some space on the disk and try again.",
        )
