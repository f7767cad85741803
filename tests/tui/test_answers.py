"""Answering each question type with real keys and real clicks, in a screen of the usual and of the smallest size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Footer, Input, Static

import trainer.tui
from tests.tui.screens import press, screen_name, shown
from trainer.service.check_views import Asked, Choice, Piece, Played
from trainer.tui.answers import widget
from trainer.tui.answers.answer import Answer
from trainer.tui.screens.confidence import ConfidenceScreen

BOTH_SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])


def choices(*texts: str) -> tuple[Choice, ...]:
    """Choices whose ids are their first words."""
    return tuple(Choice(id=text.split()[0].casefold(), text=text) for text in texts)


SINGLE = Asked(type="single", stem="Which?", choices=choices("Red roses", "Green grass", "Blue sky"))
MULTIPLE = Asked(type="multiple", stem="Which?", choose=2, choices=choices("Ash", "Beech", "Cedar", "Date palm"))
REASON = Asked(type="true_false_reason", stem="It rains.", choices=choices("Clouds came", "Sun went", "Wind rose"))
SIX_REASONS = Asked(type="true_false_reason", stem="It rains.", choices=choices(*"UVWXYZ"))
ORDER = Asked(type="order", stem="In order.", choose=4, choices=choices("Dress", "Wake up", "Leave", "Arrive"))
MATCH = Asked(
    type="match",
    stem="Match.",
    choose=3,
    lefts=choices("Spoon", "Fork", "Knife"),
    choices=choices("Soup", "Bread", "Peas", "Tea"),
)
BRANCH = Asked(
    type="branch",
    stem="You are the analyst.",
    played=(Played(text="Rosa asks for a list.", choice="Ask what for."),),
    scene="She wants more sales.",
    path=("n1.a",),
    choices=choices("Offer a club", "Send everything"),
)
SPOT = Asked(
    type="spot",
    stem="Mark what is vague.",
    choose=0,
    choices=(Choice(id="s1", text="we may use it"), Choice(id="s2", text="for ever")),
    passage=(
        Piece(text="Know that ", phrase=""),
        Piece(text="we may use it", phrase="s1"),
        Piece(text=", and keep it ", phrase=""),
        Piece(text="for ever", phrase="s2"),
        Piece(text=".", phrase=""),
    ),
)
NUMERIC = Asked(type="numeric", stem="How late?", choices=choices("hours", "days", "weeks"))
EVERY = [SINGLE, MULTIPLE, REASON, ORDER, MATCH, BRANCH, SPOT, NUMERIC]
EVERY_TYPE = pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.type)


class Desk(App[int]):
    """A question screen's bare bones: stem, hint, answer, what is said, and the keys that work."""

    CSS_PATH = Path(trainer.tui.__file__).with_name("app.tcss")
    CSS = "#stem, #hint { height: auto; padding: 0 2; margin-bottom: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.answer = widget(asked)
        self.changes = 0
        self.confirmed: list[Answer.Confirmed] = []
        self.left = False

    def compose(self) -> ComposeResult:
        yield Static(Content(self.answer.asked.stem), id="stem")
        yield Static(Content(self.answer.hint), id="hint")
        yield self.answer
        yield Footer()

    def on_mount(self) -> None:
        self.answer.focus()

    @on(Answer.Changed)
    def _changed(self, event: Answer.Changed) -> None:
        assert event.control is self.answer
        self.changes += 1

    @on(Answer.Confirmed)
    def _confirmed(self, event: Answer.Confirmed) -> None:
        assert event.control is self.answer
        self.confirmed.append(event)

    def action_leave(self) -> None:
        self.left = True


