"""My record: what others decided stands there with its reason, whole, and can be reached by keyboard."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support import Office
from tests.tui.conftest import Opened
from tests.tui.screens import press, settle, shown
from trainer.service.training import Training

UNTIL, SOONER = dt.date(2026, 12, 31), dt.date(2026, 9, 30)
HOSTILE = "[@click=app.quit]leave[/] [bold]B[/]"


def decide(training: Training, reason: str) -> None:
    entry = training.compliance.exempt("001", "tiny", UNTIL, reason).entry
    training.compliance.correct(str(entry), "back sooner", until=SOONER)


async def test_without_a_decision_nothing_is_said_of_any(opened: Opened) -> None:
    async with opened() as pilot:
        await press(pilot, "m")
        assert "Excused" not in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 50)])
async def test_who_decided_what_and_why(
    opened: Opened, office: Office, training: Training, size: tuple[int, int]
) -> None:
    decide(training, HOSTILE)
    async with opened(size) as pilot:
        await press(pilot, "m", "shift+tab")
        seen = shown(pilot)
        assert "Excused and corrected" in seen
        await press(pilot, "end")
        await settle(pilot)
        text = " ".join(f"{seen}\n{shown(pilot)}".split())
        for said in ("• Excused from Tiny track until 30 Sep 2026", "[@click=app.quit]leave[/] [bold]B[/]"):
            assert said in text
        for word in ("Corrected: exemption of tiny: ends on 2026-09-30", "12:00 UTC: back sooner"):
            assert word in text
        assert "Attempts, the newest first" in text


async def test_a_long_reason_is_read_to_its_end(opened: Opened, training: Training) -> None:
    decide(training, f"{'because ' * 100}unanimously")
    async with opened((60, 20)) as pilot:
        await press(pilot, "m", "shift+tab", "end")
        await settle(pilot)
        assert "back sooner" in shown(pilot)
        pages = shown(pilot)
        for _ in range(20):
            await press(pilot, "pageup")
            await settle(pilot)
            pages += shown(pilot)
        assert "unanimously" in pages
        assert "None yet." in shown(pilot), "the attempts keep their place"
