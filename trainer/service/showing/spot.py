"""How ``spot`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.content.questions import Spot
from trainer.content.types.spot import pieces
from trainer.service.check_views import Asked, Choice, Explained, Piece
from trainer.service.showing.options import LETTERS


def ask(question: Spot, item: Item, path: tuple[str, ...]) -> Asked:
    """The text, and its phrases as choices in reading order; any number may be marked."""
    found = pieces(question.text)
    return Asked(
        type=question.type,
        stem=question.stem,
        choices=tuple(Choice(id=name, text=words) for name, words in found if name),
        choose=0,
        passage=tuple(Piece(text=words, phrase=name) for name, words in found),
    )


def explain(question: Spot, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Every phrase."""
    phrases = [(name, words) for name, words in pieces(question.text) if name]
    return tuple(
        Explained(
            id=name,
            label=letter,
            text=words,
            why=question.spans[name].why,
            key=question.spans[name].key,
            chosen=name in given,
        )
        for letter, (name, words) in zip(LETTERS, phrases, strict=False)
    )