class Sitting:
    """A person at the desk."""

    def __init__(self, desk: Desk, pilot: Pilot[int]) -> None:
        self.desk, self.pilot = desk, pilot

    def given(self) -> tuple[str, ...]:
        return self.desk.answer.given

    @property
    def missing(self) -> str:
        return self.desk.answer.missing()

    @property
    def screen(self) -> str:
        return shown(self.pilot)

    def sent(self) -> tuple[str, ...] | str | None:
        """The answer that Enter brought, or what was still to do; None before Enter."""
        if not self.desk.confirmed:
            return None
        return self.desk.confirmed[-1].missing or self.desk.confirmed[-1].given

    async def press(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    async def click(self, words: str) -> None:
        """Click on words where they first stand on the screen."""
        lines = self.screen.splitlines()
        y = next(y for y, line in enumerate(lines) if words in line)
        await self.pilot.click(offset=(lines[y].index(words), y))
        await self.pilot.pause()


@asynccontextmanager
async def sitting(asked: Asked, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
    desk = Desk(asked)
    async with desk.run_test(size=size) as pilot:
        await pilot.pause()
        yield Sitting(desk, pilot)


@EVERY_TYPE
@BOTH_SIZES
async def test_the_hint_the_choices_and_the_key_that_answers_show(asked: Asked, size: tuple[int, int]) -> None:
    async with sitting(asked, size) as at:
        assert all(choice.text in at.screen for choice in asked.choices)
        assert "Enter answers" in " ".join(at.screen.split())
        assert "⏎ Answer" in at.screen


@EVERY_TYPE
async def test_enter_on_a_blank_sends_word_of_what_is_missing(asked: Asked) -> None:
    async with sitting(asked) as at:
        assert at.missing
        await at.press("enter")
        assert isinstance(at.sent(), str)
        assert at.desk.changes == 0


@BOTH_SIZES
async def test_a_letter_or_an_arrow_chooses_one_and_enter_sends_it(size: tuple[int, int]) -> None:
    async with sitting(SINGLE, size) as at:
        await at.press("c")
        assert at.given() == ("blue",)
        assert "(•) c  Blue sky" in at.screen
        await at.press("up")
        assert (at.given(), at.missing, at.sent()) == (("green",), "", None)
        assert "( ) c  Blue sky" in at.screen
        await at.press("home", "x", "1", "space", "enter")
        assert at.sent() == ("red",)


@BOTH_SIZES
async def test_a_click_chooses_one_and_sends_nothing(size: tuple[int, int]) -> None:
    async with sitting(SINGLE, size) as at:
        await at.click("Green")
        assert (at.given(), at.sent()) == (("green",), None)
        await at.press("enter")
        assert at.sent() == ("green",)


@BOTH_SIZES
async def test_letters_and_space_mark_several_and_take_marks_away(size: tuple[int, int]) -> None:
    async with sitting(MULTIPLE, size) as at:
        await at.press("d", "b", "d")
        assert at.given() == ("beech",)
        assert at.missing == "Choose two; you have chosen one."
        await at.press("home", "space")
        assert at.given() == ("ash", "beech")
        assert "[x] a  Ash" in at.screen
        assert "[ ] d  Date palm" in at.screen
        await at.press("c", "enter")
        assert at.sent() == "Choose two; you have chosen three."
        await at.press("c", "enter")
        assert at.sent() == ("ash", "beech")


@BOTH_SIZES
async def test_clicks_mark_several(size: tuple[int, int]) -> None:
    async with sitting(MULTIPLE, size) as at:
        await at.click("Cedar")
        await at.click("Ash")
        await at.click("Beech")
        await at.click("Beech")
        assert at.given() == ("ash", "cedar")
        assert at.sent() is None


@BOTH_SIZES
async def test_a_verdict_and_a_reason_by_their_keys(size: tuple[int, int]) -> None:
    async with sitting(REASON, size) as at:
        assert at.desk.answer.hint.startswith("t is true, f is false, a letter gives the reason")
        await at.press("f")
        assert at.given() == ("false",)
        assert at.missing == "Choose the reason too: a letter, or Space."
        await at.press("t", "b", "enter")
        assert at.sent() == ("true", "sun")
        assert "(•) t  true" in at.screen
        assert "( ) f  false" in at.screen


async def test_arrows_go_from_verdict_to_reason_and_change_nothing_on_the_way() -> None:
    async with sitting(REASON) as at:
        await at.press("space", "down", "down", "down")
        assert at.given() == ("true",)
        await at.press("space", "up", "up", "up", "enter")
        assert at.sent() == ("true", "sun")


@BOTH_SIZES
async def test_a_verdict_and_a_reason_by_clicks(size: tuple[int, int]) -> None:
    async with sitting(REASON, size) as at:
        await at.click("Wind")
        assert at.missing == "Say whether the statement is true or false: t or f."
        await at.click("f  false")
        await at.click("because")
        assert at.given() == ("false", "wind")


async def test_where_f_is_a_reason_the_verdicts_are_1_and_2() -> None:
    async with sitting(SIX_REASONS) as at:
        assert "1 is true, 2 is false" in at.screen
        await at.press("f", "2", "enter")
        assert at.sent() == ("false", "z")
        assert "(•) 2  false" in at.screen
        assert "(•) f  Z" in at.screen


@BOTH_SIZES
async def test_a_line_is_taken_up_moved_and_put_down(size: tuple[int, int]) -> None:
    async with sitting(ORDER, size) as at:
        await at.press("down", "space")
        assert "↕ 2  Wake up  (taken up)" in at.screen
        assert "⏎ Put down" in at.screen
        await at.press("up", "up")
        assert "↕ 1  Wake up  (taken up)" in at.screen
        await at.press("enter")
        assert at.sent() is None, "Enter only put it down"
        assert "taken up" not in at.screen
        assert "⏎ Answer" in at.screen
        await at.press("enter")
        assert at.sent() == ("wake", "dress", "leave", "arrive")


async def test_escape_puts_a_line_back_before_it_leaves() -> None:
    async with sitting(ORDER) as at:
        await at.press("space", "end")
        assert at.given() == ("wake", "leave", "arrive", "dress")
        await at.press("escape")
        assert (at.given()[0], at.desk.left) == ("dress", False)
        assert at.missing, "as if nothing had been moved"
        await at.press("escape")
        assert at.desk.left


async def test_a_number_takes_a_line_up_and_another_puts_it_there() -> None:
    async with sitting(ORDER) as at:
        await at.press("4", "1", "3", "4")
        assert at.given() == ("arrive", "dress", "leave", "wake")
        await at.press("9", "0", "enter")
        assert at.sent() == at.given()


@BOTH_SIZES
async def test_a_click_takes_a_line_up_and_another_puts_it_there(size: tuple[int, int]) -> None:
    async with sitting(ORDER, size) as at:
        await at.click("Leave")
        assert "Leave  (taken up)" in at.screen
        await at.click("Dress")
        assert at.given() == ("leave", "dress", "wake", "arrive")
        await at.click("Wake")
        await at.click("Wake")
        assert "taken up" not in at.screen
        assert at.desk.changes == 1


async def test_the_order_as_offered_is_an_answer_at_the_second_enter() -> None:
    async with sitting(ORDER) as at:
        await at.press("enter")
        assert str(at.sent()).startswith("Press Enter again to answer with the order as it stands")
        assert at.missing == at.sent(), "also for a screen that asks only now"
        await at.press("enter")
        assert at.sent() == ("dress", "wake", "leave", "arrive")


@BOTH_SIZES
async def test_a_letter_answers_the_line_and_goes_on_to_the_next(size: tuple[int, int]) -> None:
    async with sitting(MATCH, size) as at:
        await at.press("b")
        assert at.missing == "Lines 2 and 3 have no letter yet."
        await at.press("a", "d")
        assert at.given() == ("spoon=bread", "fork=soup", "knife=tea")
        assert "1 → b  Spoon" in at.screen
        assert "d ← 3  Tea" in at.screen
        await at.press("enter")
        assert at.sent() == at.given()


async def test_a_letter_given_to_another_line_leaves_the_first() -> None:
    async with sitting(MATCH) as at:
        await at.press("b", "a", "d", "1", "d")
        assert at.given() == ("spoon=tea", "fork=soup")
        assert "3 → _  Knife" in at.screen
        await at.press("enter")
        assert at.sent() == "Line 3 has no letter yet."
        await at.press("up", "c")
        assert at.given() == ("spoon=peas", "fork=soup")


async def test_arrows_go_through_the_letters_that_are_free() -> None:
    async with sitting(MATCH) as at:
        await at.press("a", "right")
        assert at.given() == ("spoon=soup", "fork=bread")
        await at.press("left")
        assert at.given() == ("spoon=soup", "fork=tea")
        await at.press("up", "right", "backspace", "left")
        assert at.given() == ("spoon=peas", "fork=tea")
        await at.press("delete", "delete")
        assert at.given() == ("fork=tea",)


@BOTH_SIZES
async def test_a_click_on_a_line_and_one_on_its_match(size: tuple[int, int]) -> None:
    async with sitting(MATCH, size) as at:
        await at.click("Fork")
        await at.click("Tea")
        await at.click("Peas")
        await at.click("Spoon")
        await at.click("Bread")
        assert at.given() == ("spoon=bread", "fork=tea", "knife=peas")
        await at.press("enter")
        assert at.sent() == at.given(), "the clicks left the focus where the keys work"


@BOTH_SIZES
async def test_a_scene_stands_below_what_came_before_and_adds_to_the_path(size: tuple[int, int]) -> None:
    async with sitting(BRANCH, size) as at:
        places = [at.screen.index(part) for part in ("Rosa asks", "You chose: Ask what for.", "more sales", "Offer")]
        assert places == sorted(places)
        assert at.given() == ("n1.a",)
        await at.press("b")
        assert at.given() == ("n1.a", "send")
        await at.click("Offer")
        await at.press("enter")
        assert at.sent() == ("n1.a", "offer")


async def test_a_long_story_opens_where_it_goes_on_and_turns_back() -> None:
    told = tuple(Played(text=f"Day {day}. " + "It went on and on. " * 12, choice="Wait.") for day in range(1, 6))
    async with sitting(
        Asked(type="branch", stem="?", played=told, scene="Now it ends.", choices=BRANCH.choices), (60, 20)
    ) as at:
        assert "Now it ends." in at.screen
        assert "Read on" in at.screen
        await at.press(*["pageup"] * 8)
        assert "Day 1." in at.screen
        assert "Offer a club" in at.screen
        await at.press(*["pagedown"] * 8)
        assert "Now it ends." in at.screen
        assert at.desk.changes == 0


@BOTH_SIZES
async def test_phrases_stand_in_the_text_and_are_marked_below_it(size: tuple[int, int]) -> None:
    async with sitting(SPOT, size) as at:
        text = " ".join(at.screen.split())
        assert "Know that [a: we may use it], and keep it [b: for ever]." in text
        await at.press("b", "a", "b")
        assert at.given() == ("s1",)
        assert "[x] a  we may use it" in at.screen
        await at.press("end", "space", "enter")
        assert at.sent() == ("s1", "s2")
        await at.click("[x] a")
        assert at.given() == ("s2",)


async def test_a_long_text_is_turned_to_the_phrase_that_is_highlighted() -> None:
    between = "Nothing of note here. " * 20
    passage = [Piece(text="Know this. ", phrase="")]
    for n in "123":
        passage += [Piece(text=between, phrase=""), Piece(text=f"phrase {n}", phrase=n)]
    some = tuple(Choice(id=n, text=f"phrase {n}") for n in "123")
    async with sitting(Asked(type="spot", stem="?", choose=0, choices=some, passage=tuple(passage)), (60, 20)) as at:
        assert "Know this." in at.screen
        for letter, n in zip("abc", "123", strict=True):
            await at.press(letter)
            assert f"[{letter}: phrase {n}]" in " ".join(at.screen.split())
        await at.press("home")
        assert "[a: phrase 1]" in " ".join(at.screen.split())


@BOTH_SIZES
async def test_a_number_is_typed_and_the_arrows_change_its_unit(size: tuple[int, int]) -> None:
    async with sitting(NUMERIC, size) as at:
        await at.press("2", "down", "2", "down")
        assert at.given() == ("22", "days")
        assert "(•)  days" in at.screen
        await at.press("full_stop", "5", "up", "enter")
        assert at.sent() == ("22.5", "hours")


@BOTH_SIZES
async def test_a_unit_is_clicked_and_typing_goes_on(size: tuple[int, int]) -> None:
    async with sitting(NUMERIC, size) as at:
        await at.press("1")
        assert at.missing == "Choose the unit too: Up and Down, or a click."
        await at.click("weeks")
        await at.press("0", "backspace", "2", "enter")
        assert at.sent() == ("12", "weeks")


async def test_only_a_number_can_be_typed() -> None:
    async with sitting(NUMERIC) as at:
        await at.press("d", "comma", "1", "e", "minus", "full_stop", "full_stop", "٣", "7")
        assert at.given() == ("1.7",)
        await at.press("home", "minus", *["9"] * 12)
        assert at.given() == ("-999999991.7",), "nine digits before the point"


async def test_a_number_on_the_way_is_no_answer() -> None:
    async with sitting(NUMERIC) as at:
        await at.press("down", "minus", "enter")
        assert at.sent() == "Type the number in digits, with a point where needed, such as 2.5."
        await at.press("2", "full_stop", "enter")
        assert at.sent() == "Type the number in digits, with a point where needed, such as 2.5."


async def test_a_paste_of_anything_leaves_a_number() -> None:
    async with sitting(NUMERIC) as at:
        field = at.pilot.app.query_one(Input)
        for text in ("\x1b[2J", "nan", "9" * 5000, "1,000", "22"):
            field.insert_text_at_cursor(text)
        await at.pilot.pause()
        assert at.given() == ("22",)


@EVERY_TYPE
async def test_markup_and_escapes_in_content_do_nothing(asked: Asked) -> None:
    bad = "[@click=app.leave]x[/] [red]\x1b]52;c;x\x07\u202e"
    hostile = Asked(
        type=asked.type,
        stem="?",
        choose=asked.choose,
        choices=tuple(Choice(id=choice.id, text=bad) for choice in asked.choices),
        lefts=tuple(Choice(id=left.id, text=bad) for left in asked.lefts),
        passage=tuple(Piece(text=bad, phrase=piece.phrase) for piece in asked.passage),
        played=tuple(Played(text=bad, choice=bad) for _ in asked.played),
        scene=bad,
    )
    async with sitting(hostile) as at:
        assert "[@click=app.leave]x[/] [red]" in at.screen
        assert not set("\x1b\x07\u202e") & set(at.screen)
        await at.click("x[/]")
        assert not at.desk.left


@pytest.mark.parametrize("asked", [SINGLE, MULTIPLE, REASON, ORDER, BRANCH], ids=lambda asked: asked.type)
async def test_long_lines_hang_and_the_list_follows_the_highlight(asked: Asked) -> None:
    long = tuple(Choice(id=str(n), text=f"Number {n} " + "goes on and on " * 9 + f"to end {n}.") for n in range(8))
    async with sitting(Asked(type=asked.type, stem="?", choices=long, choose=8, scene="Now."), (60, 20)) as at:
        await at.press("end")
        assert "to end 7." in at.screen
        hung = [line for line in at.screen.splitlines() if "goes on and on" in line and "Number" not in line]
        assert hung
        assert all(line.startswith(" " * 7) for line in hung)
        await at.press("home")
        assert "Number 0" in at.screen


async def test_an_enter_right_behind_a_click_answers_what_was_clicked() -> None:
    async with sitting(SINGLE) as at:
        await at.press("a")
        lines = at.screen.splitlines()
        y = next(y for y, line in enumerate(lines) if "Blue" in line)
        await at.pilot.click(offset=(12, y))
        at.desk.answer.action_confirm()
        await at.press("a")
        assert at.sent() == ("blue",), "what stood there when Enter was pressed, whatever was chosen since"


def test_a_type_is_imported_when_it_is_first_asked() -> None:
    code = (
        "import sys; from trainer.service.check_views import Asked; from trainer.tui.answers import widget;"
        "widget(Asked(type='single', stem='', choices=())); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    ours = {name.removeprefix("trainer.tui.answers.") for name in done.stdout.split() if "tui.answers." in name}
    assert ours == {"answer", "lines", "single"}


class Asking(App[int]):
    """Asks how sure one is, as soon as it is there."""

    CSS_PATH = Path(trainer.tui.__file__).with_name("app.tcss")
    sure: int | None = 99

    def on_mount(self) -> None:
        self.push_screen(ConfidenceScreen(), self._said)

    def _said(self, sure: int | None) -> None:
        self.sure = sure


@pytest.mark.parametrize(
    ("keys", "sure"),
    [
        (("1",), 1), (("2",), 2), (("3",), 3), (("0",), None), (("escape",), None), (("enter",), None),
        (("up", "enter"), 3), (("down", "enter"), 1), (("home", "down", "enter"), 2), (("x", "3", "3"), 3),
    ],
)  # fmt: skip
@BOTH_SIZES
async def test_how_sure_by_keys(keys: tuple[str, ...], sure: int | None, size: tuple[int, int]) -> None:
    app = Asking()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "How sure are you?" in shown(pilot)
        assert "It never decides whether you pass, and is for you only." in " ".join(
            shown(pilot).replace("│", "").split()
        )
        await press(pilot, *keys)
        assert app.sure == sure
        assert screen_name(pilot) == "Screen", "the screen below stays"


@pytest.mark.parametrize(("words", "sure"), [("fairly sure", 2), ("rather not", None)])
async def test_how_sure_by_a_click(words: str, sure: int | None) -> None:
    app = Asking()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        lines = shown(pilot).splitlines()
        y = next(y for y, line in enumerate(lines) if words in line)
        await pilot.click(offset=(lines[y].index(words), y))
        await pilot.pause()
        assert app.sure == sure
