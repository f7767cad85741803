"""How ``multiple`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.content.questions import Multiple
from trainer.service.check_views import Asked, Explained
from trainer.service.showing import options


def ask(question: Multiple, item: Item, path: tuple[str, ...]) -> Asked:
    """The options, and how many to choose."""
    choices = options.offered(question.options, item.options)
    return Asked(type=question.type, stem=question.stem, choices=choices, choose=question.choose)


def explain(question: Multiple, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Every option."""
    return options.explained(question.options, item.options, given)
