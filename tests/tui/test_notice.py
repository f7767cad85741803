"""The notice: before the first record, and once."""

from __future__ import annotations

import pytest

from tests.support import Office
from tests.tui.screens import press, rows, screen_name, shown
from trainer.tui.app import TrainerApp


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_newcomer_is_told_before_anything_is_recorded(office: Office, size: tuple[int, int]) -> None:
    training = office.training("newcomer")
    training.learn.begin()
    app = TrainerApp(training)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        assert screen_name(pilot) == "NoticeScreen"
        assert "What Trainer keeps about you" in shown(pilot)
        assert "In short" in shown(pilot)
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"
        assert rows(office.database, "SELECT count(*) FROM person") == [(0,)]
        await press(pilot, "enter", "space", "space")
        assert "In short" not in shown(pilot)
        await press(pilot, "end")
        assert "data protection" in " ".join(shown(pilot).split())
        await press(pilot, "enter")
        assert screen_name(pilot) == "LessonScreen"
        assert rows(office.database, "SELECT digest FROM notice") == [(training.privacy.notice().digest,)]
        await press(pilot, "escape", "enter")
        assert screen_name(pilot) != "NoticeScreen"
    training.close()
