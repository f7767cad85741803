"""Attacks on what one may do: calls of other roles, other people's records, and names that are no calls."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.attacks import besieged
from tests.faults.attacks_office import SECRETS, Besieged
from tests.faults.attacks_wire import Message, Wire, kind
from trainer.reports.completion import Filters
from trainer.service.rights import TABLE, Lane, Whose
from trainer.service.training import Training

ADMINS = b"id,login,name,roles\nM-1,%s,Mal Lory,admin\n"
HELD = b"id,track,completed_on\nC-4711,tiny,2026-01-01\n"
ABOUT = {"person": "C-4711", "reason": "because"}
Call = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def office() -> Iterator[Besieged]:
    with besieged() as made:
        yield made


@pytest.fixture(autouse=True)
def unharmed(office: Besieged) -> Iterator[None]:
    """Nobody's record is another, and no look at anyone was granted, but to the manager at those who report to them."""
    kinds = "'export', 'erasure', 'assignment', 'roster', 'retention', 'exemption', 'correction', 'retry'"
    looks = f"SELECT * FROM entry WHERE kind IN ({kinds})"
    mine = "(SELECT ref FROM person WHERE n = ?)"
    looks = f"{looks} AND NOT (kind = 'export' AND actor_ref = {mine})"
    manager = office.number(office.manager)
    standing, before = office.standing(), office.rows(looks, manager)
    yield
    office.assert_up()
    assert office.standing() == standing
    assert office.rows(looks, manager) == before


def assert_tells_nothing(*answers: Message | None) -> None:
    said = json.dumps(answers)
    assert not [secret for secret in SECRETS if secret in said]


def admins(office: Besieged) -> dict[str, Any]:
    """An import that makes the attacker an admin."""
    return {"name": "p.csv", "data": base64.b64encode(ADMINS % office.attacker.login.encode()).decode()}


OTHERS_CALLS: dict[str, Callable[[Besieged], dict[str, Any]]] = {
    "people.import_csv": admins,
    "people.everyone": lambda o: {"unlisted": True},
    "compliance.assign": lambda o: {"track": "tiny", "asked": [{"person": "C-4711", "due_on": "2020-01-01"}]},
    "people.add": lambda o: {"person": "M-1", "name": "Mal", "login": o.attacker.login, "roles": ["admin"]},
    "people.leave": lambda o: {"person": "C-4711"},
    "people.import_history": lambda o: {"name": "h.csv", "data": base64.b64encode(HELD).decode()},
    "compliance.unassign": lambda o: {"track": "tiny", "asked": [{"everyone": True}]},
    "compliance.exempt": lambda o: {**ABOUT, "track": "tiny", "until": "2099-01-01"},
    "compliance.approve": lambda o: {"module": "M90"},
    "compliance.correct": lambda o: {"entry": "1", "reason": "because", "withdraw": True},
    "compliance.allow_retry": lambda o: {**ABOUT, "subject": "M90"},
    "reports.completion": lambda o: {"filters": {}},
    "reports.overdue": lambda o: {"filters": {}, "within": 3650},
    "reports.history": lambda o: {"filters": {}},
    "reports.teams": lambda o: {"filters": {}, "shareable": True},
    "reports.items": lambda o: {"module": "M90"},
    "reports.team": lambda o: {},
    "evidence.verify": lambda o: {},
    "evidence.checkpoint": lambda o: {},
    "evidence.since": lambda o: {"note": "x"},
    "privacy.erase": lambda o: {"handle": "C-4711", "override": "because"},
    "privacy.retention": lambda o: {"dry_run": True},
    "privacy.finish_erasing": lambda o: {},
}


@pytest.mark.parametrize("call", OTHERS_CALLS)
def test_make_a_call_of_another_role(office: Besieged, call: str) -> None:
    (answer,) = office.calls((call, OTHERS_CALLS[call](office)))
    assert kind(answer) == "NotAllowed"
    assert_tells_nothing(answer)


def test_these_are_all_calls_of_other_roles() -> None:
    assert set(OTHERS_CALLS) == {r.call for r in TABLE if r.learner is Whose.NOBODY and r.lane is not Lane.HERE}


