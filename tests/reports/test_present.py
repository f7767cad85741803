"""Counted at a glance or by all facts: the same people in the same teams, of the same kinds, in any company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.reports.companies import TODAY, Company
from trainer.records import facts, newest, people
from trainer.records.history import facts_of, history
from trainer.records.store import Store, open_store
from trainer.reports import present as ways
from trainer.reports.present import present
from trainer.reports.teams import count

PEOPLE = 30
COMPANIES = 30
DAYS = [TODAY - dt.timedelta(days=200), TODAY, TODAY + dt.timedelta(days=150)]


@pytest.fixture(scope="module", params=range(COMPANIES))
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_store(tmp_path_factory.mktemp("company") / "t.db", create=True)) as opened:
        Company(opened, request.param).live(PEOPLE)
        yield opened


@pytest.mark.parametrize("few", [0, 1, 10**6])
def test_both_ways_count_the_same(store: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "_FEW", few)
    past = history(store, warning_days=30, today=TODAY)
    for day in DAYS:
        until = facts.ALWAYS if day >= TODAY else (day + dt.timedelta(days=1)).isoformat()
        by_all_facts = ways._by_all_facts(facts.of_everyone(store, until), past, day, None)
        assert count(present(store, past, day, until)) == count(by_all_facts), day


def test_whoever_may_see_some_people_counts_these(store: Store) -> None:
    past = history(store, warning_days=30, today=TODAY)
    mine = frozenset(range(1, PEOPLE, 3))
    by_all_facts = ways._by_all_facts(facts.of_everyone(store), past, TODAY, mine)
    assert count(present(store, past, TODAY, facts.ALWAYS, mine)) == count(by_all_facts)


def test_what_is_streamed_of_everyone_is_what_is_read_of_one(store: Store) -> None:
    past = history(store, warning_days=30, today=TODAY)
    for known in facts.of_everyone(store):
        if not known.person.erased:
            one = people.by_number(store, known.person.n)
            assert past.stands(TODAY, known.facts, one.member) == past.stands(TODAY, facts_of(store, one), one.member)


def test_a_glance_settles_it_for_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or nothing here would be tested, and nothing gained."""
    asked: list[int] = []
    monkeypatch.setattr(ways, "_FEW", 0)

    def noted(_: Store, given: Iterable[int]) -> Iterator[facts.Known]:
        asked.extend(given)
        return iter(())

    monkeypatch.setattr(facts, "of_these", noted)
    at_a_glance = odd = 0
    for n in range(6):
        with closing(open_store(tmp_path / f"{n}.db", create=True)) as opened:
            Company(opened, n).live(PEOPLE)
            past = history(opened, warning_days=30, today=TODAY)
            at_a_glance += sum(bool(statuses) for _, statuses in present(opened, past, TODAY, facts.ALWAYS))
            odd += len(newest.singular(opened))
    assert len(asked) > odd > 6
    assert at_a_glance > 6 * PEOPLE / 4
