"""How a field is written in a file: the limits and the exact words, beside the type that they belong to.

Invariant: a word becomes a value in one way only (``true``, never ``yes``; ``30``, never ``3e1``). The markers
here are read by pydantic through ``__get_pydantic_core_schema__``, a protocol that needs no import of it, so the
types that carry them stay usable in rooms without pydantic.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

_NUMBER = r"-?(0|[1-9][0-9]{0,8})"
_DECIMAL = r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""Compiled when first used: 'trainer check' imports this and reads no content."""


class Limits(NamedTuple):
    """Bounds on a field in pydantic's own words, such as ``min_length`` or ``ge``."""

    bounds: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(source), **self.bounds}


class Word(NamedTuple):
    """A value written as one word: ``read`` turns the word into the value, or leaves it to be refused."""

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": self.read},
            "schema": {**handler(source), "strict": True},
        }


def _read_flag(word: Any) -> Any:
    return {"true": True, "false": False}.get(word, word) if isinstance(word, str) else word


def _read_number(word: Any) -> Any:
    return int(word) if isinstance(word, str) and re.fullmatch(_NUMBER, word, re.ASCII) else word


def _read_decimal(word: Any) -> Any:
    return float(word) if isinstance(word, str) and re.fullmatch(_DECIMAL, word, re.ASCII) else word


def _read_day(word: Any) -> Any:
    if not (isinstance(word, str) and re.fullmatch(_DAY, word, re.ASCII)):
        return word
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        return word


def bounds(**limits: int) -> Limits:
    """``Limits`` from keywords."""
    return Limits(dict(limits))


Flag = Annotated[bool, Word(_read_flag)]
"""Exactly ``true`` or ``false``."""
Day = Annotated[dt.date, Word(_read_day)]
"""A calendar date as ``YYYY-MM-DD``, and no other form."""
SchemaNumber = Annotated[int, bounds(ge=1, le=1), Word(_read_number)]
"""The version of a file's format; 1 is the only one so far."""
Major = Annotated[int, bounds(ge=2, le=9999), Word(_read_number)]
"""A major version that changed another: the first one changed none."""
Zero = Annotated[int, bounds(ge=0, le=0), Word(_read_number)]
Percent = Annotated[int, bounds(ge=1, le=100), Word(_read_number)]
Minutes = Annotated[int, bounds(ge=1, le=600), Word(_read_number)]
Months = Annotated[int, bounds(ge=1, le=120), Word(_read_number)]
Days = Annotated[int, bounds(ge=0, le=3650), Word(_read_number)]
Count = Annotated[int, bounds(ge=1, le=8), Word(_read_number)]
Weight = Annotated[int, bounds(ge=1, le=9), Word(_read_number)]
Share = Annotated[float, bounds(ge=0, le=1), Word(_read_decimal)]
"""0 to 1, such as ``0.5``."""
Number = Annotated[float, Word(_read_decimal)]
"""A decimal number with a point, such as ``22`` or ``2.5``."""
Recitals = Annotated[int, bounds(ge=0, le=1000), Word(_read_number)]
SOME = bounds(min_length=1, max_length=200)
"""A list that says something: at least one entry."""
FEW = bounds(max_length=200)
"""A list that may be empty."""
