"""How each question type is shown line by line and answered in typed words: one file a type, listed here once.

Each file has four functions:

    show(paper, asked)      writes what can be chosen, for a reader that goes line by line
    prompt(asked)           what to type
    read(typed, asked)      the response in its normal form and an empty string; or nothing, and what to type instead
    said(given, asked)      a response in words that ``read`` takes back, for the person to confirm

Invariant: ``read`` takes any text at all, and what it cannot read it never guesses; nothing that was typed is repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from trainer.cli.answers import branch, match, multiple, numeric, order, single, spot, true_false_reason
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked


class Form(Protocol):
    """What each file here offers."""

    def show(self, paper: Paper, asked: Asked) -> None: ...

    def prompt(self, asked: Asked) -> str: ...

    def read(self, typed: str, asked: Asked) -> tuple[tuple[str, ...], str]: ...

    def said(self, given: tuple[str, ...], asked: Asked) -> str: ...


_TYPES: Mapping[str, Form] = {
    "single": single,
    "multiple": multiple,
    "true_false_reason": true_false_reason,
    "order": order,
    "match": match,
    "branch": branch,
    "spot": spot,
    "numeric": numeric,
}


def of(asked: Asked) -> Form:
    """How what is asked is answered in words."""
    return _TYPES[asked.type]
