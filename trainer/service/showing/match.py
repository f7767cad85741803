"""How ``match`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.assessment.types.match import chosen
from trainer.content.questions import Match
from trainer.service.check_views import Asked, Choice, Explained


def ask(question: Match, item: Item, path: tuple[str, ...]) -> Asked:
    """The right sides as they are drawn, and the left ones to match them with."""
    return Asked(
        type=question.type,
        stem=question.stem,
        choices=tuple(Choice(id=name, text=question.right_options[name]) for name in item.options),
        choose=len(question.pairs),
        lefts=tuple(Choice(id=pair.id, text=pair.left) for pair in question.pairs),
    )


def explain(question: Match, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Each left side with what was matched with it, and what belongs to it where that was something else."""
    matched = chosen(given)
    whys = {(mistake.pair, mistake.right): mistake.why for mistake in question.mistakes}
    lines = []
    for number, pair in enumerate(question.pairs, start=1):
        theirs = matched.get(pair.id, "")
        right = theirs == pair.right
        wrong = whys.get((pair.id, theirs), "")
        lines.append(
            Explained(
                id=pair.id,
                label=str(number),
                text=f"{pair.left}: {question.right_options.get(theirs, 'nothing')}",
                why=f"{wrong} {pair.why}".strip(),
                key=right,
                chosen=True,
                note="" if right else f"right is “{question.right_options[pair.right]}”",
            )
        )
    return tuple(lines)
