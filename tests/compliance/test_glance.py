"""The short ways to a status lead where the long one does, in any history and on any day."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compliance.histories import FIRST, MODULES, NOW, Told, changes, tell
from trainer.compliance import standing
from trainer.compliance.achieved import Completion, major_in
from trainer.compliance.glance import Glance, Newest
from trainer.compliance.history import Facts, InForce, due_of
from trainer.compliance.membership import membership
from trainer.compliance.requirements import Target
from trainer.compliance.standing import Standing, by_track
from trainer.compliance.status import HELD, NEVER_HELD, Status
from trainer.compliance.validity import day_of
from trainer.content.tracks import Part, Track

Histories = list[tuple[dt.date, tuple[Any, ...]]]
TWO = MODULES[:2]
CASES = 10_000


def years_of_one(dice: random.Random) -> tuple[Histories, dt.date]:
    """A person of whom one track is required, what they achieved, and a day on which somebody asks."""
    told: Histories = [(FIRST, ("version", module, ())) for module in TWO[: dice.choice((1, 2, 2))]]
    told += [(FIRST, _track(dice)), (FIRST, ("joined", "Sales", "", 0))]
    told.append((FIRST, ("assign", "gate", Target.EVERYONE, None, dice.choice((30, 800)))))
    day = FIRST
    for _ in range(dice.randrange(6)):
        day += _gap(dice)
        told.append((day, _achieved(dice)))
    return told, day + _gap(dice)


def _gap(dice: random.Random) -> dt.timedelta:
    """Between one thing and the next: at about the same time, or a year later to the day or nearly."""
    return dt.timedelta(days=dice.choice((0, 1, 29, 30, 31, dice.randrange(60), 365, 366, dice.randrange(270, 470))))


def _track(dice: random.Random) -> tuple[Any, ...]:
    return "track", "gate", set(dice.sample(TWO, dice.choice((1, 2)))), dice.random() < 0.5


def _achieved(dice: random.Random) -> tuple[Any, ...]:
    module = dice.choice(TWO)
    what = dice.choices(range(7), (8, 6, 2, 2, 1, 1, 2))[0]
    return (
        ("complete", module, ()),
        ("certify", "gate"),
        ("complete", module, ("O2",)),
        ("import", "gate", dice.randrange(400)),
        ("version", module, dice.choice(((), ("O1",), None))),
        ("attest", module, ("O1",)),
        _track(dice),
    )[what]


DONE, LATE, WAITING, EXEMPT = "done", "late", "waiting", "exempt"


def kind(status: Status) -> str:
    if status is Status.EXEMPT:
        return EXEMPT
    if status in HELD:
        return DONE
    return WAITING if status in NEVER_HELD and status is not Status.OVERDUE else LATE


def kinds(statuses: Mapping[str, Status]) -> dict[str, str]:
    return {track: kind(status) for track, status in statuses.items()}


def newest(facts: Facts, majors: Mapping[str, int]) -> Newest:
    whole, certified = {}, {}
    held: dict[str, list[dt.date]] = {}
    partly, before = set(), set()
    in_order = attrgetter("completed_at", "entry")
    for each in sorted(facts.completions, key=in_order):
        if major_in(each.version) != majors.get(each.module, 1):
            before.add(each.module)
        elif each.left_out:
            partly.add(each.module)
        else:
            whole[each.module] = each.completed_at
            held.setdefault(each.module, []).append(day_of(each.completed_at))
    for one in sorted(facts.certifications, key=in_order):
        certified[one.track] = one.completed_at, one.versions
    return Newest(whole, partly, before, certified, held.__getitem__)


def singular(told: Told) -> bool:
    theirs = {each.entry for each in told.completions} | {each.entry for each in told.certifications}
    return bool(told.exemptions) or any(each.corrects in theirs for each in told.corrections)


def narrowed(told: InForce) -> InForce:
    """A track that asks one objective of each module, so that a completion may leave out others."""
    if told.track is None:
        return told
    parts = tuple(replace(part, objectives=(f"{part.module}.O1",)) for part in told.track.modules)
    return told._replace(track=replace(told.track, modules=parts))


def seen(history: Histories, as_of: dt.date, *, narrow: bool = False) -> Mapping[str, Status] | None:
    """What a glance settles, after it was compared with the rule; None where it settles nothing."""
    told = tell(history, as_of)
    if narrow:
        told.in_force = list(map(narrowed, told.in_force))
    past, facts = told.history(as_of), told.facts()
    company = past.on(as_of)
    found = membership(facts.roster, company.by, NOW)
    if found is None or found.left_on or singular(told):
        return None
    statuses = Glance(company).statuses(due_of(company, found), newest(facts, company.rules.majors))
    if statuses is not None:
        lines = past.stands(as_of, facts, NOW).lines
        rule = {each.track.id: each.status for each in by_track(lines) if each.due_on}
        assert kinds(statuses) == kinds(rule), (history, as_of)
    return statuses


def test_a_glance_is_never_wrong_and_mostly_settles_it() -> None:
    dice = random.Random(5)
    met: Counter[Status] = Counter()
    unsettled = 0
    for _ in range(CASES):
        statuses = seen(*years_of_one(dice), narrow=dice.random() < 0.3)
        met.update((statuses or {}).values())
        unsettled += statuses is None
    assert unsettled < CASES / 3
    assert min(met[each] for each in (Status.CURRENT, Status.EXPIRED, Status.OVERDUE, Status.NOT_STARTED)) > CASES / 50


@given(changes, st.integers(30, 2400).map(lambda n: FIRST + dt.timedelta(days=n)))
def test_nor_is_it_in_a_history_of_anything(history: Histories, as_of: dt.date) -> None:
    seen(history, as_of)


def test_what_left_nothing_out_goes_a_shorter_way_to_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def the_long_way(self: Any, track: Track, part: Part, due_on: dt.date, completed: list[Completion]) -> Standing:
        long = self._part(track, part, due_on, completed, None, None)
        assert isinstance(long, Standing)
        assert plain(self, track, part, due_on, completed) == long
        went.update([len(completed)])
        return long

    went: Counter[int] = Counter()
    plain = standing._Reckoning._plain
    monkeypatch.setattr(standing._Reckoning, "_plain", the_long_way)
    dice = random.Random(6)
    for _ in range(CASES // 2):
        history, as_of = years_of_one(dice)
        told = tell(history, as_of)
        told.history(as_of).stands(as_of, told.facts(), NOW)
    assert went[1] > CASES / 25
    assert went[2] > CASES / 200
