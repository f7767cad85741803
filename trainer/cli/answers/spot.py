"""``spot``: letters of phrases, one or more, which stand in the text as ``[a: the phrase]``."""

from __future__ import annotations

from trainer.cli import markdown
from trainer.cli.answers.letters import LETTERS, all_of, labels_of, read_letters
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked


def show(paper: Paper, asked: Asked) -> None:
    """The text with its phrases in place."""
    letters = {choice.id: letter for letter, choice in zip(LETTERS, asked.choices, strict=False)}
    words = [
        f"[{letters[piece.phrase]}: {piece.text}]" if piece.phrase in letters else piece.text for piece in asked.passage
    ]
    paper.say("The text, with each phrase in brackets behind its letter:")
    paper.say(markdown.inline("".join(words)))


def prompt(asked: Asked) -> str:
    """Letters."""
    last = LETTERS[len(asked.choices) - 1]
    return f"Type the letters of the phrases that you mark, a to {last}, such as: a {last}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """The phrases' ids, in reading order."""
    return read_letters(typed, asked.choices, asked.choose)


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``a and c``."""
    return all_of(labels_of(given, asked.choices))
