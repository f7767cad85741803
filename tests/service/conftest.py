from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import TINY, Office, StoppedClock, tell, tiny_course
from trainer.service.training import Training


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A fresh database, a copy of the tiny course, noon on 1 July 2026."""
    content = shutil.copytree(TINY, tmp_path / "content")
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course(), content)


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    """Ana at the keyboard, with her records made."""
    training = office.training("ana")
    tell(training)
    yield training
    training.close()
