"""The file of the records, before it is opened: whether it is there, may be used, and is its owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

from trainer.errors import RecordsError, RecordsUnsafe
from trainer.records import file_system
from trainer.records.failures import translated


def is_there(path: Path, *, create: bool) -> bool:
    """Whether there are records; an empty file is none, but can become some."""
    with translated(path):
        return path.exists() and (create or not path.is_file() or path.stat().st_size > 0)


def refuse_unsafe(path: Path, kind: str) -> None:
    """Raise what :func:`~trainer.records.store.open_store` says; ``kind`` is the name of the file system."""
    if not path.is_file():
        raise RecordsError(f"{path} is not a file.", "Name the database's file with --db.")
    if file_system.is_network(kind):
        raise RecordsUnsafe(
            f"{path} lies on a network file system ({kind}), where SQLite cannot keep records safe.",
            "Name a place on a local disk with --db, or use the host service.",
        )


def make(path: Path) -> None:
    """An empty file that only its owner can read, whatever the umask; its folder likewise where it is new."""
    with translated(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
