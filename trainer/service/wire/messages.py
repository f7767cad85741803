"""The lines of the protocol: one JSON object a line, in both directions.

    client  {"hello": {"protocol": 1, "program": "0.1.0"}}
    host    {"welcome": {"protocol": 1, "program": "0.1.0", "login": "ana"}}      or  {"error": {...}} and the end
    client  {"id": 1, "call": "checks.answer", "given": {...}}
    host    {"id": 1, "value": ..., "of": "Feedback"}      or  {"id": 1, "error": {...}}
    host    {"id": 2, "rows": [...]} ... {"id": 2, "value": null}       where a call gives rows

Ids only go up on a connection, and one call is under way at a time. Whatever is no such line ends the connection. The
request carries no identity: who asks is what the kernel says of the socket's other end (DESIGN section 3).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from trainer import errors
from trainer.errors import Problem, TrainerError

PROTOCOL = 1
"""Raised when a program that speaks the older one could no longer be understood."""
LONGEST_LINE = 64 * 1024
"""Bytes of a line from a client, its end included."""
LONGEST_FROM_ADMIN = 32 * 1024 * 1024
"""The same from someone who may import a roster."""


def line(message: Mapping[str, Any]) -> bytes:
    """A message as it is sent; UnicodeEncodeError for what is no text, as half a surrogate pair."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def told(error: TrainerError) -> dict[str, Any]:
    """An error as plain values. What it repeats may be no text; that is replaced."""
    plain = {"kind": type(error).__name__, "problem": _text(error.problem), "remedy": _text(error.remedy)}
    problems = [[_text(p.file), p.line, p.column, _text(p.what), p.remedy] for p in getattr(error, "problems", ())]
    return {**plain, "problems": problems} if problems else plain


def raised(plain: Mapping[str, Any]) -> TrainerError:
    """The error again, of its class where this program knows it."""
    kinds = {kind.__name__: kind for kind in _below(TrainerError)}
    kind: Any = kinds.get(str(plain.get("kind")), TrainerError)
    if issubclass(kind, errors.FileError):
        return _with_problems(kind, plain)
    return _of(kind, plain)


def _text(said: str) -> str:
    return said.encode("utf-8", "replace").decode()


def _of(kind: type[TrainerError], plain: Mapping[str, Any]) -> TrainerError:
    return kind(str(plain.get("problem", "")), str(plain.get("remedy", "")))


def _with_problems(kind: Any, plain: Mapping[str, Any]) -> TrainerError:
    made: TrainerError = kind([Problem(*each) for each in plain.get("problems", ())])
    return made


def _below(kind: type[TrainerError]) -> Iterator[type[TrainerError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)
