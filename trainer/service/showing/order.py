"""How ``order`` is shown."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.assessment.types.order import missed
from trainer.content.questions import Order
from trainer.service.check_views import Asked, Choice, Explained


def ask(question: Order, item: Item, path: tuple[str, ...]) -> Asked:
    """The steps as they are drawn, all of them to be put in order."""
    texts = {action.id: action.text for action in question.items}
    choices = tuple(Choice(id=name, text=texts[name]) for name in item.options)
    return Asked(type=question.type, stem=question.stem, choices=choices, choose=len(choices))


def explain(question: Order, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """The steps in the order given; one too late or too early says where it belongs, by number."""
    texts = {action.id: action.text for action in question.items}
    whys = {mistake.pair: mistake.why for mistake in question.mistakes}
    place_of = {name: place for place, name in enumerate(given, start=1)}
    late: dict[str, list[tuple[str, ...]]] = {}
    early: dict[str, list[str]] = {}
    for pair in missed(question, given):
        late.setdefault(pair[0], []).append(pair)
        early.setdefault(pair[1], []).append(f"belongs after {place_of[pair[0]]}")
    return tuple(
        Explained(
            id=name,
            label=str(place),
            text=texts[name],
            why=" ".join(whys[pair] for pair in late.get(name, ()) if pair in whys),
            key=name not in late and name not in early,
            chosen=True,
            note="; ".join([*(f"belongs before {place_of[a]}" for _, a in late.get(name, ())), *early.get(name, ())]),
        )
        for place, name in enumerate(given, start=1)
    )
