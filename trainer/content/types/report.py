"""Where a rule says what it found: a path below the thing that it looks at, what is wrong, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.content.yamltree import Step, Tree
from trainer.errors import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """Collects problems of one part of a file, such as one question of a bank."""

    tree: Tree
    at: tuple[Step, ...]
    """Path of that part in the file."""
    problems: list[Problem]

    def __call__(self, path: tuple[Step, ...], what: str, remedy: str) -> None:
        self.problems.append(self.tree.problem((*self.at, *path), what, remedy))

    def below(self, *path: Step) -> Report:
        return Report(self.tree, (*self.at, *path), self.problems)