@pytest.mark.parametrize("call", ["compliance.check", "evidence.certificate"])
def test_ask_about_the_colleague_and_about_nobody(office: Besieged, call: str) -> None:
    """The answer is the same, whether or not there is such a person."""
    answers = office.calls(*((call, {"person": who}) for who in ("C-4711", "C-0000")))
    assert [kind(answer) for answer in answers] == ["NotAllowed", "NotAllowed"]
    assert answers[0] is not None
    assert answers[1] is not None
    assert answers[0]["error"] == answers[1]["error"]
    assert_tells_nothing(*answers)


@pytest.mark.parametrize("call", [right.call for right in TABLE if right.lane is Lane.HERE])
def test_make_a_call_that_is_not_served(office: Besieged, call: str) -> None:
    """Not even for root: copies of the records and files are made by whoever is at the host."""
    given = {"target": "/tmp/stolen.db"} if call == "keeping.backup" else {}
    (answer,) = office.calls((call, given))
    assert kind(answer) == "InputError"
    with_root = Wire(office.socket)
    assert kind(with_root.call(call, given)) == "InputError"
    with_root.close()


NO_CALLS = (
    "learn._desk", "learn._desk.store", "learn.__class__", "learn.__init__", "checks._mine", "privacy._by", "people",
    ".everyone", "people.", "people.everyone.__call__", "os.system", "desk.store", "rights.TABLE", "People.everyone",
    "people.everyone ", "people\u2024everyone", "learn.home\x00", "training.close",
)  # fmt: skip


@pytest.mark.parametrize("call", NO_CALLS)
def test_call_what_is_no_call(office: Besieged, call: str) -> None:
    def attack() -> Any:
        wire = Wire(office.socket)
        return wire.call(call), wire.hung_up()

    answer, hung_up = office.attack(attack).value
    assert kind(answer) == "InputError"
    assert hung_up


@pytest.mark.parametrize("call", ["question", "answer", "feedback", "result"])
@pytest.mark.parametrize("which", ["open", "passed"])
def test_use_the_colleagues_attempt(office: Besieged, call: str, which: str) -> None:
    """It is as unknown as one that never was."""

    def given(attempt: str) -> dict[str, Any]:
        more: dict[str, Any] = {"feedback": {"position": 1}}
        more["answer"] = {"question_id": office.theirs["question"], "chosen": ["a"], "request_id": "mallory"}
        return {"attempt_id": attempt, **more.get(call, {})}

    theirs, nobodys = office.calls(*((f"checks.{call}", given(a)) for a in (office.theirs[which], "0" * 32)))
    assert kind(theirs) == "InputError"
    assert theirs is not None
    assert nobodys is not None
    assert theirs["error"] == nobodys["error"]
    assert_tells_nothing(theirs)


def test_resume_the_colleagues_attempt(office: Besieged) -> None:
    attempt = office.theirs["open"]
    step = {"step": "resume", "attempt": attempt, "label": "x"}
    _, answer = office.calls(("checks.take", {"step": step}), ("checks.question", {"attempt_id": attempt}))
    assert kind(answer) == "InputError"


@pytest.mark.parametrize("attempt", ["' OR '1'='1", "%", "*", "1", "\x00", "../../etc/passwd"])
def test_name_attempts_that_might_mean_more(office: Besieged, attempt: str) -> None:
    (answer,) = office.calls(("checks.question", {"attempt_id": attempt}))
    assert kind(answer) == "InputError"


@pytest.mark.parametrize("lesson", ["../../../../../etc/passwd", "M90.L1/../../x", "%2e%2e", "\x00"])
def test_read_a_file_as_a_lesson(office: Besieged, lesson: str) -> None:
    (answer,) = office.calls(("learn.lesson", {"name": "M90", "lesson_id": lesson}))
    assert kind(answer) == "InputError"
    assert "root:" not in json.dumps(answer)


HANDLES: dict[str, Callable[[Besieged], str]] = {
    "id": lambda o: "C-4711",
    "id in small letters": lambda o: "c-4711",
    "id in wide letters": lambda o: "Ｃ-４７１１",
    "id between blanks": lambda o: " C-4711\u3000",
    "login": lambda o: f"login:{o.colleague.login}",
    "login in capitals": lambda o: f"login:{o.colleague.login.upper()}",
    "login of root": lambda o: "login:root",
    "everyone": lambda o: "%",
    "SQL": lambda o: "x' OR id_key LIKE '%",
}


