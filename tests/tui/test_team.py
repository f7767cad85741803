"""My team: a manager presses keys, and sees status and dates; what is written away is recorded."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.theme import Theme
from textual.widgets import OptionList

from tests.service.hosted import HostedOffice
from tests.support import Office, StoppedClock, fail_check, pass_check, read_all, tiny_course
from tests.tui.conftest import Opened, footer_is_there
from tests.tui.screens import press, rows, screen_name, settle, shown
from trainer.compliance.status import Status
from trainer.service.asked import Asked
from trainer.service.training import Training
from trainer.tui import navigation, themes
from trainer.tui.app import TrainerApp
from trainer.tui.screens.team_lines import _FILLED, BAR, cells, fitted

HEADER = "id,login,name,team,manager,roles\n"
YOU = "001,ana,Ana Petrov,Front,,manager\n"
EXPORTS = "SELECT payload FROM entry WHERE kind = 'export' ORDER BY seq"


def lead(training: Training, *people: str) -> None:
    """Ana leads these; each is ``id,name,team``."""
    lines = []
    for each in people:
        number, name, team = each.split(",")
        lines.append(f"{number},u{number},{name},{team},001,\n")
    training.people.import_csv("p.csv", (HEADER + YOU + "".join(lines)).encode())


@pytest.fixture
def crowd(training: Training) -> None:
    """200 people."""
    lead(training, *(f"P{n:03},Person Number {n:03},Team {n % 4}" for n in range(200)))


@pytest.fixture
def three(office: Office, training: Training) -> None:
    """Cy holds the track, Bo tried and failed, Di never began; and it is past due."""
    lead(training, "B,Bo Late,Front", "C,Cy Done,Back", "D,Di Away,Back")
    cy = office.training("uC")
    read_all(cy)
    pass_check(cy, office.course)
    fail_check(office.training("uB"), office.course)
    office.clock.forward(days=40)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 50)])
async def test_the_team_at_a_glance_the_latest_first(three: None, opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        await press(pilot, "t")
        text = shown(pilot)
        assert screen_name(pilot) == "TeamScreen"
        for said in ("3 people", "Tiny track", "█ 2 overdue", "━ 1 done", "2 of 3 late", "10 days late", "Export"):
            assert said in text, said
        places = [text.index(name) for name in ("Bo Late", "Di Away", "Cy Done")]
        assert places == sorted(places)
        assert ("Back" in text.split("2 of 3 late")[1].split("Status and dates")[0]) is (size[0] >= 76)


async def test_enter_shows_a_person_and_escape_goes_back(three: None, opened: Opened) -> None:
    async with opened() as pilot:
        await press(pilot, "t", "down", "down", "enter")
        text = shown(pilot)
        assert screen_name(pilot) == "TeamPersonScreen"
        for said in (
            "Cy Done",
            "Back · id C · reports to you",
            "done, until 1 Jul 2027",
            "due 31 Jul 2026",
            "Nothing.",
        ):
            assert said in text, said
        await press(pilot, "escape", "up", "enter")
        assert "What to do: Ask them to finish it now" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert screen_name(pilot) == "HomeScreen"


async def test_nothing_says_how_anyone_did(three: None, opened: Opened) -> None:
    async with opened((120, 50)) as pilot:
        await press(pilot, "t")
        seen = shown(pilot)
        await press(pilot, "enter")
        seen += shown(pilot)
        assert "%" not in seen
        assert "right" not in seen
        assert "attempt" not in seen


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_two_hundred_people_scroll_and_are_found(crowd: None, opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        await press(pilot, "t")
        assert "200 people" in shown(pilot)
        assert "Person Number 199" not in shown(pilot)
        await press(pilot, "end")
        assert "Person Number 199" in shown(pilot)
        await press(pilot, "slash", *"BER 04")
        text = shown(pilot)
        assert "10 of 200 people" in text
        assert "Person Number 039" not in text
        await press(pilot, "enter", "down", "enter")
        assert "Person Number 041" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "10 of 200" not in shown(pilot)
        assert screen_name(pilot) == "TeamScreen"


async def test_a_team_is_found_by_its_name_and_whatever_is_typed_is_no_key(crowd: None, opened: Opened) -> None:
    async with opened() as pilot:
        # Pressed without a pause: the letters must not reach the screen's own keys, nor be lost.
        await press(pilot, "t")
        await pilot.press("slash", *"tEaM 3")
        await pilot.pause()
        assert "50 of 200 people" in shown(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "Person Number 007" in shown(pilot)
        await press(pilot, "escape", "slash", *"xxx")
        text = shown(pilot)
        assert screen_name(pilot) == "TeamScreen"
        assert "0 of 200 people" in text
        assert "Esc shows everyone" in text
        await press(pilot, "enter", "enter", "escape")
        assert "Person Number 000" in shown(pilot)


async def test_a_click_opens_a_person(three: None, opened: Opened) -> None:
    async with opened() as pilot:
        await press(pilot, "t")
        await pilot.click(OptionList, offset=(5, 1))
        await pilot.pause()
        assert "Di Away" in shown(pilot)
        assert screen_name(pilot) == "TeamPersonScreen"


async def test_it_fits_anew_when_the_terminal_changes(three: None, opened: Opened) -> None:
    async with opened((120, 30)) as pilot:
        await press(pilot, "t", "down")
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert pilot.app.screen.query_one(OptionList).highlighted == 1
        assert all(len(line) <= 60 for line in shown(pilot).splitlines())
        await pilot.resize_terminal(50, 10)
        await settle(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Front" in shown(pilot)


async def test_who_leads_nobody_has_no_key_and_the_palette_says_why_it_is_empty(opened: Opened) -> None:
    async with opened() as pilot:
        assert "My team" not in shown(pilot)
        await press(pilot, "t")
        assert screen_name(pilot) == "HomeScreen"
        commands = {each.title: each.callback for each in pilot.app.get_system_commands(pilot.app.screen)}
        commands["My team"]()
        await settle(pilot)
        text = shown(pilot)
        assert screen_name(pilot) == "TeamScreen"
        for said in ("Nobody reports to you.", "your id, 001,", "manager", "trainer people import"):
            assert said in text, said
        assert "Export" not in text
        assert "Find" not in text
        await press(pilot, "x", "slash", "down", "enter")
        assert screen_name(pilot) == "TeamScreen"
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"


async def test_the_palette_goes_back_to_the_team_that_is_open(three: None, opened: Opened, office: Office) -> None:
    async with opened() as pilot:
        await press(pilot, "t", "enter")
        commands = {each.title: each.callback for each in pilot.app.get_system_commands(pilot.app.screen)}
        commands["My team"]()
        await settle(pilot)
        assert screen_name(pilot) == "TeamScreen"
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"
        assert len(rows(office.database, EXPORTS)) == 1


async def test_a_team_of_whom_nothing_is_asked(training: Training, opened: Opened) -> None:
    lead(training, "B,Bo,Front")
    training.compliance.unassign("tiny", Asked(everyone=True))
    async with opened() as pilot:
        await press(pilot, "t")
        text = shown(pilot)
        for said in ("Nothing is required of any of them yet.", "Nobody is late", "nothing is asked of them"):
            assert said in text, said
        await press(pilot, "enter")
        assert "No track is required of them" in shown(pilot)


NAMES = ["[@click=app.quit]Eve[/] [bold]B[/]", "eve\N{HEBREW LETTER ALEF}", "<b>&", "山" * 40, "[/]", "$primary"]


async def test_hostile_names_are_shown_as_text(training: Training, opened: Opened) -> None:
    lines = [f'{n},,"{name}","{name}",001,\n' for n, name in enumerate(NAMES, start=10)]
    training.people.import_csv("p.csv", (HEADER + YOU + "".join(lines)).encode())
    async with opened((120, 40)) as pilot:
        await press(pilot, "t")
        text = shown(pilot)
        assert "[@click=app.quit]Eve[…" in text
        assert "$primary" in text
        for _ in NAMES:
            await press(pilot, "enter")
            assert screen_name(pilot) == "TeamPersonScreen"
            await press(pilot, "escape", "down")
        await press(pilot, "slash", "left_square_bracket", "at")
        assert "1 of 6 people" in shown(pilot)
        await press(pilot, "enter", "enter")
        assert "[@click=app.quit]Eve[/] [bold]B[/]" in shown(pilot)
        assert pilot.app.return_code is None


@pytest.mark.parametrize(("downs", "form"), [(0, "csv"), (1, "xlsx"), (2, "html")])
async def test_x_writes_the_report_of_the_team_and_says_where(
    three: None, opened: Opened, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, downs: int, form: str
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / f"team-completion-2026-08-10.{form}").write_text("mine")
    monkeypatch.chdir(folder)
    async with opened((120, 40)) as pilot:
        await press(pilot, "t", "x", *["down"] * downs, "enter")
        assert screen_name(pilot) == "TeamScreen"
        await settle(pilot)
        name = f"team-completion-2026-08-10-2.{form}"
        assert f"Wrote 3 lines to {name}" in " ".join(shown(pilot).split())
    path = folder / name
    assert path.stat().st_mode & 0o077 == 0
    assert (folder / f"team-completion-2026-08-10.{form}").read_text() == "mine"
    text = _text(path)
    assert all(person in text for person in ("Bo Late", "Cy Done", "Di Away"))
    assert "Ana Petrov" not in text
    said = [json.loads(str(payload)) for (payload,) in rows(office.database, EXPORTS)]
    assert [(each["report"], each["form"], each["rows"]) for each in said] == [
        ("team", "rows", 3), ("completion", form, 3),
    ]  # fmt: skip


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(each).decode() for each in book.namelist() if each.endswith(".xml"))
    text = path.read_text()
    if path.suffix == ".csv":
        assert {(row["score"], row["attempts"]) for row in csv.DictReader(text.splitlines())} == {("", "")}
        assert json.loads(path.with_name(f"{path.name}-metadata.json").read_text())["dc:extent"] == "3 rows"
    return text


async def test_x_and_escape_write_nothing(
    three: None, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with opened() as pilot:
        await press(pilot, "t", "x", "escape")
        await settle(pilot)
        assert screen_name(pilot) == "TeamScreen"
    assert list(folder.iterdir()) == []


async def test_where_nothing_can_be_written_it_says_so_and_stays(
    three: None, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with opened((120, 40)) as pilot:
        folder.rmdir()
        await press(pilot, "t", "x")
        assert "the folder in which Trainer was started" in shown(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert any("cannot be written" in each.message for each in pilot.app._notifications)
        assert screen_name(pilot) == "TeamScreen"


@pytest.mark.parametrize("theme", list(themes.ALL.values()), ids=list(themes.ALL))
async def test_each_theme_shows_it(three: None, opened: Opened, theme: Theme) -> None:
    async with opened() as pilot:
        pilot.app.theme = theme.name
        await press(pilot, "t")
        assert "█ 2 overdue" in shown(pilot)


def test_each_status_of_what_is_required_has_a_filling_of_its_own() -> None:
    assert set(_FILLED) == set(Status) - {Status.NOT_REQUIRED}
    assert len({filling for filling, _ in _FILLED.values()}) == len(_FILLED) <= BAR


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.integers(8, 60))
def test_a_bar_is_full_and_shows_everyone(counts: list[int], width: int) -> None:
    given_cells = cells(counts, width)
    assert sum(given_cells) == width
    assert min(given_cells) >= 1
    for one, other in zip(counts, given_cells, strict=True):
        assert abs(other - 1 - one * (width - len(counts)) / sum(counts)) <= 1


@given(st.text(max_size=60), st.integers(2, 40))
def test_what_is_fitted_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


@pytest.fixture
def host(tmp_path: Path) -> Iterator[HostedOffice]:
    """A service to which people come with no other roles than the roster gives them."""
    office = HostedOffice(tmp_path / "host.db", StoppedClock(), tiny_course())
    root = office.training("root")
    lead(root, "B,Bo,Front", "C,Cy,Back")
    root.compliance.assign("tiny", Asked(everyone=True))
    yield office
    office.stop()


@pytest.mark.parametrize(
    ("login", "said", "hidden"),
    [("ana", ("2 people", "Cy", "Bo", "not started"), ()), ("uB", ("the role manager",), ("Cy", "Export"))],
)
async def test_over_the_host_s_socket_a_manager_has_a_team_and_a_learner_is_told_why_not(
    host: HostedOffice, login: str, said: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    ((_, _, running),) = host.hosts
    app = TrainerApp(running.training(login, operator=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await footer_is_there(pilot)
        assert ("My team" in shown(pilot)) is (login == "ana")
        navigation.open_team(app)
        await settle(pilot)
        text = shown(pilot)
        assert screen_name(pilot) == "TeamScreen"
        assert [each for each in said if each not in text] == []
        assert [each for each in hidden if each in text] == []
