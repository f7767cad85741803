"""``match``: a number with a letter for every line, such as ``1b 2a 3d``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.assessment.types.match import SIGN
from trainer.cli.answers.letters import DIGITS, LETTERS, all_of, show_choices, without_separators
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked

_BETWEEN = re.compile(r"[=>-]+")
_PAIRS = re.compile(r"([1-9][a-z])+", re.ASCII)


def show(paper: Paper, asked: Asked) -> None:
    """The numbered lines, then the lettered ones to match them with."""
    paper.say("The lines:")
    show_choices(paper, asked.lefts, DIGITS)
    paper.say()
    paper.say("To be matched with:")
    show_choices(paper, asked.choices)


def prompt(asked: Asked) -> str:
    """A pair for each line."""
    count = len(asked.lefts)
    pairs = [f"{number}{letter}" for number, letter in zip(DIGITS[:count], LETTERS[1 : count + 1], strict=True)]
    return f"Type each number with its letter, such as: {' '.join(pairs)}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """``("p1=storage", "p2=purpose")``, in the order of the lines."""
    pairs = _BETWEEN.sub("", without_separators(typed))
    if not pairs:
        return (), f"Nothing was typed. {prompt(asked)}"
    numbers, letters = pairs[::2], pairs[1::2]
    if wrong := _wrong_labels(pairs, asked) or _not_once(numbers, letters, DIGITS[: len(asked.lefts)]):
        return (), wrong
    right_of = dict(zip(numbers, letters, strict=True))
    return tuple(
        f"{left.id}{SIGN}{asked.choices[LETTERS.index(right_of[number])].id}"
        for number, left in zip(DIGITS, asked.lefts, strict=False)
    ), ""


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``1b 2a 3d``."""
    letter_of = {choice.id: letter for letter, choice in zip(LETTERS, asked.choices, strict=False)}
    right_of = dict(each.partition(SIGN)[::2] for each in given)
    numbered = zip(DIGITS, asked.lefts, strict=False)
    return " ".join(f"{number}{letter_of[right_of[left.id]]}" for number, left in numbered if left.id in right_of)


def _wrong_labels(pairs: str, asked: Asked) -> str:
    offered = DIGITS[: len(asked.lefts)] + LETTERS[: len(asked.choices)]
    if not _PAIRS.fullmatch(pairs):
        return f"That is not a number with a letter for each line. {prompt(asked)}"
    if not set(pairs) <= set(offered):
        last = LETTERS[len(asked.choices) - 1]
        return f"The lines are 1 to {len(asked.lefts)}, the letters a to {last}. {prompt(asked)}"
    return ""


def _not_once(numbers: str, letters: str, lines: Sequence[str]) -> str:
    if double := [number for number in lines if numbers.count(number) > 1]:
        return f"You typed {all_of(double)} more than once. Give each line one letter."
    if double := [letter for letter in LETTERS if letters.count(letter) > 1]:
        return f"You gave {all_of(double)} to more than one line. Give each line a letter of its own."
    if left := [number for number in lines if number not in numbers]:
        return f"You left out {all_of(left)}. Type a letter for each line, all in one answer."
    return ""
