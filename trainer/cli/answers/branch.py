"""``branch``: one letter for what to do in the scene; the scenes before it are told first."""

from __future__ import annotations

from trainer.cli.answers.letters import LETTERS, labels_of, read_letters, show_choices
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked


def show(paper: Paper, asked: Asked) -> None:
    """The scenes so far, this one, and what one can do in it."""
    for place, scene in enumerate(asked.played, start=1):
        paper.say(f"Scene {place}:")
        paper.show(scene.text)
        paper.say(f"You chose: {scene.choice}")
        paper.say()
    if asked.played:
        paper.say(f"Scene {len(asked.played) + 1}, which is now:")
    paper.show(asked.scene)
    paper.say()
    show_choices(paper, asked.choices)


def prompt(asked: Asked) -> str:
    """A letter."""
    return f"Type the letter of what to do, a to {LETTERS[len(asked.choices) - 1]}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """The path with this choice."""
    chosen, instead = read_letters(typed, asked.choices, 1)
    return (asked.path + chosen if chosen else ()), instead


def said(given: tuple[str, ...], asked: Asked) -> str:
    """The letter of the last choice: ``b``."""
    return " and ".join(labels_of(given[-1:], asked.choices))
