"""Attacks on the answer keys: asking for them before they are earned, in every way that a learner can ask.

The attacker has passed the module's check, and sits in the examination with one answer given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Message, Wire, kind
from tests.service.examined import examined_course, learn, question_of, right, send, wrong
from tests.support import on_turn
from trainer.service.training import Training

_TOLD_WITH_KEYS = ("-secret", '"key"', '"why"', '"score"', '"verdict"', "must_precede")
"""Of which an explanation has one at least; reasons in the test's course say that they are secret."""


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        made.seen = {**made.theirs, "own": made.by(made.attacker, _sit)}
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    with office.unharmed():
        yield


def _sit(training: Training) -> str:
    """Begin the examination and answer its first question; the attempt's id."""
    learn(training)
    attempt = training.checks.certify("tiny")
    turn = on_turn(training, attempt)
    assert send(training, turn, wrong(question_of(turn.question))) is None
    return attempt


def assert_no_key(answer: Message | None) -> None:
    said = json.dumps(answer)
    assert not [word for word in _TOLD_WITH_KEYS if word in said], said


ASKING: dict[str, dict[str, Any]] = {
    "checks.feedback": {"position": 1},
    "checks.result": {},
}


@pytest.mark.parametrize("call", ASKING)
def test_ask_during_the_examination(office: Besieged, call: str) -> None:
    (answer,) = office.calls((call, {"attempt_id": office.theirs["own"], **ASKING[call]}))
    assert kind(answer) == "Conflict"
    assert_no_key(answer)


@pytest.mark.parametrize("position", [0, -1, 2, 99, 2**53 - 1])
def test_ask_for_the_feedback_of_an_answer_that_was_not_given(office: Besieged, position: int) -> None:
    (answer,) = office.calls(("checks.feedback", {"attempt_id": office.theirs["own"], "position": position}))
    assert kind(answer) == "Conflict"
    assert_no_key(answer)


def test_find_out_how_one_did_from_ones_own_copy(office: Besieged) -> None:
    """Everything is in it that is kept, but for what the open examination still asks."""
    (answer,) = office.calls(("privacy.export", {}))
    assert answer is not None
    sections = {section["table"]: section["rows"] for section in answer["value"]["sections"]}
    (sitting,) = [row for row in sections["attempt"] if row["kind"] == "certification"]
    given = [row for row in sections["response"] if row["attempt"] == sitting["n"]]
    assert [row["score"] for row in given] == ["not said, as it would tell the key"]
    assert "-secret" not in json.dumps(given)
    kept = [row for row in sections["response"] if row["attempt"] != sitting["n"]]
    assert {type(row["score"]) for row in kept} == {float}


def test_find_out_how_one_did_from_ones_record(office: Besieged) -> None:
    (answer,) = office.calls(("learn.record", {}))
    assert answer is not None
    (sitting,) = [each for each in answer["value"]["attempts"] if each["kind"] == "certification"]
    assert sitting["percent"] is None
    assert_no_key({"record": sitting})


@pytest.mark.parametrize("call", ["checks.practise", "checks.test_out", "checks.refresh", "checks.start"])
def test_have_the_examinations_questions_explained_elsewhere(office: Besieged, call: str) -> None:
    """What explains at once asks nothing that the examination asks; and no question comes with its key."""

    def attack() -> Any:
        wire = Wire(office.socket)
        began = wire.call(call, {} if call == "checks.refresh" else {"name": "M90"})
        if kind(began) != "value":
            return kind(began), None
        assert began is not None
        return began["value"], wire.call("checks.question", {"attempt_id": began["value"]})

    outcome = office.attack(attack)
    assert not outcome.error, outcome
    attempt, shown = outcome.value
    assert_no_key(shown)
    form = "SELECT form FROM attempt WHERE id = ?"
    own = {item["question"] for item in json.loads(office.rows(form, office.theirs["own"])[0][0])["items"]}
    if call == "checks.test_out" or shown is None:
        # It explains nothing before its end; or it did not begin.
        assert shown is None or shown["value"] is None or "question" in shown["value"]
        return
    assert shown["value"]["question"] not in own
    assert not own & {item["question"] for item in json.loads(office.rows(form, attempt)[0][0])["items"]}


def test_ask_for_the_key_of_each_kind_of_question(office: Besieged) -> None:
    """Every question of the examination as it is shown, to the end; then what may be said of a failed one."""

    def attack() -> Any:
        wire, said = Wire(office.socket), []
        attempt = wire.value("checks.certify", {"track": "tiny"})
        shown: list[Any] = []
        while (turn := wire.value("checks.question", {"attempt_id": attempt})) is not None:
            if "lesson" in turn:
                said.append(wire.call("learn.finish_lesson", {"name": turn["module"], "lesson_id": turn["lesson"]}))
                continue
            shown.append(turn)
            given = {"attempt_id": attempt, "question_id": turn["question"]}
            chosen = wrong(question_of(turn["question"])) if len(shown) % 4 else right(question_of(turn["question"]))
            for at in range(1, len(chosen) + 1) if turn["asked"]["type"] == "branch" else (len(chosen),):
                request = f"sit-{len(shown)}-{at}"
                said.append(wire.call("checks.answer", {**given, "chosen": chosen[:at], "request_id": request}))
        result = wire.value("checks.result", {"attempt_id": attempt})
        told = [wire.call("checks.feedback", {"attempt_id": attempt, "position": n}) for n in range(1, len(shown) + 2)]
        return shown, said, result, told

    outcome = office.attack(attack)
    assert not outcome.error, outcome
    shown, said, result, told = outcome.value
    assert len({turn["asked"]["type"] for turn in shown}) >= 2
    assert_no_key({"shown": shown, "said": said})
    assert not result["passed"]
    for answer in told:
        # Why the own choice was wrong, and nothing of what would have been right.
        assert kind(answer) in ("value", "Conflict")
        if kind(answer) == "value":
            assert not [each for each in answer["value"]["choices"] if each["key"]]
            assert answer["value"]["keys_kept"]
    assert "Conflict" in {kind(answer) for answer in told}


def test_read_the_keys_in_what_an_author_may_read(office: Besieged) -> None:
    answers = office.calls(("authoring.show", {"name": "M90-S000"}))
    assert kind(answers[0]) == "InputError"
    assert_no_key(answers[0])


def test_find_a_key_in_what_anyone_may_read(office: Besieged) -> None:
    """Home, module, each lesson, notice and inventory: no question's reasons are in any."""
    lessons = [("learn.lesson", {"name": "M90", "lesson_id": each.id}) for each in examined_course().modules[0].lessons]
    calls = [("learn.home", {}), ("learn.module", {"name": "M90"}), *lessons, ("privacy.notice", {})]
    for answer in office.calls(*calls, ("privacy.inventory", {})):
        assert kind(answer) == "value"
        assert "-secret" not in json.dumps(answer)


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
