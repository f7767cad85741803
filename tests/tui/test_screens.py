"""Every screen at every size, and the manners of the app."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.theme import Theme

from tests.support import Office, pass_check
from tests.tui.conftest import Opened
from tests.tui.screens import press, rows, screen_name, settle, shown
from trainer.service.training import Training
from trainer.tui import themes
from trainer.tui.widgets.lesson_blocks import RecallBlock
from trainer.tui.widgets.reading import Reading

SIZES = [(80, 24), (60, 20), (120, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_home_shows_what_is_due_and_one_next_action(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        text = shown(pilot)
        for said in ("Ana Petrov", "Tiny track", "not started", "31 Jul 2026", "NEXT", "Open", "Help"):
            assert said in text, said


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_opens_and_closes(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        for keys, name in (
            (("m",), "RecordScreen"),
            (("escape", "down", "enter"), "ModuleScreen"),
            (("down", "enter"), "LessonScreen"),
            (("f1",), "HelpScreen"),
            (("escape", "c"), "ContentsScreen"),
            (("escape", "escape"), "ModuleScreen"),
            (("down", "down", "enter"), "QuestionScreen"),
            (("escape", "escape"), "HomeScreen"),
            (("ctrl+p",), "Palette"),
            (("escape",), "HomeScreen"),
        ):
            await press(pilot, *keys)
            await settle(pilot)
            assert screen_name(pilot) == name


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)])
async def test_below_the_smallest_size_it_says_so_and_comes_back(opened: Opened, size: tuple[int, int]) -> None:
    async with opened() as pilot:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert screen_name(pilot) == "TooSmallScreen"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen_name(pilot) == "HomeScreen"


async def test_nothing_opens_above_the_screen_that_says_too_small(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.resize_terminal(59, 19)
        await press(pilot, "f1", "ctrl+p", "m", "escape")
        assert screen_name(pilot) == "TooSmallScreen"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen_name(pilot) == "HomeScreen"


@pytest.mark.parametrize("keys", [(), ("down", "enter"), ("enter",), ("enter", "c"), ("m",), ("f1",), ("ctrl+p",)])
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (10, 10)])
async def test_no_screen_dies_of_a_tiny_terminal(opened: Opened, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    async with opened() as pilot:
        await press(pilot, *keys)
        before = screen_name(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert screen_name(pilot) == "TooSmallScreen"
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_name(pilot) == before


async def test_a_module_may_be_opened_from_the_start(opened: Opened) -> None:
    async with opened(module="tiny-test-module") as pilot:
        assert screen_name(pilot) == "ModuleScreen"
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"


async def test_a_lesson_keeps_its_place_and_is_read_only_at_its_end(opened: Opened, office: Office) -> None:
    async with opened((60, 20)) as pilot:
        await press(pilot, "enter")
        await settle(pilot)
        assert rows(office.database, "SELECT count(*) FROM reading WHERE read_at IS NOT NULL") == [(0,)]
        await press(pilot, "space", "escape")
        ((place, read_at),) = rows(office.database, "SELECT place > 0, read_at FROM reading")
        assert (place, read_at) == (1, None)


async def test_a_recall_answer_is_covered_until_asked_for(opened: Opened) -> None:
    async with opened((100, 60)) as pilot:
        await press(pilot, "enter")
        await settle(pilot)
        assert shown(pilot).count("Think first.") == 2
        await press(pilot, "r", "r", "r")
        await settle(pilot)
        assert "Think first." not in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_lesson_opens_at_the_line_where_one_stopped(opened: Opened, size: tuple[int, int]) -> None:
    for lines in (3, 5):
        async with opened(size) as pilot:
            await press(pilot, "enter")
            await settle(pilot)
            await press(pilot, "home", *["down"] * lines)
            await settle(pilot)
            before = shown(pilot)
            at = pilot.app.screen.query_one(Reading).scroll_y
            assert at == lines
            await press(pilot, "escape")
            await press(pilot, "enter")
            await settle(pilot)
            assert pilot.app.screen.query_one(Reading).scroll_y == at
            assert shown(pilot) == before
        async with opened(size) as pilot:
            await press(pilot, "enter")
            await settle(pilot)
            assert shown(pilot) == before


async def test_another_width_keeps_the_line_at_the_top(opened: Opened) -> None:
    async with opened((60, 20)) as pilot:
        await press(pilot, "enter")
        await settle(pilot)
        await press(pilot, "space")
        await settle(pilot)
        at = pilot.app.screen.query_one(Reading).scroll_y
        for width in (72, 100, 50, 60):
            await pilot.resize_terminal(width, 20)
            await settle(pilot)
        assert abs(pilot.app.screen.query_one(Reading).scroll_y - at) <= 1


async def test_r_uncovers_nothing_that_does_not_show(opened: Opened) -> None:
    async with opened((60, 20)) as pilot:
        await press(pilot, "enter")
        await settle(pilot)
        before = shown(pilot)
        await press(pilot, "r")
        assert "further on" in shown(pilot)
        assert pilot.app.screen.query_one(Reading).scroll_y == 0
        assert before.splitlines()[0] == shown(pilot).splitlines()[0]
        await press(pilot, "end")
        await settle(pilot)
        await press(pilot, "r")
        assert any(not recall.covered for recall in pilot.app.screen.query(RecallBlock))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_end_of_a_lesson_says_what_enter_does(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        await press(pilot, "enter")
        await settle(pilot)
        await press(pilot, "end")
        await settle(pilot)
        assert "End of the lesson. Enter: Read “" in shown(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert " % read" in shown(pilot)
        await press(pilot, "end")
        await settle(pilot)
        assert "End of the lesson. Enter: Take the module check" in shown(pilot)


@pytest.mark.parametrize("theme", list(themes.ALL.values()), ids=list(themes.ALL))
async def test_each_theme_can_be_chosen(opened: Opened, theme: Theme) -> None:
    async with opened() as pilot:
        pilot.app.theme = theme.name
        await pilot.pause()
        assert pilot.app.current_theme.dark == theme.dark


async def test_the_palette_offers_no_screenshot_and_nothing_opens_an_address(opened: Opened) -> None:
    async with opened() as pilot:
        titles = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert titles == {
            "Home", "My record", "My team", "Help", "Dark theme", "Light theme", "High contrast theme", "Quit",
        }  # fmt: skip
        pilot.app.open_url("https://example.com")
        pilot.app.action_screenshot()


async def test_a_hostile_name_is_shown_as_text(office: Office, training: Training, opened: Opened) -> None:
    name = "[@click=app.quit]Eve[/] [bold]B[/]"
    training.people.import_csv("p.csv", f"id,login,name\n001,ana,{name}\n".encode())
    async with opened((120, 30)) as pilot:
        assert "[@click=app.quit]Eve" in shown(pilot)
        await press(pilot, "m")
        assert "[@click=app.quit]Eve" in shown(pilot)


async def test_my_record_leads_to_a_result(opened: Opened, office: Office, training: Training) -> None:
    pass_check(training, office.course)
    async with opened() as pilot:
        await press(pilot, "m")
        assert "self-attested" in shown(pilot)
        await press(pilot, "enter")
        assert screen_name(pilot) == "ResultScreen"
        await press(pilot, "escape", "escape")
        assert screen_name(pilot) == "HomeScreen"


async def test_q_and_ctrl_c_leave_with_exit_code_0(opened: Opened) -> None:
    for key in ("q", "ctrl+c", "ctrl+q"):
        async with opened() as pilot:
            await press(pilot, key)
            assert pilot.app.return_code == 0


async def footer_of(pilot: Pilot[int]) -> str:
    return shown(pilot).splitlines()[-1]


async def test_the_footer_names_the_keys_that_work_now(opened: Opened) -> None:
    async with opened() as pilot:
        assert "Open" in await footer_of(pilot)
        await press(pilot, "down", "enter", "down", "down", "down", "enter")
        footer = await footer_of(pilot)
        assert "Answer" in footer
        assert "Leave" in footer
