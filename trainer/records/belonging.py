"""Files that no report or copy may replace: databases, and what lies beside them under their name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_BESIDE = (".key", ".erased", "-wal", "-shm", "-journal")
"""What the name of a signing key, an erasure list or a log adds to that of its database."""


def belongs_to_records(path: Path) -> bool:
    """Whether it is a database, or the key, the list or a log of one that lies beside it."""
    beside = (path.with_name(path.name.removesuffix(end)) for end in _BESIDE if path.name.endswith(end))
    return _is_database(path) or any(map(_is_database, beside))


def _is_database(path: Path) -> bool:
    with suppress(OSError, ValueError), path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
    return False
