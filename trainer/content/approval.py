"""``approved_by`` in a module.yaml: the one field that a command writes into a file that people write.

Invariant: no other line of the file changes, nor how its lines end.
"""

from __future__ import annotations

import json
from pathlib import Path

from trainer.content.library import Loaded
from trainer.content.models import Module
from trainer.content.writing import as_written, replace_text
from trainer.errors import InputError
from trainer.text import safe

_FIELD = "approved_by:"


def approved_text(loaded: Loaded, module: Module, by: str) -> tuple[Path, str]:
    """The module's file, and what it says with the field set; :class:`InputError` where that cannot be."""
    if not any(sign.isalnum() for sign in by) or safe(by) != by:
        raise InputError("The role is no line of plain text.", "Write it as --by 'Privacy lead'.")
    path = Path(loaded.places.of(module.id).file)
    lines = as_written(path).split("\n")
    at = [n for n, line in enumerate(lines) if line.startswith(_FIELD)]
    value = lines[at[0]].removeprefix(_FIELD).strip() if len(at) == 1 else ">"
    if value.startswith((">", "|", "&", "!")) or "#" in value:
        raise InputError(f"{path} has no plain line for {_FIELD}", f"Write '{_FIELD}' on a line of its own.")
    ending = "\r" if lines[at[0]].endswith("\r") else ""
    lines[at[0]] = f"{_FIELD} {json.dumps(by, ensure_ascii=False)}{ending}"
    return path, "\n".join(lines)


def write_approval(loaded: Loaded, module: Module, by: str) -> None:
    """Set the field, whole or not at all; :class:`InputError` where that cannot be."""
    path, text = approved_text(loaded, module, by)
    try:
        replace_text(path, text)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.", f"Write '{_FIELD} {by}' into it.") from error
