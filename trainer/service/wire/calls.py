"""The shape of every call, read from the use objects' own signatures: both ends agree, and nothing is said twice.

Arguments and results travel as JSON: dataclasses as objects, tuples as arrays, dates in ISO form, bytes in base64.
A result that may be of several classes is told apart by its class's name.
"""

from __future__ import annotations

import base64
import inspect
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from importlib import import_module
from types import GenericAlias, UnionType
from typing import Any, get_args, get_origin

from trainer.content.codec import from_plain, to_plain
from trainer.service.rights import TABLE, Lane

_VIEWS = tuple(
    f"service.{name}"
    for name in ("views", "module_views", "changes_views", "check_views", "record_views", "compliance_views")
)
_ROWS = tuple(f"reports.{name}" for name in ("overdue", "history", "teams", "items"))
"""Where the names stand that a use imports for type checkers only."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One call: its parameters and their types, and what comes back."""

    call: str
    signature: inspect.Signature
    parameters: Mapping[str, Any]
    """Name to type; of ``*many`` a tuple of them."""
    result: Any
    rows: Any
    """The type of a row, where the call gives rows while a context is open; None for every other."""
    several: bool
    """Whether it takes any number of something, so that what comes before it goes by position."""

    def pack(self, *positional: Any, **named: Any) -> dict[str, Any]:
        """Arguments as plain values; TypeError where they do not fit."""
        bound = self.signature.bind(*positional, **named)
        return {name: _plain(value) for name, value in bound.arguments.items()}

    def unpack(self, given: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Values by name, as a call takes them: by position what has to be, the rest by name."""
        if not self.several:
            return [], dict(given)
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for name, parameter in self.signature.parameters.items():
            if name not in given:
                continue
            if parameter.kind is parameter.VAR_POSITIONAL:
                positional.extend(given[name])
            elif parameter.kind is not parameter.KEYWORD_ONLY:
                positional.append(given[name])
            else:
                named[name] = given[name]
        return positional, named


@cache
def shape(call: str) -> Shape:
    """The shape of a call that is served; KeyError for any other."""
    kind, name = use_of(call), call.partition(".")[2]
    method = inspect.unwrap(getattr(kind, name))
    hints = typing.get_type_hints(method, localns=_Names(method.__globals__))
    signature = inspect.signature(method)
    parameters = {
        each.name: GenericAlias(tuple, (hints[each.name], ...))
        if each.kind is each.VAR_POSITIONAL
        else hints[each.name]
        for each in signature.parameters.values()
        if each.name != "self"
    }
    result = hints["return"]
    rows = get_args(get_args(result)[0])[0] if get_origin(result) is Iterator else None
    own = [each for each in signature.parameters.values() if each.name != "self"]
    several = any(each.kind is each.VAR_POSITIONAL for each in own)
    return Shape(call, signature.replace(parameters=own), parameters, result, rows, several)


@cache
def served() -> frozenset[str]:
    """The calls that the host service takes."""
    return frozenset(right.call for right in TABLE if right.lane is not Lane.HERE)


@cache
def use_of(call: str) -> type:
    """The class of the use object that a served call belongs to."""
    if call not in served():
        raise KeyError(call)
    use = call.partition(".")[0]
    found: type = getattr(import_module(f"trainer.service.{use}"), use.capitalize())
    return found


def unpacked(kind: Any, value: Any, name: str = "") -> Any:
    """A result as the type; ``name`` is its class's where it may be of several."""
    if value is None:
        return None
    several = [each for each in get_args(kind) if is_dataclass(each)] if _is_union(kind) else []
    if len(several) > 1:
        kind = next(each for each in several if typing.cast("type", each).__name__ == name)
    return from_plain(kind, value)


def class_name(value: Any) -> str:
    """By which the other end tells a result of several classes apart."""
    return type(value).__name__ if is_dataclass(value) else ""


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (typing.Union, UnionType)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return to_plain(value)


class _Names(dict[str, Any]):
    """The names of a use's module, and of view classes that it has not imported itself."""

    def __missing__(self, name: str) -> Any:
        for module in (*_VIEWS, *_ROWS):
            found = getattr(import_module(f"trainer.{module}"), name, None)
            if found is not None:
                return found
        raise KeyError(name)
