"""How ``single`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.content.questions import Single
from trainer.service.check_views import Asked, Explained
from trainer.service.showing import options


def ask(question: Single, item: Item, path: tuple[str, ...]) -> Asked:
    """The options; one to choose."""
    return Asked(type=question.type, stem=question.stem, choices=options.offered(question.options, item.options))


def explain(question: Single, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Every option."""
    return options.explained(question.options, item.options, given)
