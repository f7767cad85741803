"""Home, modules, lessons, record: what a learner sees is what is recorded."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.support import Office, everyone, on_turn, pass_check, read_all, tell
from trainer.compliance.status import Status
from trainer.content.models import Part
from trainer.errors import InputError, NoRecords, NoticeNeeded
from trainer.service.asked import Asked
from trainer.service.check_views import Presented
from trainer.service.training import Training, in_process
from trainer.service.views import BLOCK, Step
from trainer.settings import Settings

ROSTER = b"id,login,name,team\n001,ana,Ana,Front\n002,bo,Bo,Back\n"


@pytest.mark.in_process
def test_asking_creates_nothing(office: Office) -> None:
    training = office.training()
    with pytest.raises(NoRecords):
        training.learn.home()
    assert not office.database.exists()


def test_looking_around_makes_no_person(office: Office) -> None:
    ana = office.training("ana")
    ana.learn.begin()
    ana.learn.home()
    ana.learn.module("M90")
    ana.learn.lesson("M90", "M90.L1")
    ana.learn.record()
    ana.privacy.inventory()
    assert not ana.privacy.told()
    for record in (lambda: ana.checks.start("M90"), lambda: ana.learn.keep_place("M90", "M90.L1", 1)):
        with pytest.raises(NoticeNeeded):
            record()
    assert [row.id for row in everyone(ana)] == []
    ana.privacy.acknowledge(ana.privacy.notice().digest)
    ana.checks.start("M90")
    assert [(row.id, row.listed) for row in everyone(ana)] == [("login:ana", False)]
    assert everyone(ana, unlisted=False) == []


def test_home_leads_from_lesson_to_lesson_to_check_to_nothing(office: Office, ana: Training) -> None:
    ana.people.import_csv("people.csv", ROSTER)
    ana.compliance.assign("tiny", Asked(everyone=True))
    steps = []
    while (step := ana.learn.home().next).step != Step.NOTHING:
        steps.append((step.step, step.lesson))
        if step.step == Step.LESSON:
            ana.learn.finish_lesson(step.module, step.lesson)
        else:
            pass_check(ana, office.course)
    assert steps == [(Step.LESSON, "M90.L1"), (Step.LESSON, "M90.L2"), (Step.CHECK, "")]
    home = ana.learn.home()
    assert [(t.id, t.status, t.done, t.parts) for t in home.tracks] == [("tiny", Status.CURRENT, 1, 1)]


def test_an_unfinished_check_comes_before_everything(ana: Training) -> None:
    ana.checks.start("M90")
    assert ana.learn.home().next.step == Step.RESUME


def test_what_is_overdue_and_what_expires(office: Office, ana: Training) -> None:
    ana.people.import_csv("people.csv", ROSTER)
    ana.compliance.assign("tiny", Asked(everyone=True))
    read_all(ana)
    pass_check(ana, office.course)
    office.clock.forward(days=340)
    assert ana.learn.home().tracks[0].status == Status.EXPIRING
    assert ana.learn.home().next.step == Step.CHECK
    office.clock.forward(days=60)
    assert ana.learn.home().tracks[0].status == Status.EXPIRED
    bo = office.training("bo")
    assert bo.learn.home().tracks[0].status == Status.OVERDUE
    pass_check(ana, office.course)
    assert ana.learn.home().tracks[0].status == Status.CURRENT


def test_a_track_that_takes_part_of_a_module_asks_only_that(office: Office) -> None:
    part = Part(module="M90", lessons=("M90.L1",), objectives=("M90.O1",))
    track = dataclasses.replace(office.course.tracks[0], modules=(part,))
    office.course = dataclasses.replace(office.course, tracks=(track,))
    training = office.training("ana")
    tell(training)
    training.people.import_csv("people.csv", ROSTER)
    training.compliance.assign("tiny", Asked(everyone=True))
    view = training.learn.module("M90")
    assert [(line.id, line.asked) for line in view.lessons] == [("M90.L1", True), ("M90.L2", False)]
    assert len(view.objectives) == 1
    training.learn.finish_lesson("M90", "M90.L1")
    attempt = pass_check(training, office.course)
    assert {line.id for line in training.checks.result(attempt).objectives} == {"M90.O1"}
    assert training.learn.home().tracks[0].status == Status.CURRENT


def test_a_lesson_is_resumed_at_its_place_and_its_end_is_never_taken_back(ana: Training) -> None:
    last = BLOCK * len(ana.learn.lesson("M90", "M90.L1").blocks) - 1
    ana.learn.keep_place("M90", "M90.L1", 1)
    assert ana.learn.lesson("M90", "M90.L1").place == 1
    ana.learn.keep_place("M90", "M90.L1", 10**9)
    assert ana.learn.lesson("M90", "M90.L1").place == last
    ana.learn.finish_lesson("M90", "M90.L1")
    ana.learn.keep_place("M90", "M90.L1", 2)
    view = ana.learn.lesson("m90", "m90.l1")
    assert (view.read, view.place) == (True, 2)
    assert ana.learn.record().lessons_read == 1


@pytest.mark.parametrize(("module", "lesson"), [("M99", "M99.L1"), ("M90", "M90.L9"), ("", "")])
def test_what_there_is_not_is_said_with_what_there_is(ana: Training, module: str, lesson: str) -> None:
    with pytest.raises(InputError, match="M90"):
        ana.learn.lesson(module, lesson)


def test_a_new_major_version_asks_again_and_a_minor_one_does_not(office: Office, ana: Training) -> None:
    ana.people.import_csv("people.csv", ROSTER)
    ana.compliance.assign("tiny", Asked(everyone=True))
    read_all(ana)
    pass_check(ana, office.course)
    module = office.course.modules[0]
    for version, expected in (("1.7", Status.CURRENT), ("2.0", Status.SUPERSEDED)):
        newer = dataclasses.replace(module, version=version, digest=f"d-{version}")
        later = Office(office.database, office.clock, dataclasses.replace(office.course, modules=(newer,)))
        training = later.training("ana")
        training.learn.begin()
        assert training.learn.home().tracks[0].status == expected
        training.close()


def test_my_record_says_who_i_am_and_what_i_did(office: Office, ana: Training) -> None:
    ana.people.import_csv("people.csv", ROSTER)
    pass_check(ana, office.course)
    record = ana.learn.record()
    assert (record.id, record.login, record.team, record.unlisted) == ("001", "ana", "Front", False)
    assert [(a.state, a.answered, a.total, a.attestation) for a in record.attempts] == [
        ("passed", 10, 10, office.attestation)
    ]


def test_my_record_speaks_in_the_company_s_time_zone_and_names_whom_to_ask(office: Office) -> None:
    settings = Settings(time_zone="Europe/Amsterdam", privacy_contact="privacy@shop.example")
    training = in_process(
        database=office.database, load=lambda: office.course, settings=settings, clock=office.clock, login="ana"
    )
    training.learn.begin()
    assert training.learn.record().privacy_contact == "privacy@shop.example"
    pass_check(training, office.course)
    (attempt,) = training.learn.record().attempts
    assert (attempt.when, attempt.finished_at) == ("2026-07-01 14:00 CEST", "2026-07-01T12:00:00Z")
    training.close()


def test_the_clock_going_back_loses_nothing(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    office.clock.forward(days=-400)
    while isinstance(asked := ana.checks.question(attempt), Presented):
        ana.checks.answer(
            attempt, asked.question, [asked.asked.choices[0].id][: asked.asked.choose], f"r{asked.position}"
        )
    assert ana.checks.result(attempt).total == 10


def test_two_windows_on_one_attempt_answer_a_question_once(office: Office, ana: Training, tmp_path: Path) -> None:
    other = office.training("ana")
    attempt = ana.checks.start("M90")
    assert other.checks.start("M90") == attempt
    asked = on_turn(ana, attempt)
    ana.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], "one")
    with pytest.raises(InputError):
        other.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], "two")
    following = on_turn(other, attempt)
    assert following.position == 2
