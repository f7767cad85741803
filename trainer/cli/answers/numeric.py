"""``numeric``: a number and its unit, such as ``22 days``; a unit may be cut short as long as it is clear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.cli.answers.letters import one_of
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked, Choice

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_GOES_ON = re.compile(r"[.,'’_\s]*[0-9]")
_HOW = "Type digits, with a point for decimals and nothing between thousands, such as 1000 or 2.5"


def show(paper: Paper, asked: Asked) -> None:
    """The units."""
    paper.say(f"The answer is a number, in {_units(asked.choices)}.")


def prompt(asked: Asked) -> str:
    """Number and unit."""
    return f"Type the number, then its unit: {_units(asked.choices)}."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """``("22", "days")``: the number in its shortest spelling, so that a misread ``1.000`` shows, and the unit."""
    typed = typed.strip()
    number = _NUMBER.match(typed)
    if number is None:
        return (), f"{_HOW}, then the unit: {_units(asked.choices)}."
    rest = typed[number.end() :]
    if _GOES_ON.match(rest):
        return (), f"{_HOW}; at most nine digits before the point and six after it."
    named = rest.strip().removesuffix(".").casefold()
    if not named:
        return (), f"The unit is missing. {prompt(asked)}"
    units = _meant(named, asked.choices)
    if len(units) > 1:
        return (), f"That unit could be {_units(units)}. {prompt(asked)}"
    if not units:
        return (), f"That is none of the units. {prompt(asked)}"
    return (f"{float(number[0]) + 0.0:.6f}".rstrip("0").rstrip("."), units[0].id), ""


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``22 days``."""
    return " ".join((*given[:1], *(unit.text for unit in asked.choices if unit.id in given[1:])))


def _meant(named: str, units: Sequence[Choice]) -> list[Choice]:
    """The unit of that name, or those that begin with it."""
    exact = [unit for unit in units if unit.text.casefold() == named]
    return exact or [unit for unit in units if unit.text.casefold().startswith(named)]


def _units(units: Sequence[Choice]) -> str:
    return one_of([unit.text for unit in units])
