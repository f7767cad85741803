"""The signing key of the records, in a file of its own beside the database.

Invariant: the file is its owner's alone (0600) from its first byte, and whole or not there: it is linked into place. A
key that others may read proves nothing, so it is refused.
"""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from trainer.errors import RecordsUnsafe
from trainer.records.failures import translated
from trainer.records.notes import Signer


def key_path(database: Path) -> Path:
    """Where the key of a database lies."""
    return database.with_name(f"{database.name}.key")


def signer(database: Path, *, create: bool = True) -> Signer | None:
    """The key of a database; made when first needed, or None where it is not to be made and is not there."""
    path = key_path(database)
    with translated(path):
        if create and not path.exists():
            _make(path)
        if not path.exists():
            return None
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & 0o077:
            raise RecordsUnsafe(f"The signing key {path} can be read by others ({mode:04o}).", "Run: chmod 600 on it.")
        # What is no UTF-8 is no key, and is refused as such.
        return Signer.parse(path.read_text(encoding="utf-8", errors="replace"))


def _make(path: Path) -> None:
    """A log's name is random: it says nothing of who keeps it, and no two logs share one."""
    made = Signer(f"trainer/{secrets.token_hex(4)}", secrets.token_bytes(32))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(made.secret() + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link and not a rename: of two first signatures at once, one key must win and stay.
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        Path(temporary).unlink()
