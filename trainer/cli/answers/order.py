"""``order``: the numbers of the lines in the order in which they belong, such as ``2 1 3 4``."""

from __future__ import annotations

import re

from trainer.cli.answers.letters import DIGITS, all_of, show_choices
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked

_SEPARATORS = re.compile(r"[\s,;.:)&+>-]+")


def show(paper: Paper, asked: Asked) -> None:
    """The steps as they are offered."""
    show_choices(paper, asked.choices, DIGITS)


def prompt(asked: Asked) -> str:
    """Every number once."""
    numbers = _numbers(asked)
    example = " ".join(numbers[1:2] + numbers[:1] + numbers[2:])
    return f"Type the numbers 1 to {numbers[-1]} in the order in which the lines belong, such as: {example}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """Every step's id, the first step first."""
    numbers = _numbers(asked)
    places = _SEPARATORS.sub("", typed)
    once = f"Type each number from 1 to {numbers[-1]} once."
    if not places:
        return (), f"Nothing was typed. {once}"
    if not set(places) <= set(numbers):
        return (), f"That is no order of these lines. {once}"
    if double := [number for number in numbers if places.count(number) > 1]:
        return (), f"You typed {all_of(double)} more than once. {once}"
    if left := [number for number in numbers if number not in places]:
        return (), f"You left out {all_of(left)}. {once}"
    return tuple(asked.choices[numbers.index(place)].id for place in places), ""


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``2 1 3 4``."""
    number_of = {choice.id: number for number, choice in zip(DIGITS, asked.choices, strict=False)}
    return " ".join(number_of[name] for name in given)


def _numbers(asked: Asked) -> str:
    return DIGITS[: len(asked.choices)]
