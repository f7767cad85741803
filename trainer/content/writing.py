"""Writing a content file: whole or not at all.

Invariant: whoever reads it meanwhile finds the old text or the new one, and its permissions stay.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_SHARED = 0o644
"""A new file is shared like the content around it; mkstemp makes it 0600."""


def as_written(path: Path) -> str:
    """The file's text with its own line ends."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def replace_text(path: Path, text: str) -> None:
    """Put the text in the file's place; OSError where that cannot be."""
    # A link stays one: what it leads to is replaced.
    path = path.resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else _SHARED
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
