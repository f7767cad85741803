"""The floor under answering: nothing that was not shown long enough to be read, and nothing of it kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.service.examined import examined_course, only, question_of, right, send
from tests.service.hosted import HostedOffice
from tests.support import Office, StoppedClock, on_turn, tell
from trainer.errors import TooSoon
from trainer.service.check_views import Asked, Choice
from trainer.service.pace import LONGEST_SECONDS, ReadingPace, words_of
from trainer.service.training import Training

SHOWN = ("attempt", "M90-Q001", 0)


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(pace: ReadingPace, shown: tuple[str, str, int] = SHOWN) -> bool:
    try:
        pace.refuse_too_soon(shown)
    except TooSoon:
        return False
    return True


@given(words=st.integers(1, 2000), speed=st.integers(1, 5000), after=st.floats(0, 60))
def test_an_answer_is_taken_once_its_words_could_be_read_and_no_sooner(words: int, speed: int, after: float) -> None:
    now = Seconds()
    pace = ReadingPace(speed, now)
    pace.show(SHOWN, words)
    now.now += after
    needed = min(words / speed * 60, LONGEST_SECONDS)
    if abs(after - needed) > 1e-6:
        assert taken(pace) == (after > needed)


def test_looking_again_does_not_begin_again() -> None:
    now = Seconds()
    pace = ReadingPace(60, now)
    pace.show(SHOWN, 10)
    now.now += 9
    pace.show(SHOWN, 10)
    assert not taken(pace)
    now.now += 1.5
    assert taken(pace)


def test_what_was_not_shown_since_a_restart_waits_longest_from_the_first_try_on() -> None:
    now = Seconds()
    pace = ReadingPace(60, now)
    now.now += 1000
    assert not taken(pace), "nobody looked at it since"
    now.now += LONGEST_SECONDS + 1
    assert taken(pace)


def test_it_says_how_long_to_wait() -> None:
    now = Seconds()
    pace = ReadingPace(60, now)
    pace.show(SHOWN, 4)
    with pytest.raises(TooSoon, match="in 4 seconds"):
        pace.refuse_too_soon(SHOWN)
    now.now += 3.2
    with pytest.raises(TooSoon, match="in 1 second"):
        pace.refuse_too_soon(SHOWN)


def test_every_word_counts_that_is_read_before_answering() -> None:
    asked = Asked(type="match", stem="One two", choices=(Choice(id="a", text="three four"),))
    assert words_of(asked) == 4
    scene = Asked(type="branch", stem="One two", choices=(), scene="three", path=("n1.a",))
    assert words_of(scene) == 1


@pytest.fixture
def now() -> Seconds:
    return Seconds()


@pytest.fixture
def ana(tmp_path: Path, now: Seconds) -> Iterator[Training]:
    pace = ReadingPace(60, now)
    office = HostedOffice(tmp_path / "t.db", StoppedClock(), examined_course(), pace=pace)
    now.now += 1000
    made = office.training("ana")
    tell(made)
    yield made
    office.stop()


def test_too_fast_records_nothing_and_the_same_answer_is_taken_later(
    ana: Training, now: Seconds, tmp_path: Path
) -> None:
    attempt = ana.checks.start("M90")
    turn = on_turn(ana, attempt)
    chosen = right(question_of(turn.question))[: 1 if turn.asked.type == "branch" else None]
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        before = list(conn.iterdump())
        for _ in range(3):
            with pytest.raises(TooSoon):
                ana.checks.answer(attempt, turn.question, chosen, "r-1")
        assert list(conn.iterdump()) == before
        now.now += LONGEST_SECONDS
        ana.checks.answer(attempt, turn.question, chosen, "r-1")
        assert list(conn.iterdump()) != before
    # The same request again is the same answer, however fast.
    ana.checks.answer(attempt, turn.question, chosen, "r-1")


def test_each_scene_of_a_scenario_has_its_own_floor(tmp_path: Path, now: Seconds) -> None:
    scenario = question_of("M90-T004")
    plain = Office(tmp_path / "t.db", StoppedClock(), examined_course())
    office = HostedOffice(plain.database, plain.clock, only(scenario, plain).course, pace=ReadingPace(60, now))
    ana = office.training("ana")
    tell(ana)
    now.now += 1000
    attempt = ana.checks.start("M90")
    on_turn(ana, attempt)
    now.now += LONGEST_SECONDS
    path = right(scenario)
    assert ana.checks.answer(attempt, scenario.id, path[:1], "scene-1") is None
    on_turn(ana, attempt)
    with pytest.raises(TooSoon):
        ana.checks.answer(attempt, scenario.id, path, "scene-2")
    now.now += LONGEST_SECONDS
    assert ana.checks.answer(attempt, scenario.id, path, "scene-2") is not None
    office.stop()


def test_practice_is_at_any_pace(ana: Training) -> None:
    attempt = ana.checks.practise("M90")
    turn = on_turn(ana, attempt)
    send(ana, turn, right(question_of(turn.question)))
    assert ana.checks.question(attempt) != turn
