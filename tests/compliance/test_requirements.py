"""Assignments as rules: whom they ask, and by when."""

from __future__ import annotations

import datetime as dt

from trainer.compliance.requirements import Assignment, Demands, Member, Role, Target, applies, due_date

JULY = dt.date(2026, 7, 1)
ANA = Member(person=1, team="Front Desk", roles=frozenset({Role.MANAGER}), start_date=None, unlisted=False)
RULE = Assignment(
    track="tiny", target=Target.EVERYONE, person=None, name="", due_on=None, due_days=None, assigned_on=JULY
)


def test_whom_a_rule_asks() -> None:
    assert applies(RULE, ANA)
    assert applies(RULE._replace(target=Target.PERSON, person=1), ANA)
    assert not applies(RULE._replace(target=Target.PERSON, person=2), ANA)
    assert applies(RULE._replace(target=Target.TEAM, name="ＦＲＯＮＴ desk"), ANA)
    assert not applies(RULE._replace(target=Target.TEAM, name="Back office"), ANA)
    assert applies(RULE._replace(target=Target.ROLE, name="manager"), ANA)
    assert not applies(RULE._replace(target=Target.ROLE, name="auditor"), ANA)


def test_everyone_is_a_learner() -> None:
    assert applies(RULE._replace(target=Target.ROLE, name="learner"), ANA._replace(roles=frozenset()))


def test_nothing_is_required_of_someone_who_is_not_on_the_roster() -> None:
    assert not applies(RULE, ANA._replace(unlisted=True))


def test_days_run_from_the_later_of_start_and_assignment() -> None:
    rule = RULE._replace(due_days=10)
    assert due_date(rule, ANA, 30) == dt.date(2026, 7, 11)
    assert due_date(rule, ANA._replace(start_date=dt.date(2026, 9, 1)), 30) == dt.date(2026, 9, 11)
    assert due_date(rule, ANA._replace(start_date=dt.date(2020, 1, 1)), 30) == dt.date(2026, 7, 11)
    assert due_date(RULE, ANA, 30) == dt.date(2026, 7, 31)
    assert due_date(RULE._replace(due_on=dt.date(2026, 12, 24)), ANA, 30) == dt.date(2026, 12, 24)


def test_the_earliest_date_counts_and_an_unknown_track_does_not() -> None:
    rules = [RULE, RULE._replace(due_days=5), RULE._replace(track="gone")]
    assert Demands(rules, {"tiny": 30}).due_by_track(ANA) == {"tiny": dt.date(2026, 7, 6)}