@pytest.mark.parametrize("handle", HANDLES)
def test_take_a_copy_of_the_colleagues_record(office: Besieged, handle: str) -> None:
    """Whether there is such a person is not said either."""
    theirs, nobodys = office.calls(
        ("privacy.export", {"handle": HANDLES[handle](office)}), ("privacy.export", {"handle": "no such person"})
    )
    assert kind(theirs) == "NotAllowed"
    assert theirs is not None
    assert nobodys is not None
    assert theirs["error"] == nobodys["error"]


@pytest.mark.parametrize("column", ["seq", "id"])
def test_get_the_colleagues_receipt(office: Besieged, column: str) -> None:
    sql = f"SELECT {column} FROM entry WHERE kind = 'completion'"
    (name,) = office.rows(sql)[0]
    theirs, nobodys = office.calls(("evidence.receipt", {"name": str(name)}), ("evidence.receipt", {"name": "999999"}))
    assert kind(theirs) == "NotAllowed"
    assert theirs is not None
    assert nobodys is not None
    assert theirs["error"] == nobodys["error"]


def test_get_a_receipt_that_is_about_nobody(office: Besieged) -> None:
    (name,) = office.rows("SELECT seq FROM entry WHERE person_ref IS NULL AND kind = 'roster'")[0]
    for who in (office.attacker, office.manager):
        assert kind(office.calls(("evidence.receipt", {"name": str(name)}), who=who)[0]) == "NotAllowed"


@pytest.mark.parametrize("text", ["/etc/passwd", "trainer receipt v1\n{}\n\n\n"], ids=["a path", "an empty one"])
def test_have_a_file_read_as_a_receipt(office: Besieged, text: str) -> None:
    (answer,) = office.calls(("evidence.verify_file", {"text": text, "key": ""}))
    assert kind(answer) == "EvidenceError"
    assert "root:" not in json.dumps(answer)


def test_pass_a_forged_receipt_off(office: Besieged) -> None:
    """Signed by a key of the attacker's own, it does not hold by the key of these records."""
    from trainer.records.notes import Signer

    (name,) = office.rows("SELECT seq FROM entry WHERE kind = 'completion'")[0]
    with_root = Wire(office.socket)
    made = with_root.call("evidence.receipt", {"name": str(name)})
    with_root.close()
    assert made is not None
    receipt = made["value"]["text"]
    head, note = receipt.rsplit("\n\n", 2)[0], receipt.split("trainer/", 1)[1]
    forged = Signer("trainer/" + note.splitlines()[0], b"m" * 32).sign("trainer/" + note.partition("\n\n")[0] + "\n")
    (true, false) = office.calls(
        ("evidence.verify_file", {"text": receipt, "key": ""}),
        ("evidence.verify_file", {"text": f"{head}\n\n{forged}", "key": ""}),
    )
    assert kind(true) == "value"
    assert kind(false) == "EvidenceError"


@pytest.mark.parametrize("role", ["manager", "auditor"])
@pytest.mark.parametrize("call", ["people.import_csv", "people.everyone", "privacy.erase", "privacy.retention"])
def test_grow_from_one_office_into_the_admins(office: Besieged, role: str, call: str) -> None:
    who = office.manager if role == "manager" else office.auditor
    (answer,) = office.calls((call, OTHERS_CALLS[call](office)), who=who)
    assert kind(answer) == "NotAllowed"
    assert_tells_nothing(answer)


def test_export_a_report_of_ones_own_people_as_their_manager(office: Besieged) -> None:
    (answer,) = office.calls(("privacy.export", {"handle": "M-1"}), who=office.manager)
    assert kind(answer) == "NotAllowed"


def test_report_on_another_team_as_a_manager(office: Besieged) -> None:
    """Nor is it said that there is such a team."""
    theirs, nobodys = office.calls(
        *(("reports.completion", {"filters": {"team": team}}) for team in ("Legal", "No such team")), who=office.manager
    )
    assert kind(theirs) == kind(nobodys) == "InputError"
    assert theirs is not None
    assert "The teams are: Sales." in theirs["error"]["remedy"]


def test_read_more_than_status_and_ones_own_people_as_a_manager(office: Besieged) -> None:
    def report(training: Training) -> list[tuple[Any, ...]]:
        with training.reports.completion(Filters()) as rows:
            return [(row.person, row.score, row.attempts) for row in rows]

    assert set(office.by(office.manager, report)) == {("B-1", None, None), ("M-1", None, None)}


def test_and_the_records_are_sound(office: Besieged) -> None:
    office.assert_sound()
