from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.hosted import HostedOffice
from tests.support import TINY, Office, StoppedClock, tell, tiny_course
from trainer.content.models import Course
from trainer.service.training import Training


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Over both transports, but for what is about one's own file, or breaks something in this process."""
    if "office" in metafunc.fixturenames and metafunc.module.__name__.startswith("tests.service."):
        alone = hasattr(metafunc.module, "IN_PROCESS_ONLY") or metafunc.definition.get_closest_marker("in_process")
        metafunc.parametrize("office", ["in process"] if alone else ["in process", "socket"], indirect=True)


@pytest.fixture
def course() -> Course:
    """What the office teaches; a module of tests may have its own."""
    return tiny_course()


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path, course: Course) -> Iterator[Office]:
    """A fresh database, the tiny course and a copy of its files, noon on 1 July 2026; over either transport."""
    content = shutil.copytree(TINY, tmp_path / "content")
    if request.param == "in process":
        yield Office(tmp_path / "t.db", StoppedClock(), course, content)
        return
    hosted = HostedOffice(tmp_path / "t.db", StoppedClock(), course, content)
    yield hosted
    hosted.stop()


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    """Ana at the keyboard, with her records made."""
    training = office.training("ana")
    tell(training)
    yield training
    training.close()
