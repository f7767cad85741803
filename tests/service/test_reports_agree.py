"""The reports agree with each other, the gate and themselves, whatever happened and whichever day is asked about."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import Office, StoppedClock, tiny_course
from trainer.compliance.status import HELD, VALID, Status
from trainer.errors import InputError
from trainer.reports.completion import Filters
from trainer.reports.overdue import LATE
from trainer.reports.teams import Group
from trainer.service.asked import Asked
from trainer.service.training import Training

PEOPLE = tuple(str(n) for n in range(1, 7))
TEAMS = ("", "Sales", "Support")
days = st.integers(-500, 500).map(lambda days: dt.date(2026, 7, 1) + dt.timedelta(days=days))
ahead = st.integers(0, 500)
who = st.sampled_from(PEOPLE)
Step = Callable[[Training], Any]


def _history(person: str, day: dt.date) -> Step:
    return lambda t: t.people.import_history("h", f"id,track,completed_on\n{person},tiny,{day}\n".encode())


def _exempt(person: str, days: int) -> Step:
    return lambda t: t.compliance.exempt(person, "tiny", t.compliance.today() + dt.timedelta(days=days), "on loan")


def _assign(due: dt.date, **asked: Any) -> Step:
    return lambda t: t.compliance.assign("tiny", Asked(**asked, due_on=due))


def _unassign(**asked: Any) -> Step:
    return lambda t: t.compliance.unassign("tiny", Asked(**asked))


def _moved(person: str, team: str) -> Step:
    return lambda t: t.people.import_csv("p", f"id,name,team\n{person},P {person},{team}\n".encode())


def _leave(person: str, days: int) -> Step:
    return lambda t: t.people.leave(person, t.compliance.today() - dt.timedelta(days=days))


whom = st.one_of(
    who.map(lambda person: {"person": person}),
    st.sampled_from(TEAMS[1:]).map(lambda team: {"team": team}),
    st.just({"everyone": True}),
)
steps = st.one_of(
    st.builds(_history, who, days),
    st.builds(_exempt, who, ahead),
    st.builds(lambda due, asked: _assign(due, **asked), days, whom),
    st.builds(lambda asked: _unassign(**asked), whom),
    st.builds(_moved, who, st.sampled_from(TEAMS)),
    st.builds(_leave, who, ahead),
)


@contextmanager
def lived(happened: list[tuple[int, Step]]) -> Iterator[Training]:
    """A company to which all that happened that could, each so many days after the one before."""
    with tempfile.TemporaryDirectory() as folder:
        clock = StoppedClock()
        with closing(Office(Path(folder) / "t.db", clock, tiny_course()).training("root")) as training:
            roster = "".join(f"{n},P {n},{TEAMS[int(n) % 3]}\n" for n in PEOPLE)
            training.people.import_csv("p.csv", f"id,name,team\n{roster}".encode())
            training.compliance.assign("tiny", Asked(everyone=True))
            for passed, step in happened:
                clock.forward(days=passed)
                try:
                    step(training)
                except InputError:
                    # Nobody is in that team any more, nothing asked that, or the day is yet to come.
                    continue
            yield training


def all_of(context: Any) -> list[Any]:
    with context as found:
        return list(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), steps), max_size=12), st.integers(-60, 500))
def test_they_agree(happened: list[tuple[int, Step]], offset: int) -> None:
    with lived(happened) as training:
        day = training.compliance.today() + dt.timedelta(days=offset)
        lines = all_of(training.reports.completion(Filters(), as_of=day))
        asked = {line.person: line for line in lines if line.due_on}
        here = {person: line for person, line in asked.items() if not line.left_on}

        check_sums(all_of(training.reports.teams(Filters(), as_of=day)), list(here.values()))

        late = {line.person for line in here.values() if line.status in LATE}
        overdue = all_of(training.reports.overdue(Filters(), as_of=day))
        assert sorted(row.person for row in overdue) == sorted(late)
        soon = {row.person for row in all_of(training.reports.overdue(Filters(), as_of=day, within=3650))}
        assert late <= soon
        assert not {person for person in soon if asked[person].status is Status.EXEMPT}

        for person in PEOPLE:
            checked = training.compliance.check(person, as_of=day)
            if person in here:
                assert checked.status is here[person].status, (person, checked)
            elif person in asked:
                assert (checked.status, checked.left_on) == (Status.NOT_REQUIRED, asked[person].left_on)


def check_sums(teams: list[Any], lines: list[Any]) -> None:
    """required = done + outstanding + exempt, in each line, in the total, and over the lines of ``completion``."""
    for row in teams:
        assert row.required == row.done + row.outstanding + row.exempt
        assert 0 <= row.overdue <= row.outstanding
        assert row.required <= row.people
    total = {row.track: row for row in teams if row.group is Group.TOTAL}
    assert set(total) == {line.track for line in lines}
    counted = Counter((line.team, _kind(line.status)) for line in lines)
    for row in teams:
        if row.group is not Group.TOTAL:
            team = "" if row.group is Group.NO_TEAM else row.team
            found = (row.done, row.outstanding, row.exempt)
            assert found == tuple(counted[team, kind] for kind in ("done", "outstanding", "exempt"))
    for row in total.values():
        assert row.required == len(lines) == sum(counted.values())
        assert row.overdue == sum(line.status in LATE for line in lines)


def _kind(status: Status) -> str:
    if status in VALID:
        return "done"
    return "exempt" if status in HELD else "outstanding"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), steps), max_size=8), steps, st.integers(1, 60))
def test_a_day_that_is_over_stays_as_it_was(happened: list[tuple[int, Step]], later: Step, back: int) -> None:
    with lived(happened) as training:
        day = training.compliance.today() - dt.timedelta(days=back)

        def said() -> list[list[Any]]:
            reports = training.reports
            made: list[Callable[..., Any]] = [reports.completion, reports.overdue, reports.teams]
            return [_without_today(all_of(make(Filters(), as_of=day))) for make in made]

        before = said()
        try:
            later(training)
        except InputError:
            return
        assert said() == before


def _without_today(rows: list[Any]) -> list[Any]:
    """A login is today's: it is gone with whoever left."""
    return [row._replace(login="") if hasattr(row, "login") else row for row in rows]
