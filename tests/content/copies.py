"""A copy of the tiny course that a test may spoil, and the problems that loading it then gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.content.library import load_course
from trainer.content.source import ContentRoot
from trainer.errors import ContentError, Problem

TINY = Path(__file__).parent.parent / "fixtures" / "content"


@dataclass(frozen=True)
class Copy:
    """The tiny course in a folder of its own."""

    folder: Path

    @property
    def root(self) -> ContentRoot:
        return ContentRoot(self.folder / "modules", self.folder / "question_banks")

    @property
    def bank(self) -> Path:
        return self.folder / "question_banks" / "tiny-test-module.yaml"

    @property
    def module(self) -> Path:
        return self.folder / "modules" / "tiny-test-module"

    @property
    def lesson(self) -> Path:
        return self.module / "a-reason-first.md"

    def swap(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(ContentError) as caught:
            load_course([self.root])
        return caught.value.problems

    def only_problem(self) -> Problem:
        problems = self.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]
