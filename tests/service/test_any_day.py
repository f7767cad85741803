"""What was answered for a day is what is answered for it ever after, whatever is recorded later, through the façade."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import NOON, Office, StoppedClock, everyone, pass_check, read_all, tell, tiny_course
from trainer.errors import InputError, UnknownPerson
from trainer.reports.completion import CompletionRow, Filters
from trainer.service.asked import Asked
from trainer.service.check_answer import Checked
from trainer.service.training import Training

pytestmark = pytest.mark.in_process
PEOPLE = ("1", "2", "3", "4")
TEAMS = ("Sales", "Ops", "")
Answers = dict[str, Checked]


class Life:
    """A small company in which something happens every few days."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.clock = StoppedClock(NOON)
        self.office = Office(folder / "t.db", self.clock, tiny_course())
        self.admin = self.office.training("boss")
        self.roster = {n: {"team": "Sales", "roles": ""} for n in PEOPLE[:2]}
        self.happen: tuple[Callable[[], None], ...] = (
            self.roster_changes,
            self.roster_changes,
            self.somebody_leaves,
            self.something_is_asked,
            self.something_is_asked,
            self.something_is_taken_back,
            self.somebody_is_excused,
            self.something_is_brought_along,
            self.something_is_corrected,
            self.somebody_learns,
            self.somebody_learns,
        )

    def live(self, days: int) -> dict[dt.date, Answers]:
        """What was answered in the evening of each day on which something happened."""
        self.roster_changes()
        said = {}
        for _ in range(days):
            for _ in range(self.dice.randrange(1, 4)):
                with suppress(InputError, UnknownPerson):
                    self.dice.choice(self.happen)()
            said[self.admin.compliance.today()] = self.answers(None)
            self.clock.forward(days=self.dice.randrange(1, 60))
        return said

    def answers(self, day: dt.date | None) -> Answers:
        known = {row.id for row in everyone(self.admin)}
        return {n: self.admin.compliance.check(n, as_of=day) for n in PEOPLE if n in known}

    def somebody(self) -> str:
        return self.dice.choice(sorted(self.roster) or PEOPLE)

    def roster_changes(self) -> None:
        who = self.dice.choice(PEOPLE)
        self.roster[who] = {"team": self.dice.choice(TEAMS), "roles": self.dice.choice(("", "manager"))}
        # Some have a login from the first, so that they can learn before the roster knows them.
        lines = [f"{n},Person {n},u{n},{each['team']},{each['roles']}" for n, each in self.roster.items()]
        self.admin.people.import_csv("p.csv", "\n".join(["id,name,login,team,roles", *lines]).encode())

    def somebody_leaves(self) -> None:
        who = self.somebody()
        back = dt.timedelta(days=self.dice.randrange(40))
        self.admin.people.leave(who, self.admin.compliance.today() - back)
        self.roster.pop(who, None)

    def whom(self) -> Asked:
        due = self.admin.compliance.today() + dt.timedelta(days=self.dice.randrange(-20, 60))
        when = self.dice.choice(({}, {"due_on": due}, {"due_days": self.dice.randrange(40)}))
        return self.dice.choice(
            (
                Asked(everyone=True, **when),
                Asked(team="Sales", **when),
                Asked(role="manager", **when),
                Asked(person=self.dice.choice(PEOPLE), **when),
            )
        )

    def something_is_asked(self) -> None:
        self.admin.compliance.assign("tiny", self.whom())

    def something_is_taken_back(self) -> None:
        self.admin.compliance.unassign("tiny", self.whom())

    def somebody_is_excused(self) -> None:
        until = self.admin.compliance.today() + dt.timedelta(days=self.dice.randrange(90))
        self.admin.compliance.exempt(self.somebody(), "tiny", until, "on loan")

    def something_is_brought_along(self) -> None:
        day = self.admin.compliance.today() - dt.timedelta(days=self.dice.randrange(500))
        what = self.dice.choice(("tiny,", ",M90"))
        row = f"id,track,module,completed_on\n{self.somebody()},{what},{day}\n"
        self.admin.people.import_history("h.csv", row.encode())

    def something_is_corrected(self) -> None:
        entry = str(self.dice.randrange(1, 40))
        day = self.admin.compliance.today() + dt.timedelta(days=self.dice.randrange(-60, 60))
        how = self.dice.choice(({"withdraw": True}, {"due_on": day}, {"until": day}, {"completed_on": day}))
        self.admin.compliance.correct(entry, "it was wrong", **how)

    def somebody_learns(self) -> None:
        learner = self.office.training(f"u{self.dice.choice(PEOPLE)}")
        try:
            tell(learner)
            self.learn(learner, whole=self.dice.random() < 0.7)
        finally:
            learner.close()

    def learn(self, learner: Training, *, whole: bool) -> None:
        read_all(learner)
        if whole:
            pass_check(learner, self.office.course)
        else:
            learner.checks.start("M90")


@pytest.mark.parametrize("seed", range(25))
def test_an_answer_for_a_past_day_never_changes(tmp_path: Path, seed: int) -> None:
    life = Life(tmp_path, seed)
    said = life.live(14)
    for day, answers in said.items():
        # Who came later was not known on that day, and nothing was required of them.
        now = {n: each for n, each in life.answers(day).items() if n in answers}
        assert now == answers, day
    assert life.admin.evidence.verify().faults == ()
    _adds_up(life)
    life.admin.close()


def _adds_up(life: Life) -> None:
    with life.admin.reports.completion(Filters()) as found:
        rows: list[CompletionRow] = [row for row in found if row.due_on]
    done = [row for row in rows if row.status in ("current", "expiring")]
    exempt = [row for row in rows if row.status == "exempt"]
    outstanding = [row for row in rows if row.status in
                   ("not_started", "in_progress", "overdue", "expired", "superseded")]  # fmt: skip
    assert len(rows) == len(done) + len(exempt) + len(outstanding)
