"""Reading a client's line: strictly, in one pass, before anything of it is believed. Of a field that is there twice the
last one counts, in all of the service.

pydantic parses and validates in one go: depth, numbers, surrogates and UTF-8 are its parser's to refuse, unknown fields
and wrong types its models'. The models are made of the use objects' signatures (``wire.calls``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, TypeAdapter, ValidationError, create_model

from trainer.service.wire.calls import served, shape

_STRICT = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, val_json_bytes="base64")
_LARGEST = 2**53 - 1
"""The whole numbers on which all JSON agrees (RFC 8259 section 6)."""
_Whole = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]


class Nonsense(Exception):
    """A line that is no message of this protocol."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it was sent."""

    id: int
    call: str
    given: Mapping[str, Any]


class _Greeting(BaseModel):
    model_config = _STRICT
    protocol: _Whole
    program: str = Field(max_length=64)


class _Hello(BaseModel):
    model_config = _STRICT
    hello: _Greeting


def greeting(line: bytes) -> int:
    """The protocol that a client speaks; :class:`Nonsense` for anything but a greeting."""
    try:
        return _Hello.model_validate_json(line).hello.protocol
    except ValidationError as error:
        raise Nonsense("greeting") from error


def call(line: bytes) -> Call:
    """The call that a line holds; :class:`Nonsense` for anything else."""
    try:
        read = _adapter().validate_json(line)
    except ValidationError as error:
        raise Nonsense("call") from error
    given = {name: getattr(read.given, name) for name in read.given.model_fields_set}
    return Call(id=read.id, call=read.call, given=given)


def prepare() -> None:
    """Make the models, which takes a moment, before anyone waits for them."""
    _adapter()


@cache
def _adapter() -> TypeAdapter[Any]:
    one_of: Any = reduce(or_, (_model(name) for name in sorted(served())))
    return TypeAdapter(Annotated[one_of, Discriminator("call")])


def _model(name: str) -> type[BaseModel]:
    found = shape(name)
    fields: dict[str, Any] = {}
    for each, kind in found.parameters.items():
        parameter = found.signature.parameters[each]
        default = () if parameter.kind is parameter.VAR_POSITIONAL else parameter.default
        fields[each] = (_bounded(kind), ... if default is parameter.empty else default)
    given = create_model("Given", __config__=_STRICT, **fields)
    call_fields: dict[str, Any] = {"id": (_Whole, ...), "call": (Literal[name], ...), "given": (given, ...)}
    return create_model("Called", __config__=_STRICT, **call_fields)


def _bounded(kind: Any) -> Any:
    if kind is int:
        return _Whole
    return _Whole | None if kind == (int | None) else kind
