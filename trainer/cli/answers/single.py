"""``single``: one letter, such as ``b``."""

from __future__ import annotations

from trainer.cli.answers.letters import LETTERS, labels_of, read_letters, show_choices
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked


def show(paper: Paper, asked: Asked) -> None:
    """The options."""
    show_choices(paper, asked.choices)


def prompt(asked: Asked) -> str:
    """A letter."""
    return f"Type a letter, a to {LETTERS[len(asked.choices) - 1]}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """One option's id."""
    return read_letters(typed, asked.choices, 1)


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``b``."""
    return " and ".join(labels_of(given, asked.choices))
