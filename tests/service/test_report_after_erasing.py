"""What erased people achieved still adds up: the same rows with a completion, under the same tracks, without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.service.examined import examined_course, go, learn, right
from tests.support import Office, fail_check, pass_check, read_all
from trainer.compliance.status import Status
from trainer.reports.completion import CompletionRow, Filters
from trainer.service.asked import Asked
from trainer.service.training import Training

ROSTER = b"id,login,name,team,roles\n1,ana,Ana,Sales,manager\n2,bo,Bo,Sales,\n3,cy,Cy,Ops,\n"
TO_HER = [
    Asked(team="Sales"),
    Asked(role="manager"),
    Asked(person="1"),
    Asked(everyone=True),
    Asked(team="Ops"),
    None,
]


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    training = office.training("root")
    training.people.import_csv("p.csv", ROSTER)
    yield training
    training.close()


def rows(training: Training) -> list[CompletionRow]:
    with training.reports.completion(Filters()) as found:
        return list(found)


def achieved(training: Training) -> Counter[tuple[str, str, str, str, float | None, int | None]]:
    """Everything that is counted of the lines on which somebody finished something."""
    return Counter(
        (r.track, r.module, r.completed_at, r.valid_until, r.score, r.attempts)
        for r in rows(training)
        if r.completed_at or r.attempts
    )


def hers(training: Training) -> list[CompletionRow]:
    return [row for row in rows(training) if row.person == "erased"]


@pytest.mark.parametrize("asked", TO_HER)
def test_a_completion_counts_under_the_same_track(office: Office, admin: Training, asked: Asked | None) -> None:
    if asked:
        admin.compliance.assign("tiny", asked)
    with closing(office.training("ana")) as ana:
        read_all(ana)
        pass_check(ana, office.course)
    before = achieved(admin)
    admin.privacy.erase("1")
    assert achieved(admin) == before
    assert [(r.status, r.due_on, r.team, r.name) for r in hers(admin)] == [(Status.CURRENT, "", "", "")]
    # What is asked of everyone from now on is not asked of her.
    admin.compliance.assign("tiny", Asked(everyone=True))
    assert achieved(admin) == before
    assert admin.evidence.verify().faults == ()


def test_a_passer_by_was_required_nothing_and_stays_so(office: Office, admin: Training) -> None:
    admin.compliance.assign("tiny", Asked(everyone=True))
    with closing(office.training("visitor")) as visitor:
        read_all(visitor)
        pass_check(visitor, office.course)
    before = achieved(admin)
    admin.privacy.erase("login:visitor")
    assert achieved(admin) == before
    assert [row.track for row in hers(admin)] == [""]


def test_failed_attempts_stay_counted_and_ask_nothing(office: Office, admin: Training) -> None:
    admin.compliance.assign("tiny", Asked(team="Sales"))
    with closing(office.training("ana")) as ana, closing(office.training("bo")) as bo:
        fail_check(ana, office.course)
        read_all(bo)
    before = achieved(admin)
    for person in ("1", "2"):
        admin.privacy.erase(person)
    assert achieved(admin) == before
    # Who only read has no line any more: nothing is left that would show it.
    assert [(row.status, row.attempts) for row in hers(admin)] == [(Status.NOT_REQUIRED, 1)]


def test_a_validity_that_ends_later_ends_for_the_erased_too(office: Office, admin: Training) -> None:
    admin.compliance.assign("tiny", Asked(team="Sales"))
    with closing(office.training("ana")) as ana:
        read_all(ana)
        pass_check(ana, office.course)
    admin.privacy.erase("1")
    office.clock.forward(days=400)
    assert [row.status for row in hers(admin)] == [Status.EXPIRED]


def test_an_examination_counts_too(office: Office, admin: Training) -> None:
    office = replace(office, course=examined_course())
    with closing(office.training("root")) as boss, closing(office.training("ana")) as ana:
        boss.compliance.assign("tiny", Asked(team="Sales"))
        learn(ana)
        go(ana, ana.checks.certify("tiny"), right)
        before = achieved(boss)
        boss.privacy.erase("1")
        assert achieved(boss) == before
        assert sorted((row.track, row.module) for row in hers(boss)) == [("tiny", ""), ("tiny", "M90")]


@pytest.mark.in_process
def test_who_was_erased_in_a_restore_counts_as_in_the_backup(office: Office, admin: Training, tmp_path: Path) -> None:
    admin.compliance.assign("tiny", Asked(team="Sales"))
    with closing(office.training("ana")) as ana:
        read_all(ana)
        pass_check(ana, office.course)
    before = achieved(admin)
    admin.keeping.backup(tmp_path / "b.db")
    admin.privacy.erase("1")
    admin.keeping.restore(tmp_path / "b.db", force=True)
    with closing(office.training("root")) as again:
        assert achieved(again) == before
