"""Where each thing of a loaded course stands in its files, for messages only.

Invariant: the course itself knows no files; whoever wants to point at one asks here, by id and path.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.content.source import ContentRoot
from trainer.content.yamltree import Step, Tree
from trainer.errors import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(slots=True)
class Places:
    """Side table of a load: the tree, and the path in it, of each id."""

    trees: dict[str, tuple[Tree, tuple[Step, ...]]] = field(default_factory=dict)
    """Module, objective, lesson, question and track ids; also the files ``facts.yaml`` and so on by name."""
    roots: dict[str, ContentRoot] = field(default_factory=dict)
    """Module id to the root that it came from."""

    def add(self, name: str, tree: Tree, path: tuple[Step, ...], problems: list[Problem]) -> None:
        """Note where an id stands; a second use of it, anywhere in the course, is a problem."""
        if name in self.trees:
            first, at = self.trees[name]
            where = f"{first.file}:{first.place((*at, 'id'))[0]}"
            what = f"the id `{name}` is used already in {where}"
            problems.append(tree.problem((*path, "id"), what, "Give it an id of its own"))
        else:
            self.trees[name] = (tree, path)

    def of(self, name: str, *path: Step) -> Place:
        """The place of a thing, or of the part of it at ``path``; the nearest known place around it."""
        if name not in self.trees:
            return Place(name, 1, 1)
        tree, at = self.trees[name]
        return Place(tree.file, *tree.place((*at, *path)))
