"""How ``true_false_reason`` is shown: the statement as the stem, and the reasons."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.assessment.types.true_false_reason import VERDICTS
from trainer.content.questions import TrueFalseReason
from trainer.service.check_views import Asked, Explained
from trainer.service.showing import options


def ask(question: TrueFalseReason, item: Item, path: tuple[str, ...]) -> Asked:
    """The reasons; the two verdicts are the type's own."""
    return Asked(type=question.type, stem=question.stem, choices=options.offered(question.reasons, item.options))


def explain(question: TrueFalseReason, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Both verdicts, then every reason."""
    right = VERDICTS[0] if question.key else VERDICTS[1]
    verdicts = tuple(
        Explained(
            id=name,
            label=name[0],
            text=f"The statement is {name}.",
            why="",
            key=name == right,
            chosen=name in given[:1],
        )
        for name in VERDICTS
    )
    return verdicts + options.explained(question.reasons, item.options, given[1:])
