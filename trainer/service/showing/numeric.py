"""How ``numeric`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.content.questions import Numeric
from trainer.content.types.numeric import is_right
from trainer.service.check_views import Asked, Choice, Explained


def ask(question: Numeric, item: Item, path: tuple[str, ...]) -> Asked:
    """The units; the value is typed."""
    units = tuple(Choice(id=unit, text=unit) for unit in question.units)
    return Asked(type=question.type, stem=question.stem, choices=units)


def explain(question: Numeric, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """The answer given, and the right one where that is another."""
    answer = question.answer
    right = bool(given) and is_right(answer, float(given[0]), given[1])
    known = ((m.why, f"{m.value:g}", m.unit) for m in question.mistakes)
    why = next((why for why, value, unit in known if given == (value, unit)), "")
    own = Explained(id="given", label="", text=" ".join(given), why=why, key=right, chosen=True)
    if right:
        return (own,)
    off = f", give or take {answer.tolerance:g}" if answer.tolerance else ""
    text = f"{answer.value:g} {answer.unit}{off}"
    return own, Explained(id="answer", label="", text=text, why="", key=True, chosen=False)
