"""Attacks by answering: replayed, reordered and forged ids, other people's turns, and answers that are none.

Whatever is tried, a question is answered once, by whose it is, in its turn; the colleague's answers stay theirs.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Message, Wire, kind
from tests.service.examined import go, question_of, right, wrong
from trainer.assessment.kinds import AttemptKind
from trainer.errors import TrainerError

Turn = dict[str, Any]


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    with office.unharmed():
        yield


def fresh() -> str:
    return uuid.uuid4().hex


def turn_of(wire: Wire, kind_of: str = "single") -> Turn:
    """A question of a type whose turn it is in practice; others are answered until one comes."""
    # Practice draws five of forty at random, so that a scenario may be long in coming.
    for _ in range(1000):
        attempt = wire.value("checks.practise", {"name": "M90"})
        turn: Turn | None = wire.value("checks.question", {"attempt_id": attempt})
        assert turn is not None
        if turn["asked"]["type"] == kind_of and not turn["asked"]["path"]:
            return turn
        given = right(question_of(turn["question"]))
        for at in range(1, len(given) + 1) if turn["asked"]["type"] == "branch" else (len(given),):
            send(wire, turn, list(given[:at]))
    raise AssertionError(f"there is no {kind_of} question")


def send(wire: Wire, turn: Turn, chosen: object, **more: object) -> Message | None:
    given = {"attempt_id": turn["attempt"], "question_id": turn["question"], "chosen": chosen, "request_id": fresh()}
    return wire.call("checks.answer", {**given, **more})


def times_answered(office: Besieged, attempt: str, question: str) -> int:
    sql = "SELECT count(*) FROM response r JOIN attempt a ON a.n = r.attempt WHERE a.id = ? AND r.question = ?"
    return int(office.rows(sql, attempt, question)[0][0])


def recorded(office: Besieged, attack: Callable[[Wire], Any]) -> tuple[Any, list[tuple[Any, ...]]]:
    """What an attack on one connection gives, and the attacker's answers that are there only since its ``turn_of``."""

    def run() -> Any:
        return attack(Wire(office.socket))

    outcome = office.attack(run)
    assert not outcome.error, outcome
    return outcome.value, office.answers_of(office.attacker)


@pytest.mark.parametrize("chosen", [["b"], ["c"], ["a", "b"], []])
def test_replay_an_answer_with_another_choice(office: Besieged, chosen: list[str]) -> None:
    def attack(wire: Wire) -> Any:
        turn, request = turn_of(wire), fresh()
        return [request, *(kind(send(wire, turn, each, request_id=request)) for each in (["a"], chosen))]

    (request, first, second), rows = recorded(office, attack)
    assert first == "value"
    assert second in ("Conflict", "InputError")
    assert [row[4] for row in rows if request in row] == ['["a"]']


def test_replay_an_answer_for_the_next_question(office: Besieged) -> None:
    def attack(wire: Wire) -> Any:
        request = fresh()
        first = kind(send(wire, turn_of(wire), ["a"], request_id=request))
        return request, first, kind(send(wire, turn_of(wire), ["a"], request_id=request))

    (request, first, second), rows = recorded(office, attack)
    assert (first, second) == ("value", "Conflict")
    assert len([row for row in rows if request in row]) == 1


def test_send_the_same_answer_ten_times(office: Besieged) -> None:
    def attack(wire: Wire) -> Any:
        turn, request = turn_of(wire), fresh()
        return request, [send(wire, turn, ["a"], request_id=request) for _ in range(10)]

    (request, answers), rows = recorded(office, attack)
    assert len({str(answer["value"]) for answer in answers}) == 1
    assert len([row for row in rows if request in row]) == 1


def test_answer_under_the_colleagues_request_id(office: Besieged) -> None:
    (theirs,) = office.rows("SELECT request_id FROM response WHERE attempt = (SELECT n FROM attempt WHERE id = ?)",
                            office.theirs["passed"])[0]  # fmt: skip

    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        return send(wire, turn, ["a"], request_id=theirs)

    answer, rows = recorded(office, attack)
    assert kind(answer) == "Conflict"
    assert not [row for row in rows if theirs in row]


@pytest.mark.parametrize("request_id", ["", "x" * 65, 7, None, ["x"], True])
def test_answer_under_a_request_id_that_is_none(office: Besieged, request_id: object) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        return turn["attempt"], turn["question"], send(wire, turn, ["a"], request_id=request_id)

    (attempt, question, answer), _ = recorded(office, attack)
    assert kind(answer) == "InputError"
    assert times_answered(office, attempt, question) == 0


@pytest.mark.parametrize("call_id", [1, 0, -1, -(2**53), "9", 9.0, True, None, [9], 2**53, 10**30], ids=str)
def test_make_a_call_under_an_id_that_is_none(office: Besieged, call_id: object) -> None:
    """Among them one that was used, and one below it."""

    def attack(wire: Wire) -> Any:
        first = wire.call("compliance.today")
        answer = wire.call("learn.finish_lesson", {"name": "M90", "lesson_id": "M90.L2"}, id=call_id)
        return kind(first), kind(answer), wire.hung_up()

    (first, second, hung_up), _ = recorded(office, attack)
    assert (first, hung_up) == ("value", True)
    assert second in ("Conflict", "InputError")
    assert not office.rows("SELECT 1 FROM reading WHERE person = ?", office.number(office.attacker))


