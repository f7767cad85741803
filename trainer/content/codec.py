"""Domain values as JSON and back, by the standard library alone.

Invariant: ``from_plain(kind, to_plain(value)) == value`` for every type of ``models``, and ``canonical`` gives the same
bytes for the same value on every machine. Decoders are compiled once a type from its annotations, so a new field or
question type needs nothing here.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]
TAGS = ("type", "kind")
"""Fields by which the members of a union are told apart."""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(plain: Any) -> str:
    """Compact JSON with sorted keys and characters as they are."""
    return _CANONICAL.encode(plain)


def to_plain(value: Any, *, sparse: bool = False) -> Any:
    """The value as dict, list, str, int, float, bool and None.

    ``sparse`` leaves out fields that have their default, so that a field added in a later release changes nothing.
    """
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [to_plain(item, sparse=sparse) for item in value]
    kind: Any = type(value)
    defaults = _defaults(kind)
    if defaults:
        pairs = ((name, getattr(value, name), default) for name, default in defaults)
        return {name: to_plain(x, sparse=sparse) for name, x, default in pairs if not (sparse and x == default)}
    if isinstance(value, dict):
        return {key: to_plain(item, sparse=sparse) for key, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Each field with its default; the tag that tells types apart has none, so it is never left out."""
    return tuple((f.name, MISSING if f.name in TAGS else f.default) for f in fields(kind)) if is_dataclass(kind) else ()


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of that type; KeyError, TypeError or ValueError where the plain data has another shape."""
    decode = decoder(kind)
    return decode(plain) if decode else plain


@cache
def decoder(kind: Any) -> Decoder | None:
    """What turns plain data into the type; None where plain data is the value already."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal or kind in (str, int, bool, float, type(None), object, Any):
        return None
    if origin is tuple:
        return _tuple(decoder(args[0]))
    if origin is dict:
        return _dict(decoder(args[1]))
    if origin in (Union, types.UnionType):
        return _union(args)
    if kind in (dt.date, dt.datetime):
        fromisoformat: Decoder = kind.fromisoformat
        return fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {member.value: member for member in kind}.__getitem__
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _named_tuple(kind)
    if isinstance(kind, NewType):
        return decoder(kind.__supertype__)
    raise TypeError(f"no JSON form for {kind!r}")


def _tuple(item: Decoder | None) -> Decoder:
    return (lambda plain: tuple(map(item, plain))) if item else tuple


def _named_tuple(kind: Any) -> Decoder:
    """Its values travel as a list, in the order of its fields."""
    decoders = [decoder(hint) for hint in get_type_hints(kind).values()]
    changed = [(at, decode) for at, decode in enumerate(decoders) if decode]

    def build(plain: Any) -> Any:
        for at, decode in changed:
            plain[at] = decode(plain[at])
        return kind._make(plain)

    return build


def _dict(item: Decoder | None) -> Decoder | None:
    return (lambda plain: {key: item(value) for key, value in plain.items()}) if item else None


def _union(kinds: tuple[Any, ...]) -> Decoder | None:
    """``X | None``, or dataclasses that a field with a Literal type tells apart."""
    rest = [kind for kind in kinds if kind is not type(None)]
    if len(rest) == 1:
        inner = decoder(rest[0])
        return (lambda plain: None if plain is None else inner(plain)) if inner else None
    tags = {tag: (name, decoder(kind)) for kind in rest for name, tag in [_tag(kind)]}
    field_name = next(name for name, _ in tags.values())

    def decode(plain: Any) -> Any:
        build = tags[plain[field_name]][1]
        return build(plain) if build else plain

    return decode


def _tag(kind: Any) -> tuple[str, str]:
    hints = get_type_hints(kind)
    name = next(name for name in TAGS if get_origin(hints.get(name)) is Literal)
    return name, get_args(hints[name])[0]


def _dataclass(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    changed = [(f.name, decode) for f in fields(kind) if (decode := decoder(hints[f.name]))]
    make = _maker(kind)

    def build(plain: Any) -> Any:
        # The plain data is ours, fresh from json.loads: changing it in place saves a copy of every mapping.
        for name, decode in changed:
            if name in plain:
                plain[name] = decode(plain[name])
        return make(plain)

    return build if changed else make


def _maker(kind: Any) -> Decoder:
    """What makes the dataclass of a mapping of its fields.

    A frozen constructor sets each field through ``object.__setattr__``; filling the slots directly takes half of its
    time, and a course has tens of thousands of options. Where fields are missing the constructor decides.
    """
    names = [f.name for f in fields(kind)]
    if len(names) < 2 or not hasattr(kind, "__slots__") or hasattr(kind, "__post_init__"):
        return lambda plain: kind(**plain)
    setters = [getattr(kind, name).__set__ for name in names]
    values = itemgetter(*names)
    count = len(names)
    new = object.__new__

    def make(plain: Any) -> Any:
        if len(plain) != count:
            return kind(**plain)
        made = new(kind)
        for put, value in zip(setters, values(plain), strict=True):
            put(made, value)
        return made

    return make
