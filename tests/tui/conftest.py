from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support import Office, StoppedClock, tiny_course
from trainer.service.compliance import Asked
from trainer.service.training import Training
from trainer.tui.app import TrainerApp

Opened = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course())


@pytest.fixture
def training(office: Office) -> Training:
    """Ana, who has to hold the tiny track."""
    made = office.training("ana")
    made.learn.begin()
    made.people.import_csv("p.csv", b"id,login,name,team\n001,ana,Ana Petrov,Front\n")
    made.compliance.assign("tiny", Asked(everyone=True))
    return made


@pytest.fixture
def opened(training: Training) -> Opened:
    """The running UI, 80 columns by 24 rows unless told."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (80, 24), module: str | None = None) -> AsyncIterator[Pilot[int]]:
        app = TrainerApp(training, module)
        async with app.run_test(size=size, notifications=True) as pilot:
            # The footer comes a frame after what is due.
            await pilot.pause(0.1)
            yield pilot

    return open_app
