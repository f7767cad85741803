"""Choices lettered by their place, and letters typed for them: what several types have in common."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Sequence

from trainer.cli import markdown
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Choice
from trainer.text import plural

LETTERS = string.ascii_lowercase
DIGITS = "123456789"
_SEPARATORS = re.compile(r"[\s,;.:)&+]+|\band\b")


def without_separators(typed: str) -> str:
    """What was typed in lower case, without spaces, signs and the word ``and`` between its parts."""
    return _SEPARATORS.sub("", typed.casefold())


def show_choices(paper: Paper, choices: Sequence[Choice], labels: str = LETTERS) -> None:
    """The choices, labelled by their place."""
    for label, choice in zip(labels, choices, strict=False):
        paper.say(markdown.inline(choice.text), mark=f"{label}) ")


def one_of(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def all_of(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def labels_of(chosen: Collection[str], choices: Sequence[Choice]) -> list[str]:
    """The letters of the chosen ids, in shown order."""
    return [letter for letter, choice in zip(LETTERS, choices, strict=False) if choice.id in chosen]


def read_letters(typed: str, choices: Sequence[Choice], choose: int) -> tuple[tuple[str, ...], str]:
    """The ids meant by ``b``, ``b d``, ``b, d``, ``b and d`` or ``bd``, in shown order; or what to type instead.

    ``choose`` is how many it has to be; 0 for one or more.
    """
    offer = LETTERS[: len(choices)]
    letters = set(without_separators(typed))
    if not letters:
        return (), f"Nothing was chosen. Type {one_of(offer)}."
    if not letters <= set(offer):
        return (), f"That is no answer here. Type {one_of(offer)}, or ? for help."
    if choose and len(letters) != choose:
        return (), f"You typed {plural(len(letters), 'letter')}; this question needs {choose}."
    return tuple(choice.id for letter, choice in zip(offer, choices, strict=True) if letter in letters), ""
