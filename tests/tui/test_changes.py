"""What is new, on the screen: read it, answer, and the attestation is in the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.service.versions import SAID, complete, later, second
from tests.support import Office, StoppedClock, keys_of, tell, tiny_course
from tests.tui.conftest import Opened
from tests.tui.screens import press, rows, screen_name, settle, shown
from trainer.service.training import Training
from trainer.tui.screens.question import QuestionScreen

SIZES = [(80, 24), (60, 20)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course())


@pytest.fixture
def training(office: Office, tmp_path: Path) -> Iterator[Training]:
    """Ana, who holds version 1.0 while 2.0 is in force."""
    before = office.training("ana")
    tell(before)
    complete(before, office)
    before.close()
    made = later(office, second(tmp_path / "2"))
    yield made
    made.close()


def said(pilot: Pilot[int]) -> str:
    """What is shown, in one line, without the scroll bar."""
    return " ".join(shown(pilot).replace("▌", " ").replace("█", " ").replace("▐", " ").replace("┃", " ").split())


async def everything_shown(pilot: Pilot[int]) -> str:
    """The whole text, page by page."""
    pages = [said(pilot)]
    while True:
        await press(pilot, "space")
        if said(pilot) == pages[-1]:
            return " ".join(pages)
        pages.append(said(pilot))


async def answer_all(pilot: Pilot[int], office: Office) -> None:
    keys = keys_of(office.course)
    while isinstance(screen := pilot.app.screen, QuestionScreen):
        assert screen._question is not None
        asked = screen._question.asked
        right = keys[screen._question.question]
        await press(pilot, *["abcdefgh"[at] for at, c in enumerate(asked.choices) if c.id in right], "enter", "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_from_home_over_what_is_new_to_the_row(opened: Opened, office: Office, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        assert "See what is new in version 2 and answer 4 questions" in said(pilot)
        await press(pilot, "enter")
        assert screen_name(pilot) == "ChangesScreen"
        assert "What is new in version 2.0" in said(pilot)
        assert "Enter: answer 4 questions." in said(pilot)
        text = await everything_shown(pilot)
        assert SAID in text
        assert "• Choose a reason before using data" in text
        assert "until 1 Jul 2027 as before" in text
        assert "A reason first (M90.L1): changed" in text
        assert "− was Every use of customer data" in text
        assert "+ now Every use of customer data" in text
        assert "…" in text
        await press(pilot, "enter")
        assert "what is new" in said(pilot)
        assert "Question 1 of 4" in said(pilot)
        await answer_all(pilot, office)
        assert screen_name(pilot) == "ResultScreen"
        assert "✓ Passed" in shown(pilot)
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"
        assert "You hold everything" in shown(pilot)
    assert rows(office.database, "SELECT version, objectives FROM delta_attestation") == [("2.0", '["M90.O1"]')]
    assert rows(office.database, "SELECT count(*) FROM completion") == [(1,)]


async def test_what_was_begun_goes_on_and_what_is_new_can_be_read_once_more(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter", "enter", "escape")
        assert screen_name(pilot) == "HomeScreen"
        assert "Continue with what is new where you stopped" in shown(pilot)
        # The module's screen: the next step, two lessons, the check; then what one may do beside.
        await press(pilot, "down", "enter")
        assert "See once more what is new in version 2" in shown(pilot)
        await press(pilot, "down", "down", "down", "down", "enter")
        assert screen_name(pilot) == "ChangesScreen"
        assert "Enter: go on with the questions." in shown(pilot)
        await press(pilot, "enter")
        assert screen_name(pilot) == "QuestionScreen"
    assert rows(office.database, "SELECT count(*) FROM attempt WHERE state = 'open'") == [(1,)]


async def test_escape_goes_back_and_begins_nothing(opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "enter", "escape")
        assert screen_name(pilot) == "HomeScreen"
    assert rows(office.database, "SELECT count(*) FROM attempt WHERE state = 'open'") == [(0,)]


@pytest.mark.parametrize("size", [(1, 1), (10, 10)])
async def test_it_bears_a_tiny_terminal(opened: Opened, size: tuple[int, int]) -> None:
    async with opened() as pilot:
        await press(pilot, "enter")
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert screen_name(pilot) == "TooSmallScreen"
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_name(pilot) == "ChangesScreen"
