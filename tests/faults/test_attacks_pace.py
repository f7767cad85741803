"""Attacks on the order of things: answering faster than anyone reads, and learning without having been told."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Wire, kind
from tests.service.examined import question_of, right
from trainer.service.pace import ReadingPace
from trainer.service.views import BLOCK

_WORDS_A_MINUTE = 100
"""So few that the shortest question takes five seconds, on however slow a machine."""


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged(pace=ReadingPace(_WORDS_A_MINUTE)) as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    with office.unharmed():
        yield


def answer(wire: Wire, attempt: str, question: str, **more: Any) -> str:
    given = {"attempt_id": attempt, "question_id": question, "request_id": uuid.uuid4().hex}
    chosen = right(question_of(question))
    return kind(wire.call("checks.answer", {**given, "chosen": chosen[:1] if "-T004" in question else chosen, **more}))


def _blind(office: Besieged, wire: Wire, attempt: str) -> list[str]:
    """Without having been shown anything: every question that there is, until one is on turn."""
    questions = [f"M90-S{number}{at:02}" for number in range(3) for at in range(12)]
    return [answer(wire, attempt, question) for question in [*questions, *(f"M90-T00{n}" for n in range(1, 7))]]


def _at_once(office: Besieged, wire: Wire, attempt: str) -> list[str]:
    return [answer(wire, attempt, wire.value("checks.question", {"attempt_id": attempt})["question"])]


def _again_and_again(office: Besieged, wire: Wire, attempt: str) -> list[str]:
    """Looking again does not shorten it, nor does trying."""
    return [_at_once(office, wire, attempt)[0] for _ in range(20)]


def _on_another_connection(office: Besieged, wire: Wire, attempt: str) -> list[str]:
    turn = wire.value("checks.question", {"attempt_id": attempt})
    return [answer(Wire(office.socket), attempt, turn["question"]) for _ in range(5)]


def _beginning_again(office: Besieged, wire: Wire, attempt: str) -> list[str]:
    assert wire.value("checks.start", {"name": "M90"}) == attempt
    return _at_once(office, wire, attempt)


FASTER: dict[str, Callable[[Besieged, Wire, str], list[str]]] = {
    "without looking": _blind,
    "at once": _at_once,
    "again and again": _again_and_again,
    "on another connection": _on_another_connection,
    "beginning again": _beginning_again,
}


@pytest.mark.parametrize("way", FASTER)
def test_answer_faster_than_anyone_reads(office: Besieged, way: str) -> None:
    def attack() -> tuple[str, list[str]]:
        wire = Wire(office.socket)
        # One kind of attempt that counts for each way: what was shown in one stays shown.
        attempt = wire.value("checks.start", {"name": "M90"})
        return attempt, FASTER[way](office, wire, attempt)

    outcome = office.attack(attack)
    assert not outcome.error, outcome
    _, said = outcome.value
    assert "TooSoon" in said
    assert set(said) <= {"TooSoon", "Conflict"}
    assert office.rows("SELECT count(*) FROM response") == [(0,)]


def test_answer_at_once_where_nothing_follows_from_it(office: Besieged) -> None:
    """The very same is taken in practice: what is refused above is refused because of the time."""

    def practise() -> str:
        wire = Wire(office.socket)
        attempt = wire.value("checks.practise", {"name": "M90"})
        return answer(wire, attempt, wire.value("checks.question", {"attempt_id": attempt})["question"])

    assert office.attack(practise).value == "value"


LEARNING: dict[str, dict[str, Any]] = {
    "checks.start": {"name": "M90"},
    "checks.practise": {"name": "M90"},
    "checks.test_out": {"name": "M90"},
    "checks.certify": {"track": "tiny"},
    "checks.refresh": {},
    "learn.keep_place": {"name": "M90", "lesson_id": "M90.L1", "place": 1},
    "learn.finish_lesson": {"name": "M90", "lesson_id": "M90.L1"},
}


@pytest.mark.parametrize("call", LEARNING)
def test_learn_without_having_been_told(office: Besieged, call: str) -> None:
    n = office.number(office.auditor)
    (said,) = office.calls((call, LEARNING[call]), who=office.auditor)
    assert kind(said) == "NoticeNeeded"
    for table in ("attempt", "reading", "notice"):
        assert not office.rows(f"SELECT * FROM {table} WHERE person = ?", n)


@pytest.mark.parametrize("digest", ["", "x", "0" * 64, "\x00"])
def test_acknowledge_a_notice_that_was_never_shown(office: Besieged, digest: str) -> None:
    n = office.number(office.auditor)
    (said,) = office.calls(("privacy.acknowledge", {"digest": digest}), who=office.auditor)
    assert kind(said) == "Conflict"
    assert not office.rows("SELECT * FROM notice WHERE person = ?", n)


def test_complete_a_module_by_reading_alone(office: Besieged) -> None:
    def attack() -> Any:
        wire = Wire(office.socket)
        lessons = wire.value("learn.module", {"name": "M90"})["lessons"]
        for lesson in lessons * 3:
            wire.value("learn.finish_lesson", {"name": "M90", "lesson_id": lesson["id"]})
        return len(lessons)

    assert office.attack(attack).value == 2
    assert not office.rows("SELECT * FROM completion")


@pytest.mark.parametrize("place", [-1, -(2**53) + 1, 2**53 - 1])
def test_keep_a_place_where_there_is_none(office: Besieged, place: int) -> None:
    given = {"name": "M90", "lesson_id": "M90.L1", "place": place}
    assert kind(office.calls(("learn.keep_place", given))[0]) == "value"
    (kept,) = office.rows("SELECT place FROM reading WHERE lesson = 'M90.L1'")[0]
    assert 0 <= kept < 100 * BLOCK


def test_come_to_the_examination_without_the_modules(office: Besieged) -> None:
    assert kind(office.calls(("checks.certify", {"track": "tiny"}))[0]) == "Conflict"
    assert not office.rows("SELECT * FROM attempt WHERE kind = 'certification'")


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
