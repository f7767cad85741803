"""``approved_by`` in a module.yaml: the one field that a command writes into a file that people write.

Invariant: no other line of the file changes.
"""

from __future__ import annotations

import json
from pathlib import Path

from trainer.content.library import Loaded
from trainer.content.models import Module
from trainer.content.writing import replace_text
from trainer.errors import InputError
from trainer.text import safe

_FIELD = "approved_by:"


def write_approval(loaded: Loaded, module: Module, by: str) -> None:
    """Set the field, whole or not at all; :class:`InputError` where that cannot be, or ``by`` is no line of text."""
    if not by.strip() or safe(by) != by:
        raise InputError("The role is no line of plain text.", "Write it as --by 'Privacy lead'.")
    if module.approved_by == by:
        return
    path = Path(loaded.places.of(module.id).file)
    lines = path.read_text(encoding="utf-8").split("\n")
    at = [n for n, line in enumerate(lines) if line.startswith(_FIELD)]
    if len(at) != 1 or lines[at[0] + 1].startswith((" ", "\t")):
        raise InputError(f"{path} has no line of its own for {_FIELD}", f"Write '{_FIELD} {by}' into it.")
    lines[at[0]] = f"{_FIELD} {json.dumps(by, ensure_ascii=False)}"
    try:
        replace_text(path, "\n".join(lines))
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.", f"Write '{_FIELD} {by}' into it.") from error
