"""A module's screen where it does not all fit."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opened
from tests.tui.screens import press, screen_name, settle, shown

SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)])


@SIZES
async def test_its_top_stays_and_every_line_can_be_reached(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size, "M90") as pilot:
        await settle(pilot)
        for _ in range(12):
            assert "M90" in shown(pilot).splitlines()[0]
            if "Practise" in shown(pilot):
                break
            await press(pilot, "down")
        assert "Practise" in shown(pilot)


@SIZES
async def test_what_it_teaches_is_told_whole(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size, "M90") as pilot:
        await settle(pilot)
        await press(pilot, "o")
        assert screen_name(pilot) == "AimsScreen"
        assert "Afterwards you can" in shown(pilot)
        assert "• Choose a reason before using data" in shown(pilot)
        await press(pilot, "escape")
        assert screen_name(pilot) == "ModuleScreen"


@SIZES
async def test_the_first_question_of_a_check_says_its_rule(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        await press(pilot, "down", "enter", "down", "down", "down", "enter")
        await settle(pilot)
        assert "10 questions, 80 % to pass, every critical one right." in " ".join(shown(pilot).split())


async def test_a_narrow_footer_leaves_the_palette_out(opened: Opened) -> None:
    async with opened((60, 20), "M90") as pilot:
        await settle(pilot)
        assert "palette" not in shown(pilot)
        assert "esc Back" in shown(pilot)
        await pilot.resize_terminal(100, 24)
        await settle(pilot)
        assert "palette" in shown(pilot)
