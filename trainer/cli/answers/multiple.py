"""``multiple``: as many letters as the question says, such as ``b d``."""

from __future__ import annotations

from trainer.cli.answers.letters import LETTERS, all_of, labels_of, read_letters, show_choices
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked


def show(paper: Paper, asked: Asked) -> None:
    """The options."""
    show_choices(paper, asked.choices)


def prompt(asked: Asked) -> str:
    """So many letters."""
    offer = LETTERS[: len(asked.choices)]
    return f"Type {asked.choose} letters, a to {offer[-1]}, such as: {' '.join(offer[: asked.choose])}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """The options' ids, in shown order."""
    return read_letters(typed, asked.choices, asked.choose)


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``b and d``."""
    return all_of(labels_of(given, asked.choices))
