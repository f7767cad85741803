"""What the columns of a row type are, by its annotations, and its rows as plain tuples.

A row type is a ``NamedTuple``, whose rows are taken as they are, or a dataclass. An annotation that no form knows is a
fault of the program, found by whoever first writes such a row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from trainer.reports.columns import Code, Day, Moment


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    """What a person wrote: each form must make it safe."""
    CODE = "code"
    DAY = "day"
    MOMENT = "moment"
    WORD = "word"
    """A member of an enum."""
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    LIST = "list"
    """A tuple of text."""


NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER})
_PLAIN: dict[Any, Kind] = {
    str: Kind.TEXT,
    Code: Kind.CODE,
    Day: Kind.DAY,
    Moment: Kind.MOMENT,
    int: Kind.WHOLE,
    float: Kind.NUMBER,
    bool: Kind.TRUTH,
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    name: str
    kind: Kind
    optional: bool
    """Whether None may stand there."""
    words: tuple[str, ...] = ()
    """Of an enum: what it can say, in its order."""

    @property
    def head(self) -> str:
        """The name for a person to read."""
        return self.name.replace("_", " ")


@cache
def columns_of(row_type: type) -> tuple[Column, ...]:
    """The columns in their order; :class:`TypeError` for an annotation that no form knows."""
    hints = get_type_hints(row_type)
    return tuple(_column(name, hints[name]) for name in names_of(row_type))


def names_of(row_type: type) -> tuple[str, ...]:
    """The names of the columns, which need no look at the annotations."""
    named: tuple[str, ...] | None = getattr(row_type, "_fields", None)
    return named if named is not None else tuple(field.name for field in dataclasses.fields(row_type))


def plain(row_type: type, rows: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    """The rows as tuples, lists of text as one text. Rows of a ``NamedTuple`` without lists pass untouched."""
    named = hasattr(row_type, "_fields")
    tuples = rows if named else map(picker(names_of(row_type), attrgetter), rows)
    lists = [at for at, column in enumerate(columns_of(row_type)) if column.kind is Kind.LIST]
    return _joined(tuples, frozenset(lists)) if lists else tuples


def picker(keys: tuple[Any, ...], getter: Callable[..., Callable[[Any], Any]]) -> Callable[[Any], tuple[Any, ...]]:
    """``attrgetter`` or ``itemgetter`` of some keys that always gives a tuple, also of one key and of none."""
    if len(keys) > 1:
        return getter(*keys)
    if not keys:
        return lambda _: ()
    only = getter(keys[0])
    return lambda row: (only(row),)


def shown(value: object) -> str:
    """A cell for a person to read, not yet safe: empty for None, yes or no, else as it is written."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _joined(rows: Iterable[Any], lists: frozenset[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(shown(value) if at in lists else value for at, value in enumerate(row))


def _column(name: str, annotation: Any) -> Column:
    parts = get_args(annotation)
    optional = NoneType in parts
    if optional:
        kinds = [part for part in parts if part is not NoneType]
        annotation = kinds[0] if len(kinds) == 1 else annotation
    if get_origin(annotation) is tuple and set(get_args(annotation)) == {str, Ellipsis}:
        return Column(name=name, kind=Kind.LIST, optional=optional)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        words = tuple(str(word) for word in annotation)
        return Column(name=name, kind=Kind.WORD, optional=optional, words=words)
    kind = _PLAIN.get(annotation)
    if kind is None:
        raise TypeError(f"no form can write the column {name!r} of {annotation!r}")
    return Column(name=name, kind=kind, optional=optional)
