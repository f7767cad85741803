from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from tests.support import Office, StoppedClock, tell, tiny_course
from trainer.service.asked import Asked
from trainer.service.training import Training
from trainer.tui.app import TrainerApp
from trainer.tui.screens.too_small import TooSmallScreen

Opened = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course())


@pytest.fixture
def training(office: Office) -> Training:
    """Ana, who has to hold the tiny track."""
    made = office.training("ana")
    tell(made)
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
            await footer_is_there(pilot)
            yield pilot

    return open_app


async def footer_is_there(pilot: Pilot[int]) -> None:
    """The footer comes a frame after what is due, and on a busy machine some time later."""
    for _ in range(100):
        await pilot.pause(0.02)
        screen = pilot.app.screen
        if isinstance(screen, TooSmallScreen) or any(key.region for key in screen.query(FooterKey)):
            return
