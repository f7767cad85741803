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
    return _with_field(loaded, module, f" {json.dumps(by, ensure_ascii=False)}")


def write_approval(loaded: Loaded, module: Module, by: str) -> None:
    """Set the field, whole or not at all; :class:`InputError` where that cannot be."""
    _write(*approved_text(loaded, module, by), f"Write '{_FIELD} {by}' into it.")


def take_back(loaded: Loaded, module: Module) -> None:
    """Empty the field: what was approved is no longer what is taught. :class:`InputError` where that cannot be."""
    _write(*_with_field(loaded, module, ""), f"Take away what follows '{_FIELD}' in it: that was for an older version.")


def _with_field(loaded: Loaded, module: Module, value: str) -> tuple[Path, str]:
    path = Path(loaded.places.of(module.id).file)
    lines = as_written(path).split("\n")
    at = [n for n, line in enumerate(lines) if line.startswith(_FIELD)]
    before = lines[at[0]].removeprefix(_FIELD).strip() if len(at) == 1 else ">"
    if before.startswith((">", "|", "&", "!")) or "#" in before:
        raise InputError(f"{path} has no plain line for {_FIELD}", f"Write '{_FIELD}' on a line of its own.")
    ending = "\r" if lines[at[0]].endswith("\r") else ""
    lines[at[0]] = f"{_FIELD}{value}{ending}"
    return path, "\n".join(lines)


def _write(path: Path, text: str, remedy: str) -> None:
    try:
        replace_text(path, text)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.", remedy) from error
