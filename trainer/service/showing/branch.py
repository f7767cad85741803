"""How ``branch`` is shown: scene by scene, each only once the path has led there."""

from __future__ import annotations

from trainer.assessment.form import Item
from trainer.assessment.types.branch import SIGN, scene, walk
from trainer.content.questions import Branch
from trainer.content.types.branch import END, Turn
from trainer.service.check_views import Asked, Choice, Explained, Played
from trainer.service.showing.options import LETTERS


def ask(question: Branch, item: Item, path: tuple[str, ...]) -> Asked:
    """The scene that the path has led to, and what came before it."""
    here = scene(question, path)
    choices = () if here == END else _in_order(question, item, here)
    return Asked(
        type=question.type,
        stem=question.stem,
        choices=tuple(Choice(id=f"{here}{SIGN}{turn.id}", text=turn.text) for turn in choices),
        played=tuple(Played(text=question.nodes[at].text, choice=turn.text) for at, turn in walk(question, path)),
        scene="" if here == END else question.nodes[here].text,
        path=path,
    )


def explain(question: Branch, item: Item, given: tuple[str, ...]) -> tuple[Explained, ...]:
    """Each scene of the path, with every choice that it offered."""
    return tuple(
        Explained(
            id=f"{at}{SIGN}{turn.id}",
            label=letter,
            text=turn.text,
            why=turn.why,
            key=turn.key,
            chosen=turn == made,
            note="a critical mistake, which caps the score" if turn.critical and turn == made else "",
            group=question.nodes[at].text,
        )
        for at, made in walk(question, given)
        for letter, turn in zip(LETTERS, _in_order(question, item, at), strict=False)
    )


def _in_order(question: Branch, item: Item, name: str) -> list[Turn]:
    by_id = {f"{name}{SIGN}{turn.id}": turn for turn in question.nodes[name].choices}
    return [by_id[each] for each in item.options if each in by_id]
