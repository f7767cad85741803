"""Pydantic's errors in an author's words, each with its place in the file and a remedy.

Invariant: every error gets a remedy; one that has no words of its own here keeps pydantic's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from trainer.content.facts import Fact
from trainer.content.models import Change, Lesson, Module, Objective, Part, Track
from trainer.content.questions import KINDS, TYPES
from trainer.content.types import branch, common, match, multiple, numeric, order, spot
from trainer.content.yamltree import Step, Tree
from trainer.errors import Problem

_FORMS = {
    "bool_type": ("is neither true nor false", "Write `true` or `false`"),
    "float_type": ("is not a number", "Write digits, with a point where needed, such as `0.5`"),
    "int_type": ("is not a whole number", "Write digits only, such as `30`"),
    "string_type": ("is not a text", "Write a text"),
    "string_too_short": ("says nothing", "Write it, or take the line out if it may be left out"),
    "string_too_long": ("is longer than {max_length} characters", "Shorten it"),
    "tuple_type": ("is not a list", "Write a list, such as `[one, two]`"),
    "too_short": ("has too few entries", "Give at least {min_length}"),
    "too_long": ("has too many entries", "Keep it to {max_length}"),
    "dict_type": ("is not a mapping", "Write fields below it, one a line, as `name: value`"),
    "greater_than_equal": ("is too small", "Write at least {ge}"),
    "less_than_equal": ("is too large", "Write at most {le}"),
    "enum": ("is not one of the words known here", "Write one of {expected}"),
    "literal_error": ("is not one of the words known here", "Write one of {expected}"),
    "date_type": ("is not a date", "Write it as YYYY-MM-DD, such as 2026-06-30"),
}
_PARTS = (
    common.Option,
    multiple.MultipleScoring,
    order.Action,
    order.WrongOrder,
    match.Pairing,
    match.WrongPairing,
    branch.BranchScoring,
    branch.Scene,
    branch.Turn,
    spot.Span,
    numeric.Answer,
    numeric.WrongNumber,
)
_KINDS = (Module, Objective, Change, Lesson, *KINDS, *_PARTS, Track, Part, Fact)
_ENVELOPE = {"schema", "questions", "tracks", "facts", "claims", "articles", "recitals", "others", "parts"}
_NOT_A_MAPPING = ("dataclass_type", "model_attributes_type", "dataclass_exact_type")


def explain_all(tree: Tree, at: tuple[Step, ...], errors: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """The problems that pydantic's errors stand for; their locs begin below ``at``.

    A misspelt field is one mistake, though pydantic reports it twice: as unknown, and as missing under its right name.
    """
    missing = [error["loc"] for error in errors if error["type"] == "missing"]
    meant: set[tuple[Any, ...]] = set()
    for error in errors:
        *parent, name = error["loc"] or ("",)
        if error["type"] == "unexpected_keyword_argument":
            wanted = [str(loc[-1]) for loc in missing if list(loc[:-1]) == parent and loc not in meant]
            close = difflib.get_close_matches(str(name), wanted, 1)
            meant |= {(*parent, right) for right in close}
            yield _unknown(tree, _path(tree, at, error["loc"]), close)
    for error in errors:
        # An entry that is wrong is not counted, so a list of one seems to have none.
        inside = error["type"] == "too_short" and any(_below(other["loc"], error["loc"]) for other in errors)
        if error["type"] != "unexpected_keyword_argument" and error["loc"] not in meant and not inside:
            yield _explain(tree, at, error)


def _below(inner: tuple[Any, ...], outer: tuple[Any, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _explain(tree: Tree, at: tuple[Step, ...], error: Mapping[str, Any]) -> Problem:
    path = _path(tree, at, error["loc"])
    kind: str = error["type"]
    if kind == "missing":
        return _missing(tree, path)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        expected = ", ".join(f"`{name}`" for name in TYPES)
        what = "missing field `type`" if kind.endswith("found") else f"unknown type `{error['ctx']['tag']}`"
        return tree.problem((*path, "type"), what, f"Write `type:` with one of {expected}")
    name = _name(path)
    if error.get("input") is None:
        return tree.problem(path, f"{name} is empty", "Write its value, or take it out if it may be left out", key=True)
    if kind in _NOT_A_MAPPING:
        return tree.problem(path, f"{name} is not a mapping", f"Write its fields, one a line: {_wanted(error)}")
    what, remedy = _FORMS.get("date_type" if kind.startswith("date") else kind, (error["msg"], "Mend it"))
    values = {k: str(v).replace("'", "`") for k, v in error.get("ctx", {}).items()}
    return tree.problem(path, f"{name} {what.format_map(values)}", remedy.format_map(values) + _near(error))


def _wanted(error: Mapping[str, Any]) -> str:
    """The fields that the entry needs, as they are written."""
    kind = next((each for each in _KINDS if each.__name__ == error.get("ctx", {}).get("class_name")), None)
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING] if kind else []
    return ", ".join(f"`{name}: ...`" for name in needed) or "`name: value`"


def _near(error: Mapping[str, Any]) -> str:
    """The word that was probably meant, where the known words are listed."""
    expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
    given = str(error.get("input"))
    # `unverified` is not `verified` misspelt, nor is nothing.
    meant = bool(given) and not given.startswith(("un", "not", "non"))
    close = difflib.get_close_matches(given, expected, 1) if meant else []
    return f"; probably `{close[0]}`" if close else ""


def _path(tree: Tree, at: tuple[Step, ...], loc: tuple[Any, ...]) -> tuple[Step, ...]:
    """Pydantic's loc as a path in the tree: without the tags of unions and its own notes such as ``[key]``."""
    path = list(at)
    data: Any = tree.data
    for step in at:
        data = _get(data, step)
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if step == "[key]" or (not last and isinstance(data, dict) and step not in data):
            continue
        path.append(step)
        data = _get(data, step)
    return tuple(path)


def _get(data: Any, step: Any) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _name(path: tuple[Step, ...]) -> str:
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return f"`{path[-1]}`"
    owner = next((step for step in reversed(path) if isinstance(step, str)), "list")
    return f"entry {path[-1] + 1} of `{owner}`"


def _unknown(tree: Tree, path: tuple[Step, ...], close: list[str]) -> Problem:
    name = str(path[-1])
    if not close:
        present: Any = tree.data
        for step in path[:-1]:
            present = _get(present, step)
        known = sorted(_all_fields() - set(present if isinstance(present, dict) else ()))
        close = difflib.get_close_matches(name, known, 1, cutoff=0.75)
    remedy = f"Remove it or write `{close[0]}`" if close else "Remove it"
    return tree.problem(path, f"unknown field `{name}`", remedy, key=True)


def _missing(tree: Tree, path: tuple[Step, ...]) -> Problem:
    name = str(path[-1])
    where = f"Add `{name}:` with its value"
    return tree.problem(path[:-1], f"missing field `{name}`", where)


def _all_fields() -> set[str]:
    written = {f.name for kind in _KINDS for f in fields(kind)}
    return (written | _ENVELOPE) - {"digest", "blocks", "glossary"}
