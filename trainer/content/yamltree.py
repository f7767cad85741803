"""Strict YAML: the C parser's events become plain data and, beside it, the place of every key and value.

Invariant: what leaves here is made of dict, list, str and None only. A scalar stays the text that was written
(``No``, ``12:30``, ``007``); an empty plain one is None. Anchors, aliases, tags, directives, a second document, a key
that stands twice and nesting past ``MAX_DEPTH`` are problems. One pass over events, never the composer: PyYAML's C
composer overflows the stack on deeply nested brackets, and aliases let ten lines grow to gigabytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from trainer.content import characters
from trainer.content.collector import paused_collector
from trainer.content.source import problem
from trainer.errors import Problem

MAX_DEPTH = 20
Step = str | int
"""A key of a mapping or an index of a list, from 0."""


@dataclass(slots=True)
class Spot:
    """Where a mapping or list begins, and the marks of what is in it (a Spot, or a scalar's own mark)."""

    mark: Any
    keys: dict[str, Any] = field(default_factory=dict)
    """Mark of each key; empty for a list."""
    inside: dict[Step, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Tree:
    """One parsed file: its data, and where each part of it stands."""

    file: str
    data: Any
    spot: Any
    first_line: int = 1
    """Line of the file in which the YAML begins; front matter begins on the second."""

    def place(self, path: Sequence[Step], *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at a path (or of its key), or of the nearest part that contains it."""
        mark = spot = self.spot
        for step in path:
            if not isinstance(spot, Spot) or (step not in spot.inside and step not in spot.keys):
                break
            mark = spot.keys[step] if key and step in spot.keys else spot.inside.get(step, spot.mark)
            spot = spot.inside.get(step)
        mark = mark.mark if isinstance(mark, Spot) else mark
        return mark.line + self.first_line, mark.column + 1

    def problem(self, path: Sequence[Step], what: str, remedy: str, *, key: bool = False) -> Problem:
        return problem(self.file, *self.place(path, key=key), what, remedy)


class _AbandonError(Exception):
    """Reading on would only repeat the problem that was just noted."""


def parse(
    file: str | Path, text: str, problems: list[Problem], *, first_line: int = 1, omit: Collection[str] = ()
) -> Tree | None:
    """The tree of a text, or None where it has no usable one; every problem found is added to ``problems``.

    A key in ``omit`` whose value is empty is left out, as if its line were not there.
    """
    reader = _Reader(str(file), first_line, omit, problems)
    try:
        with paused_collector():
            data, spot = reader.read(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _AbandonError:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.note(mark, *_in_words(error.problem or error.context or "broken YAML"))
        return None
    except yaml.YAMLError as error:
        reader.note(None, f"this is not YAML: {error}".splitlines()[0], "Check quotes, brackets and indentation")
        return None
    return Tree(str(file), data, spot, first_line)


def _in_words(message: str) -> tuple[str, str]:
    if "mapping values are not allowed" in message:
        return "a colon where none is expected", 'Put quotes around text that holds ": "'
    if "cannot start any token" in message:
        return message, "Put quotes around text that begins with this character"
    if "unexpected end of stream" in message:
        return message, "Close the quote or bracket that was opened"
    return message, "Check the quotes, brackets and indentation here and just above"


class _Reader:
    """Turns events into data; holds the problems, so that one mistake does not hide the next."""

    def __init__(self, file: str, first_line: int, omit: Collection[str], problems: list[Problem]) -> None:
        self.file, self.first_line, self.omit, self.problems = file, first_line, frozenset(omit), problems

    def note(self, mark: Any, what: str, remedy: str) -> None:
        line, column = (mark.line, mark.column) if mark else (0, 0)
        self.problems.append(problem(self.file, line + self.first_line, column + 1, what, remedy))

    def read(self, events: Iterator[Any]) -> tuple[Any, Any]:
        """Data and spot of the only document."""
        self.next = events.__next__
        self.next()  # the stream's start
        start = self.next()
        if type(start) is StreamEndEvent:
            self.note(start.start_mark, "the file is empty", "Write its content, or delete it")
            raise _AbandonError
        self._document(start)
        data, spot = self._value(self.next(), 0)
        self.next()  # the document's end
        end = self.next()
        if type(end) is not StreamEndEvent:
            self.note(end.start_mark, "a second document begins", "Keep one document a file; delete the line `---`")
        return data, spot

    def _document(self, start: DocumentStartEvent) -> None:
        if start.version or start.tags:
            self.note(start.start_mark, "a YAML directive", "Delete the line that begins with `%`")

    def _value(self, event: Any, depth: int) -> tuple[Any, Any]:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event), event.start_mark
        if kind is AliasEvent:
            self.note(event.start_mark, f"the alias `*{event.anchor}`", "Write the value out; aliases are not used")
            # A text that no field takes: what it then lacks stands at this place, where one problem is known already.
            return "", event.start_mark
        self._plain(event)
        if depth >= MAX_DEPTH:
            self.note(event.start_mark, f"nested more than {MAX_DEPTH} deep", "Close brackets, or make it flatter")
            raise _AbandonError
        if kind is MappingStartEvent:
            return self._mapping(event, depth + 1)
        return self._list(event, depth + 1)

    def _plain(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            self.note(event.start_mark, f"the anchor `&{event.anchor}`", "Delete it; anchors are not used")
        if event.tag is not None:
            self.note(event.start_mark, f"the tag `{event.tag}`", "Delete it; every value is plain text here")

    def _scalar(self, event: ScalarEvent) -> str | None:
        if event.anchor is not None or event.tag is not None:
            self._plain(event)
        value: str = event.value
        if not value:
            return value if event.implicit[1] else None
        if characters.has_unwanted(value):
            for _, name in list(characters.unwanted(value))[:1]:
                self.note(event.start_mark, f"{name} in this text, written as an escape", characters.remedy(name))
        return value

    def _mapping(self, start: MappingStartEvent, depth: int) -> tuple[dict[str, Any], Spot]:
        data: dict[str, Any] = {}
        spot = Spot(start.start_mark)
        while type(event := self.next()) is not MappingEndEvent:
            key = self._key(event, depth)
            value, inside = self._value(self.next(), depth)
            if key is None:
                continue
            if key in spot.keys:
                line = spot.keys[key].line + self.first_line
                self.note(event.start_mark, f"`{key}` stands twice, first on line {line}", "Remove one of the two")
                continue
            spot.keys[key] = event.start_mark
            spot.inside[key] = inside
            if value is not None or key not in self.omit:
                data[key] = value
        return data, spot

    def _key(self, event: Any, depth: int) -> str | None:
        if type(event) is ScalarEvent:
            key = self._scalar(event)
            if key:
                return key
        else:
            self._value(event, depth)
        self.note(event.start_mark, "a key that is not a plain word", "Write a field's name before the colon")
        return None

    def _list(self, start: SequenceStartEvent, depth: int) -> tuple[list[Any], Spot]:
        data: list[Any] = []
        spot = Spot(start.start_mark)
        while type(event := self.next()) is not SequenceEndEvent:
            value, spot.inside[len(data)] = self._value(event, depth)
            data.append(value)
        return data, spot
