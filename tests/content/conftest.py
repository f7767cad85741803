"""Fixtures over the tiny course."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.copies import TINY, Copy
from trainer.content.source import ContentRoot


@pytest.fixture
def make_copy(tmp_path: Path) -> Callable[[str], Copy]:
    def make(name: str) -> Copy:
        shutil.copytree(TINY, tmp_path / name)
        return Copy(tmp_path / name)

    return make


@pytest.fixture
def copy(make_copy: Callable[[str], Copy]) -> Copy:
    return make_copy("content")


@pytest.fixture(scope="session")
def tiny_root() -> ContentRoot:
    return ContentRoot(TINY / "modules", TINY / "question_banks")
