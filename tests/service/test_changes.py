"""A new major version: whoever holds the module sees what changed, and is asked about that alone."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.service.examined import examined_course, learn, rows
from tests.service.versions import REASON, ROSTER, SAID, WRITTEN, complete, course, later, second
from tests.support import Office, fail_check, keys_of, on_turn, pass_check, read_all, tell
from trainer.compliance.status import Status
from trainer.content.body import ModuleBody
from trainer.content.difference import Mark
from trainer.content.models import Change, Course, Part
from trainer.errors import Conflict
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.changes_views import Became
from trainer.service.training import Training
from trainer.service.views import Step

ATTESTED = "SELECT module, version, objectives FROM delta_attestation"
TRACKS = "SELECT count(*) FROM entry WHERE kind = 'attestation'"


def test_the_whole_story(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    until = ana.learn.home().modules[0].valid_until
    assert ana.compliance.check("001").status is Status.CURRENT
    office.clock.forward(days=40)
    ana = later(office, second(tmp_path / "2"))
    assert ana.compliance.check("001").status is Status.SUPERSEDED
    step = ana.learn.home().next
    assert (step.step, step.module) == (Step.ATTEST, "M90")
    assert step.label == "See what is new in version 2 and answer 4 questions"

    seen = ana.learn.changes("M90")
    assert (seen.before, seen.now, seen.questions, seen.begun) == ("1.0", "2.0", 4, False)
    assert seen.said == (f"Version 2: {SAID}",)
    assert seen.objectives == ("Choose a reason before using data",)
    assert seen.valid_until == until
    (lesson,) = seen.lessons
    assert (lesson.id, lesson.became, lesson.title_before) == ("M90.L1", Became.CHANGED, "")
    (changed,) = [each for each in lesson.passages if each.mark is Mark.CHANGED]
    assert changed.before.endswith("Ask for the reason before you start.")
    assert changed.now.endswith("Ask for the reason in writing.")
    assert changed.now.startswith("Every use of customer data needs a lawful basis (the reason in law")

    attempt = pass_check(ana, office.course)
    assert ana.checks.result(attempt).heading == "M90  A tiny module: what is new"
    assert {line.id for line in ana.checks.result(attempt).objectives} == {"M90.O1"}
    assert ana.checks.result(attempt).completed
    assert rows(office, ATTESTED) == [("M90", "2.0", '["M90.O1"]')]
    checked = ana.compliance.check("001")
    assert (checked.status, checked.tracks[0].valid_until) == (Status.CURRENT, until)
    home = ana.learn.home()
    assert home.modules[0].next.step == Step.NOTHING
    card = home.modules[0]
    assert (card.valid_until, card.lessons_read, card.lessons, card.passed) == (until, 2, 2, True)
    with ana.reports.completion(Filters()) as lines:
        assert [line.version for line in lines] == ["2.0"]
    assert not ana.evidence.verify().faults
    with pytest.raises(Conflict, match="nothing new"):
        ana.learn.changes("M90")
    ana.close()


def test_the_entry_says_what_was_attested_and_rests_on_its_attempt(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    attempt = pass_check(ana, office.course)
    ((payload, person, actor, at),) = rows(
        office, "SELECT payload, person_ref, actor_ref, recorded_at FROM entry WHERE kind = 'attestation'"
    )
    assert json.loads(str(payload)) == {
        "attempt": attempt, "module": "M90", "version": "2.0", "digest": office.course.modules[0].digest,
        "objectives": ["M90.O1"], "attestation": office.attestation,
    }  # fmt: skip
    assert person == actor
    assert rows(office, "SELECT completed_at, counts_from FROM delta_attestation") == [(at, str(at)[:10])]
    assert rows(office, "SELECT count(*) FROM completion") == [(1,)]
    ana.close()


def test_only_what_changed_is_asked(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2", "M90.O2", "M90.O3"))
    attempt = ana.checks.start("M90")
    ((form,),) = rows(office, f"SELECT form FROM attempt WHERE id = '{attempt}'")
    drawn = json.loads(str(form))
    assert drawn["attests"] == ["M90.O2", "M90.O3"]
    assert {item["objective"] for item in drawn["items"]} == {"M90.O2", "M90.O3"}
    assert len(drawn["items"]) == 5
    assert on_turn(ana, attempt).label == "Question 1 of 5"
    ana.close()


def test_what_was_asked_before_is_not_asked_again_while_there_is_other(office: Office) -> None:
    office.course = examined_course()
    ana = office.training("ana")
    learn(ana)
    module = office.course.modules[0]
    change = Change(major=2, objectives=("M90.O1",), said=SAID)
    module = dataclasses.replace(module, version="2.0", changes=(change,), digest="second")
    ana.close()
    ana = later(office, dataclasses.replace(office.course, modules=(module,)))
    ana.checks.start("M90")
    forms = [json.loads(str(form)) for (form,) in rows(office, "SELECT form FROM attempt ORDER BY n")]
    first, second_one = ({item["question"] for item in form["items"]} for form in forms)
    assert len(second_one) == 5
    assert not first & second_one
    assert all(item["critical"] for item in forms[1]["items"])
    assert len(forms[1]["spares"]) >= 2
    ana.close()


def test_a_form_about_the_whole_is_kept_as_it_always_was(office: Office, ana: Training) -> None:
    ana.checks.start("M90")
    ((form,),) = rows(office, "SELECT form FROM attempt")
    assert "attests" not in json.loads(str(form))


def test_a_change_that_does_not_touch_what_is_asked_of_someone_supersedes_nothing(
    office: Office, tmp_path: Path
) -> None:
    def partly(newer: str) -> None:
        part = Part(module="M90", lessons=("M90.L2",), objectives=("M90.O2",))
        track = dataclasses.replace(office.course.tracks[0], modules=(part,))
        office.course = dataclasses.replace(office.course, tracks=(track,))

    partly("1")
    ana = office.training("ana")
    tell(ana)
    complete(ana, office)
    office.course = second(tmp_path / "2")
    partly("2")
    ana = later(office, office.course)
    assert ana.compliance.check("001").status is Status.CURRENT
    assert ana.learn.home().next.step == Step.NOTHING
    with pytest.raises(Conflict):
        ana.learn.changes("M90")
    ana.close()


def test_a_version_that_names_nothing_asks_for_the_whole_module_again(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    ana = later(office, course(tmp_path / "2", 'version: "2.0"\n', REASON))
    assert ana.compliance.check("001").status is Status.SUPERSEDED
    assert ana.learn.home().next.step == Step.LESSON
    with pytest.raises(Conflict):
        ana.learn.changes("M90")
    read_all(ana)
    assert ana.learn.home().next.step == Step.CHECK
    pass_check(ana, office.course)
    assert rows(office, TRACKS) == [(0,)]
    assert rows(office, "SELECT version FROM completion ORDER BY entry") == [("1.0",), ("2.0",)]
    ana.close()


def test_a_version_that_asks_nothing_leaves_everybody_current(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana = later(office, course(tmp_path / "2", WRITTEN.format("", SAID), REASON))
    assert ana.compliance.check("001").status is Status.CURRENT
    ana.close()


def test_a_failed_one_changes_nothing_and_the_rules_of_trying_again_are_those_of_a_check(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    for _ in range(2):
        attempt = fail_check(ana, office.course)
        assert not ana.checks.result(attempt).passed
    assert ana.compliance.check("001").status is Status.SUPERSEDED
    assert rows(office, TRACKS) == [(0,)]
    step = ana.learn.home().next
    assert (step.step, step.lesson) == (Step.LESSON, "M90.L1")
    ana.learn.finish_lesson("M90", "M90.L1")
    assert ana.learn.home().next.step == Step.WAIT
    with pytest.raises(Conflict, match="too early"):
        ana.checks.start("M90")
    office.clock.forward(hours=25)
    assert ana.learn.home().next.step == Step.ATTEST
    pass_check(ana, office.course)
    assert ana.compliance.check("001").status is Status.CURRENT
    assert not ana.evidence.verify().faults
    ana.close()


def test_an_older_check_that_was_begun_goes_on_and_completes_nothing(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    begun = ana.checks.start("M90")
    ana = later(office, second(tmp_path / "2"))
    assert ana.learn.home().next.step == Step.RESUME
    assert ana.learn.changes("M90").begun
    assert pass_check(ana, office.course) == begun
    assert "what is new" not in ana.checks.result(begun).heading
    assert ana.compliance.check("001").status is Status.SUPERSEDED
    assert rows(office, "SELECT count(*) FROM completion") == [(1,)]
    assert ana.learn.home().next.step == Step.ATTEST
    ana.close()


def test_what_was_begun_is_resumed_and_can_be_looked_at_once_more(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    attempt = ana.checks.start("M90")
    step = ana.learn.home().next
    assert (step.step, step.attempt) == (Step.RESUME, attempt)
    assert step.label == "Continue with what is new where you stopped"
    again = [each for each in ana.learn.module("M90").beside if each.step == Step.ATTEST]
    assert [each.label for each in again] == ["See once more what is new in version 2"]
    assert ana.learn.changes("M90").begun
    assert ana.checks.start("M90") == attempt
    ana.close()


def test_a_pass_of_one_version_and_then_the_next_asks_for_the_next_alone(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    pass_check(ana, office.course)
    third = WRITTEN.format("M90.O1", SAID).replace('"2.0"', '"3.0"')
    third += "  - {major: 3, objectives: [M90.O3], said: Stop means stop.}\n"
    swap = ("yes-and-stop.md", "Saying stop takes one tap here", "Saying stop takes no tap here")
    ana.close()
    ana = later(office, course(tmp_path / "3", third, REASON, swap))
    seen = ana.learn.changes("M90")
    assert (seen.before, seen.now) == ("2.0", "3.0")
    assert seen.said == ("Version 3: Stop means stop.",)
    assert seen.objectives == ("Stop when a customer says stop",)
    assert [each.id for each in seen.lessons] == ["M90.L2"], "the first lesson is as it was when they attested it"
    pass_check(ana, office.course)
    assert ana.compliance.check("001").status is Status.CURRENT
    assert [row[1:] for row in rows(office, ATTESTED)] == [("2.0", '["M90.O1"]'), ("3.0", '["M90.O3"]')]
    assert not ana.evidence.verify().faults
    ana.close()


def test_someone_who_never_held_it_learns_the_whole(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana.people.import_csv("people.csv", b"id,login,name\n002,bo,Bo\n")
    bo = later(office, second(tmp_path / "2"), "bo")
    tell(bo)
    assert bo.learn.home().next.step == Step.LESSON
    with pytest.raises(Conflict):
        bo.learn.changes("M90")
    bo.close()


def test_what_ended_is_done_again_as_a_whole(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    office.clock.forward(days=400)
    ana = later(office, second(tmp_path / "2"))
    assert ana.compliance.check("001").status is Status.EXPIRED
    assert ana.learn.home().next.step == Step.LESSON
    ana.close()


def test_where_another_track_asks_for_more_the_whole_is_done(office: Office, tmp_path: Path) -> None:
    def with_a_part(whole: Course) -> Course:
        part = Part(module="M90", lessons=("M90.L1",), objectives=("M90.O1",))
        other = dataclasses.replace(whole.tracks[0], id="other")
        return dataclasses.replace(whole, tracks=(dataclasses.replace(whole.tracks[0], modules=(part,)), other))

    office.course = with_a_part(office.course)
    ana = office.training("ana")
    tell(ana)
    ana.people.import_csv("people.csv", ROSTER)
    ana.compliance.assign("tiny", Asked(everyone=True))
    ana.learn.finish_lesson("M90", "M90.L1")
    pass_check(ana, office.course)
    ana.close()
    ana = later(office, with_a_part(second(tmp_path / "2")))
    assert ana.learn.home().next.step == Step.ATTEST
    ana.compliance.assign("other", Asked(everyone=True))
    assert {card.status for card in ana.learn.home().tracks} == {Status.SUPERSEDED, Status.IN_PROGRESS}
    assert ana.learn.home().next.step == Step.LESSON
    with pytest.raises(Conflict):
        ana.learn.changes("M90")
    ana.close()


def test_lessons_that_came_and_went_are_named(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    newer = second(tmp_path / "2")
    module = newer.modules[0]
    moved = dataclasses.replace(module.lessons[0], id="M90.L3", title="A reason in writing", digest="moved")
    body = newer.bodies["M90"]
    texts = {"M90.L3": body.texts["M90.L1"], "M90.L2": body.texts["M90.L2"]}
    module = dataclasses.replace(module, lessons=(moved, module.lessons[1]), digest="m2")
    newer = dataclasses.replace(newer, modules=(module,), bodies={"M90": dataclasses.replace(body, texts=texts)})
    ana = later(office, newer)
    found = [(each.id, each.title, each.became) for each in ana.learn.changes("M90").lessons]
    assert found == [
        ("M90.L3", "A reason in writing", Became.ADDED),
        ("M90.L1", "A reason first", Became.REMOVED),
    ]
    (added, _) = ana.learn.changes("M90").lessons
    assert {each.mark for each in added.passages} == {Mark.ADDED}
    ana.close()


def test_whoever_tested_out_is_shown_what_was_in_force_then(office: Office, ana: Training, tmp_path: Path) -> None:
    ana.people.import_csv("people.csv", b"id,login,name\n001,ana,Ana\n")
    ana.compliance.assign("tiny", Asked(everyone=True))
    keys = keys_of(office.course)
    attempt = ana.checks.test_out("M90")
    while ana.checks.question(attempt) is not None:
        turn = on_turn(ana, attempt)
        ana.checks.answer(attempt, turn.question, keys[turn.question], f"{attempt[:8]}-{turn.position}")
    assert ana.learn.record().lessons_read == 0
    ana = later(office, second(tmp_path / "2"))
    assert [(each.id, each.became) for each in ana.learn.changes("M90").lessons] == [("M90.L1", Became.CHANGED)]
    ana.close()


@pytest.mark.in_process
@pytest.mark.parametrize(
    "spoilt",
    [
        "DELETE FROM lesson_text",
        "UPDATE lesson_text SET body = replace(body, 'before', 'after') WHERE lesson = 'M90.L1'",
        "UPDATE lesson_text SET body = '[' WHERE lesson = 'M90.L1'",
    ],
)
def test_a_text_that_is_not_kept_as_it_was_is_not_made_up(
    office: Office, ana: Training, tmp_path: Path, spoilt: str
) -> None:
    complete(ana, office)
    with closing(sqlite3.connect(office.database)) as conn:
        conn.execute(spoilt)
        conn.commit()
    ana = later(office, second(tmp_path / "2"))
    seen = ana.learn.changes("M90")
    assert [(each.title, each.became, each.passages) for each in seen.lessons] == [
        ("A reason first", Became.UNKNOWN, ())
    ]
    assert seen.said == (f"Version 2: {SAID}",)
    pass_check(ana, office.course)
    assert ana.compliance.check("001").status is Status.CURRENT
    ana.close()


def test_each_text_in_force_is_kept_once_and_a_second_start_looks_at_no_body(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    kept = "SELECT lesson, title FROM lesson_text ORDER BY lesson, body"
    assert rows(office, kept) == [("M90.L1", "A reason first"), ("M90.L2", "A real yes, and stop")]

    class Shut(dict[str, ModuleBody]):
        def __getitem__(self, name: str) -> ModuleBody:
            raise AssertionError("nobody needs it yet")

    shut = dataclasses.replace(office.course, bodies=Shut())
    again = later(office, shut)
    again.learn.home()
    again.close()
    again = later(office, second(tmp_path / "2"))
    assert len(rows(office, kept)) == 3
    again.close()


@pytest.mark.in_process
def test_texts_of_what_was_in_force_before_any_were_kept_are_kept_from_now_on(office: Office, ana: Training) -> None:
    with closing(sqlite3.connect(office.database)) as conn:
        conn.execute("DELETE FROM lesson_text")
        conn.commit()
    again = later(office, office.course)
    assert len(rows(office, "SELECT 1 FROM lesson_text")) == 2
    again.close()


def test_an_open_examination_that_asks_the_same_comes_first(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    # A test-out of the module holds back every question it may ask, until it is over.
    attempt = ana.checks.test_out("M90")
    with pytest.raises(Conflict, match="Something else"):
        ana.checks.start("M90")
    assert ana.checks.question(attempt) is not None
    assert rows(office, "SELECT count(*) FROM attempt WHERE state = 'open'") == [(1,)]
    ana.close()
