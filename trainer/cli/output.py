"""Standard output: data goes out whole and in UTF-8, narration goes to stderr. Files are ``reports.files``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO, TextIO

import click

from trainer.errors import InputError

SCHEMA = 1


def data() -> TextIO:
    """Standard output for CSV and JSON: always UTF-8 with LF, whatever the locale.

    A lone surrogate is written as ``\\udc80``, which is how JSON escapes it too.
    """
    reconfigure = getattr(text(), "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def binary() -> BinaryIO:
    """Standard output for bytes; :class:`InputError` where it is a terminal, which they would only confuse."""
    if text().isatty():
        raise InputError("That is no text to show in a terminal.", "Name a file with --output.")
    return sys.stdout.buffer


def text() -> TextIO:
    """Standard output for a person."""
    if sys.stdout is None:
        raise InputError("Standard output is closed.", "Leave it open, or name a file.")
    return sys.stdout


def narrate(sentence: str) -> None:
    """Say something beside the data."""
    click.echo(sentence, err=True)


def write_object(fields: Mapping[str, Any]) -> None:
    """One JSON object on standard output, with ``"schema": 1`` first."""
    data().write(json.dumps({"schema": SCHEMA, **fields}, ensure_ascii=False, indent=1, default=str) + "\n")
