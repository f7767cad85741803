"""What is new in plain mode: read, answered line by line, recorded; and each mark in words."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_plain import answering, sit
from tests.service.examined import rows
from tests.service.versions import SAID, complete, later, second
from tests.support import Office, StoppedClock, tell, tiny_course
from trainer.cli.plain_changes import show
from trainer.cli.plain_text import Paper
from trainer.content.difference import compare
from trainer.service.changes_views import Became, LessonChange, ModuleChanges
from trainer.service.training import Training


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "plain.db", StoppedClock(), tiny_course())


@pytest.fixture
def training(office: Office, tmp_path: Path) -> Iterator[Training]:
    """Ana, who holds version 1.0 while 2.0 is in force."""
    before = office.training()
    tell(before)
    complete(before, office)
    before.close()
    made = later(office, second(tmp_path / "2"))
    yield made
    made.close()


def until_done(first: tuple[str, ...] = ()) -> Callable[[str], str]:
    """Types these, goes on to the questions, answers right, and leaves at the first choice after that."""
    typed, answer = list(first), answering()

    def reply(shown: str) -> str:
        if typed:
            return typed.pop(0)
        return "" if "Press Enter to answer" in shown else answer(shown)

    return reply


def test_what_is_new_comes_first_and_the_answers_are_recorded(training: Training, office: Office) -> None:
    code, out = sit(training, until_done(), "M90")
    assert code == 0
    order = [
        "M90 A tiny module: what is new in version 2.0. You know 1.0.", f"Version 2: {SAID}",
        "- Choose a reason before using data", "until 1 Jul 2027 as before.", "A reason first (M90.L1): changed.",
        "Words that are not the same in both stand in [brackets].", "- was: Every use", "[before you start.]",
        "+ now: Every use", "[in writing.]", "Press Enter to answer 4 questions, or type b to go back",
        "Question 1 of 4", "Result of M90 A tiny module: what is new: passed.",
    ]  # fmt: skip
    places = [out.replace("M90  A", "M90 A").find(said) for said in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert rows(office, "SELECT version, objectives FROM delta_attestation") == [("2.0", '["M90.O1"]')]


def test_going_back_begins_nothing(training: Training, office: Office) -> None:
    _, out = sit(training, until_done(("?", "x", "b", "q")), "M90")
    assert "Each choice is one line, then Enter." in out
    assert "That is no choice here." in out
    assert "The check: what is new only, pass mark 80 percent, not passed yet" in out
    assert rows(office, "SELECT count(*) FROM attempt WHERE state = 'open'") == [(0,)]


def test_straight_to_the_check_asks_about_what_is_new(training: Training, office: Office) -> None:
    _, out = sit(training, until_done(), "M90", check=True)
    assert out.index("Question 1 of 4") < out.index("passed.")
    assert rows(office, "SELECT count(*) FROM delta_attestation") == [(1,)]


def changes(*lessons: LessonChange) -> ModuleChanges:
    return ModuleChanges(
        module="M90", title="T", before="1.0", now="2.0", said=("Version 2: S.",), objectives=("O",),
        lessons=lessons, questions=1, begun=False, valid_until=None,
    )  # fmt: skip


def written(lesson: LessonChange) -> str:
    out = io.StringIO()
    show(changes(lesson), Paper(out, width=100))
    return out.getvalue()


def change(became: Became, *, before: str = "", old: tuple[str, ...] = (), new: tuple[str, ...] = ()) -> LessonChange:
    return LessonChange(id="M90.L1", title="A title", title_before=before, became=became, passages=compare(old, new))


def test_each_case_is_told_in_words() -> None:
    assert "A title (M90.L1): no longer part of the module.\n" in written(change(Became.REMOVED))
    unknown = written(change(Became.UNKNOWN))
    assert "A title (M90.L1): may have changed.\n" in unknown
    assert "is not kept" in unknown
    added = written(change(Became.ADDED, new=("Quite new.",)))
    assert "A title (M90.L1): new.\n+ now: Quite new.\n" in added
    gone = written(change(Became.CHANGED, before="Old title", old=("Gone.", "Same."), new=("Same.",)))
    assert "It was called “Old title”.\n- was: Gone.\nAs before: Same.\n" in gone
    assert "Once you pass, you hold the new version.\n" in gone


def test_a_new_text_cannot_move_the_cursor() -> None:
    shown = written(change(Became.ADDED, new=("Evil \x1b[2J and \u202e reversed",)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