def test_use_up_all_ids_and_begin_again(office: Besieged) -> None:
    def attack(wire: Wire) -> Any:
        return kind(wire.call("compliance.today", id=2**53 - 1)), kind(wire.call("compliance.today", id=1))

    assert recorded(office, attack)[0] == ("value", "Conflict")


def test_answer_after_finishing(office: Besieged) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        while (now := wire.value("checks.question", {"attempt_id": turn["attempt"]})) is not None:
            given = right(question_of(now["question"]))
            for at in range(1, len(given) + 1) if now["asked"]["type"] == "branch" else (len(given),):
                send(wire, now, list(given[:at]))
        return turn["attempt"], kind(send(wire, turn, ["b"])), kind(send(wire, {**turn, "question": "M90-S000"}, ["a"]))

    (attempt, same, other), _ = recorded(office, attack)
    assert (same, other) == ("Conflict", "Conflict")
    sql = "SELECT count(*), max(position) FROM response WHERE attempt = (SELECT n FROM attempt WHERE id = ?)"
    assert office.rows(sql, attempt) == [(5, 5)]


@pytest.mark.parametrize("question", ["M90-S000", "M90-T004", "M91-Q001", "", "%"])
def test_answer_a_question_whose_turn_it_is_not(office: Besieged, question: str) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        if turn["question"] == question:
            send(wire, turn, ["a"])
            turn = turn_of(wire)
        return turn["attempt"], kind(send(wire, {**turn, "question": question}, ["a"]))

    (attempt, answer), _ = recorded(office, attack)
    assert answer == "Conflict"
    assert times_answered(office, attempt, question) <= 1


def test_give_two_answers_at_once(office: Besieged) -> None:
    """On connections of their own, sent before either is answered."""

    def attack(wire: Wire) -> Any:
        turn, wires = turn_of(wire), [Wire(office.socket) for _ in range(8)]
        for at, each in enumerate(wires):
            given = {"attempt_id": turn["attempt"], "question_id": turn["question"], "request_id": fresh()}
            each.send(_line(1, {**given, "chosen": ["abc"[at % 3]]}))
        return turn["attempt"], turn["question"], [kind(each.read()) for each in wires]

    (attempt, question, answers), _ = recorded(office, attack)
    assert sorted(answers) == ["Conflict"] * 7 + ["value"]
    assert times_answered(office, attempt, question) == 1


@pytest.mark.parametrize(
    "chosen",
    [["a", "b"], ["z"], [], [""], ["a\x00"], ["A"], ["abc"] * 9000, "a", {"a": True}, [["a"]], [1]],
    ids=lambda chosen: str(chosen)[:20],
)
def test_give_an_answer_that_is_none(office: Besieged, chosen: object) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        return turn["attempt"], turn["question"], kind(send(wire, turn, chosen))

    (attempt, question, answer), _ = recorded(office, attack)
    assert answer == "InputError"
    assert times_answered(office, attempt, question) == 0


@pytest.mark.parametrize("confidence", [0, 4, -1, 2**53 - 1, 10**19, True, 1.5, "3", float("nan")], ids=str)
def test_be_surer_than_one_can(office: Besieged, confidence: object) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire)
        return turn["attempt"], turn["question"], kind(send(wire, turn, ["a"], confidence=confidence))

    (attempt, question, answer), _ = recorded(office, attack)
    assert answer == "InputError"
    assert times_answered(office, attempt, question) == 0


@pytest.mark.parametrize("path", [["n1.a", "n2.a"], ["n2.a"], ["n1.a", "n1.a"], ["n1.z"], ["end"]], ids=str)
def test_run_ahead_in_a_scenario(office: Besieged, path: list[str]) -> None:
    def attack(wire: Wire) -> Any:
        turn = turn_of(wire, "branch")
        return turn["attempt"], kind(send(wire, turn, path))

    (attempt, answer), _ = recorded(office, attack)
    assert answer in ("Conflict", "InputError")
    assert not office.rows("SELECT 1 FROM step WHERE attempt = (SELECT n FROM attempt WHERE id = ?)", attempt)


def test_try_until_it_passes(office: Besieged) -> None:
    """After two failures in a row a lesson comes first, and then a day."""

    def attack() -> list[str]:
        training, said = office.client(), []
        for _ in range(3):
            try:
                go(training, training.checks.start("M90"), wrong)
                said.append("failed")
            except TrainerError as error:
                said.append(type(error).__name__)
        return said

    assert office.attack(attack).value == ["failed", "failed", "Conflict"]
    sql = "SELECT count(*) FROM attempt WHERE person = ? AND kind = ?"
    assert office.rows(sql, office.number(office.attacker), AttemptKind.MODULE_CHECK) == [(2,)]


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()


def _line(call_id: int, given: dict[str, Any]) -> bytes:
    return json.dumps({"id": call_id, "call": "checks.answer", "given": given}).encode() + b"\n"
