from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Office, StoppedClock, tiny_course
from trainer.service.training import Training


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A fresh database, the tiny course, noon on 1 July 2026."""
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course())


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    """Ana at the keyboard, with her records made."""
    training = office.training("ana")
    training.learn.begin()
    yield training
    training.close()
