"""What is settled at a glance is what the rule says of all facts, in any history and on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.compliance.histories import FIRST, MODULES, NOW, Told, changes, tell
from trainer.compliance.achieved import major_in
from trainer.compliance.glance import Glance, Newest
from trainer.compliance.history import Facts, due_of
from trainer.compliance.membership import membership
from trainer.compliance.requirements import Target
from trainer.compliance.standing import by_track
from trainer.compliance.status import HELD, NEVER_HELD, Status

_gap = st.one_of(st.integers(0, 60), st.integers(250, 480))
"""Days between one thing and the next: at about the same time, or about a year later."""
_module = st.sampled_from(MODULES[:2])
_complete = st.tuples(st.just("complete"), _module, st.just(()))
_certify = st.tuples(st.just("certify"), st.just("gate"))
_achieved = st.one_of(
    _complete,
    _complete,
    _complete,
    _certify,
    _certify,
    st.tuples(st.just("complete"), _module, st.just(("O2",))),
    st.tuples(st.just("import"), st.just("gate"), st.integers(0, 400)),
    st.tuples(st.just("version"), _module, st.sampled_from([(), ("O1",), None])),
    st.tuples(st.just("attest"), _module, st.just(("O1",))),
    st.tuples(st.just("track"), st.just("gate"), st.sets(_module, min_size=1), st.booleans()),
)
Histories = list[tuple[dt.date, tuple[Any, ...]]]


@st.composite
def years_of_one(draw: st.DrawFn) -> tuple[Histories, dt.date]:
    """A person of whom one track is required, what they achieved, and a day on which somebody asks."""
    track = ("track", "gate", draw(st.sets(_module, min_size=1)), draw(st.booleans()))
    told: Histories = [(FIRST, ("version", module, ())) for module in MODULES]
    told += [(FIRST, track), (FIRST, ("joined", "Sales", "", 0))]
    told.append((FIRST, ("assign", "gate", Target.EVERYONE, None, draw(st.sampled_from([30, 800])))))
    day = FIRST
    for gap, what in draw(st.lists(st.tuples(_gap, _achieved), max_size=7)):
        day += dt.timedelta(days=gap)
        told.append((day, what))
    return told, day + dt.timedelta(days=draw(_gap))


_of_anyone = st.tuples(changes, st.integers(30, 2400).map(lambda n: FIRST + dt.timedelta(days=n)))
many = settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])

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
    partly, before = set(), set()
    for each in sorted(facts.completions, key=lambda one: (one.completed_at, one.entry)):
        if major_in(each.version) != majors.get(each.module, 1):
            before.add(each.module)
        elif each.left_out:
            partly.add(each.module)
        else:
            whole[each.module] = each.completed_at
    for one in sorted(facts.certifications, key=lambda one: (one.completed_at, one.entry)):
        certified[one.track] = one.completed_at, one.versions
    return Newest(whole, partly, before, certified)


def singular(told: Told) -> bool:
    theirs = {each.entry for each in (*told.completions, *told.certifications)}
    return bool(told.exemptions) or any(each.corrects in theirs for each in told.corrections)


@many
@given(st.one_of(years_of_one(), years_of_one(), _of_anyone))
def test_a_glance_is_never_wrong(asked: tuple[Histories, dt.date]) -> None:
    history, as_of = asked
    told = tell(history, as_of)
    past, facts = told.history(as_of), told.facts()
    company = past.on(as_of)
    found = membership(facts.roster, company.by, NOW)
    if found is None or found.left_on or singular(told):
        return
    due = due_of(company, found)
    statuses = Glance(company).statuses(due, newest(facts, company.rules.majors))
    event(f"{'nothing due' if not due else 'not settled' if statuses is None else 'settled'}")
    if statuses is not None:
        lines = past.stands(as_of, facts, NOW).lines
        assert kinds(statuses) == kinds({each.track.id: each.status for each in by_track(lines) if each.due_on})
        for status in statuses.values():
            event(status)
