"""The erasure list: refs of everyone who was erased, in a file beside the database and outside its backups.

Invariant: a ref is on the disk here before the erasure is committed, so that no backup can bring the person back. A
ref says nothing of a person once their salt is gone; and a line that was torn by a crash is no ref and is passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from trainer.records import file_system
from trainer.records.store import translated

_REF = re.compile(r"[0-9a-f]{64}")


def list_path(database: Path) -> Path:
    """Where the erasure list of a database lies."""
    return database.with_name(f"{database.name}.erased")


def listed(database: Path) -> frozenset[str]:
    """The refs on the list; none where there is no list yet."""
    path = list_path(database)
    with translated(path):
        lines = path.read_text(encoding="ascii", errors="replace").split() if path.exists() else []
    return frozenset(line for line in lines if _REF.fullmatch(line))


def add(database: Path, refs: Iterable[str]) -> None:
    """Put refs on the list, durably; those that are on it already are not put there twice."""
    new = sorted(set(refs) - listed(database))
    path = list_path(database)
    with translated(path):
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
            # A line break first: what a crash tore must not spoil the next ref.
            file.write("".join(f"\n{ref}" for ref in new) + "\n")
            file.flush()
            os.fsync(file.fileno())
        file_system.sync(path.parent)
