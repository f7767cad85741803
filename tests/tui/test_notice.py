"""The notice: before the first record, and once."""

from __future__ import annotations

import pytest

from tests.support import Office, pass_check
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


async def test_my_record_says_who_saw_it_and_until_when_it_is_kept(office: Office) -> None:
    training = office.training("ana")
    pass_check(training, office.course)
    with training.people.everyone(unlisted=True) as people:
        assert len(list(people)) == 1
    app = TrainerApp(training)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert "Last seen by ana, 2026-07-01 12:00 UTC" in shown(pilot)
        await press(pilot, "k")
        assert screen_name(pilot) == "KeptScreen"
        assert "2026-07-01 12:00 UTC   ana   list of people" in shown(pilot)
        assert "The oldest of it goes on 1 Jul 2027." in " ".join(shown(pilot).split())
        await press(pilot, "escape")
        assert screen_name(pilot) == "RecordScreen"
    training.close()


async def test_a_result_whose_answers_were_folded_stays_in_the_record_and_opens_no_more(office: Office) -> None:
    training = office.training("ana")
    pass_check(training, office.course)
    office.clock.forward(days=366)
    training.privacy.retention()
    app = TrainerApp(training)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "enter")
        assert screen_name(pilot) == "RecordScreen"
        assert "passed, 100 %" in shown(pilot)
    training.close()
