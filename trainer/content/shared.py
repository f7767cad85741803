"""The files that all modules share: tracks, facts, refs, coverage; each root's, merged by id.

Invariant: of two roots that define one id the later one stands. A file that is missing defines nothing; one that
does not load is reported and marked, so that what depends on it raises no second alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from trainer.content.facts import Fact
from trainer.content.models import Track
from trainer.content.places import Places
from trainer.content.refs import Refs
from trainer.content.shapes import Shape, Shapes
from trainer.content.source import ContentRoot, read_text
from trainer.content.yamltree import parse
from trainer.errors import Problem

T = TypeVar("T")
_MARKUP = "<>[]`*|{}\n"
"""What would change a lesson's Markdown when a fact's value is put into it."""


@dataclass(slots=True)
class Shared:
    """What the shared files say, all roots together."""

    tracks: dict[str, Track] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    refs: Refs = field(default_factory=Refs)
    coverage: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Names of the files that did not load."""


def read_shared(roots: Sequence[ContentRoot], shapes: Shapes, places: Places, problems: list[Problem]) -> Shared:
    """The shared files of every root, merged; what is wrong with them is added to ``problems``."""
    shared = Shared()
    for root in roots:
        _Root(root.modules, shared, places, problems).read(shapes)
    return shared


class _Root:
    """The shared files of one root."""

    def __init__(self, folder: Path, shared: Shared, places: Places, problems: list[Problem]) -> None:
        self.folder, self.shared, self.places, self.problems = folder, shared, places, problems

    def read(self, shapes: Shapes) -> None:
        if (facts := self._file("facts.yaml", shapes.facts)) is not None:
            self._check_facts(facts.facts)
            self.shared.facts.update(facts.facts)
        if (refs := self._file("refs.yaml", shapes.refs)) is not None:
            self.shared.refs = self.shared.refs.merged(refs.refs())
        if (coverage := self._file("coverage.yaml", shapes.coverage)) is not None:
            self.shared.coverage.update(coverage.claims)
        if (tracks := self._file("tracks.yaml", shapes.tracks)) is not None:
            self._add_tracks(tracks.tracks)

    def _file(self, name: str, shape: Shape[T]) -> T | None:
        path = self.folder / name
        if not path.exists() and not path.is_symlink():
            return None
        before = len(self.problems)
        text = read_text(path, self.problems)
        tree = None if text is None else parse(path, text, self.problems)
        value = None
        if tree is not None:
            self.places.trees[name] = (tree, ())
            value = shape.read(tree, self.problems)
        if len(self.problems) > before:
            self.shared.broken.add(name)
        return value

    def _check_facts(self, facts: dict[str, Fact]) -> None:
        tree = self.places.trees["facts.yaml"][0]
        for name, fact in facts.items():
            for key, value in fact.values.items():
                if any(sign in value for sign in _MARKUP):
                    what = f"the value `{key}` holds Markdown or a line break"
                    self.problems.append(tree.problem(("facts", name, "values", key), what, "Write plain text"))

    def _add_tracks(self, tracks: Sequence[Track]) -> None:
        tree = self.places.trees["tracks.yaml"][0]
        seen: set[str] = set()
        for index, track in enumerate(tracks):
            if track.id in seen:
                what = f"the track `{track.id}` stands twice"
                self.problems.append(tree.problem(("tracks", index, "id"), what, "Give each track its own id"))
            seen.add(track.id)
            self.shared.tracks[track.id] = track
            # A later root's track stands, and so does its place.
            self.places.trees[f"track {track.id}"] = (tree, ("tracks", index))
