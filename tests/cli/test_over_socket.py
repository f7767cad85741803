"""The same commands over records of one's own and over a host service say the same, and end in the same exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import STAFF, Cli, Ran
from tests.service.hosted import HostedOffice
from tests.support import TINY, StoppedClock, tiny_course
from trainer.service import gate, identity
from trainer.service.training import in_process
from trainer.service.wire.link import Link
from trainer.settings import Settings


@dataclass
class Both:
    """One command line, run over each transport."""

    cli: Cli
    host: HostedOffice
    path: Path

    def __call__(self, *arguments: str, stdin: str = "") -> tuple[Ran, Ran]:
        return self.cli(*arguments, stdin=stdin), self.over(*arguments, stdin=stdin)

    def over(self, *arguments: str, stdin: str = "") -> Ran:
        return self.cli("--socket", str(self.path), *arguments, stdin=stdin)


@pytest.fixture
def places() -> Sequence[str]:
    """Named by the environment, which an option overrules."""
    return ()


@pytest.fixture
def both(cli: Cli, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    clock = StoppedClock()
    monkeypatch.setenv("TRAINER_DB", str(db))
    monkeypatch.setenv("TRAINER_CONTENT", str(TINY))
    monkeypatch.setattr(
        "trainer.service.training.in_process",
        lambda **given: in_process(**{**given, "clock": clock, "load": tiny_course}),
    )
    monkeypatch.setattr(gate, "alone", partial(gate.alone, clock=clock))
    office = HostedOffice(tmp_path / "host.db", clock, tiny_course())
    yield Both(cli, office, office.host(Settings()).path(identity.login()))
    office.stop()


def steady(said: str) -> str:
    """Without what is drawn at random, and without who vouches for it."""
    said = said.replace("self-attested", "attested")
    said = re.sub(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b", "HEX", said)
    return re.sub(r"trainer/[0-9a-f]{8}|[A-Za-z0-9+/]{40,}=*", "SIGNED", said)


def check_same(ran: tuple[Ran, Ran]) -> Ran:
    own, hosted = ran
    assert (hosted.code, steady(hosted.out), steady(hosted.err)) == (own.code, steady(own.out), steady(own.err))
    return own


@pytest.fixture
def staffed_both(both: Both, tmp_path: Path) -> Both:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF + f"1003,{identity.login()},You,,Sales,1001,,\n", encoding="utf-8")
    assert check_same(both("people", "import", str(file))).code == 0
    assert check_same(both("assign", "tiny", "--everyone")).code == 0
    assert check_same(both("privacy", "notice", "--acknowledge")).code == 0
    return both


def taken(both: Both, over: str) -> str:
    """A whole check in plain mode, each question answered with its key; what was shown."""
    shown = ""
    run = both.over if over == "socket" else both.cli
    for _ in range(12):
        shown = run("learn", "M90", "--plain", "--check", stdin=typed(shown)).out
        if "Result of" in shown:
            return shown
    return shown


def typed(shown: str) -> str:
    """The answer to the question that was shown last, and Enter to confirm it and to go on."""
    options = dict(re.findall(r"(?m)^([a-h])\) (.*)$", shown.rpartition("Question ")[2]))
    return "" if not options else right_letters(options) + "\n\n\n"


def right_letters(options: dict[str, str]) -> str:
    right = {o.text for q in tiny_course().bodies["M90"].questions for o in getattr(q, "options", ()) if o.key}
    return " ".join(letter for letter, text in options.items() if text in right)


COMMANDS = [
    ("status",), ("status", "--format", "json"), ("people", "list"), ("people", "list", "--format", "csv"),
    ("report", "completion"), ("report", "completion", "--format", "csv"), ("report", "completion", "--format", "json"),
    ("report", "completion", "--team", "Sales"), ("report", "completion", "--team", "Nobody"),
    ("report", "completion", "--track", "none"), ("privacy", "notice"), ("privacy", "notice", "--format", "json"),
    ("privacy", "inventory"), ("privacy", "export"), ("privacy", "export", "1001"), ("privacy", "export", "none"),
    ("privacy", "retention", "--dry-run"), ("privacy", "erase", "none"), ("evidence", "verify"),
    ("evidence", "verify", "--format", "json"), ("evidence", "checkpoint"),
    ("evidence", "receipt", "none"), ("assign", "none", "--everyone"), ("assign", "tiny", "--person", "none"),
    ("assign", "tiny", "--team", "Sales", "--due-days", "-1"), ("learn", "M77", "--plain"),
    ("content", "list"), ("content", "show", "M90"), ("report", "completion", "--team", ""),
    ("check", "1001"), ("check", "1002", "--format", "json"), ("check", "login:ana", "--track", "tiny"),
    ("check", "1001", "--as-of", "2026-06-30"), ("check", "1001", "--as-of", "2026-09-01"), ("check", "none"),
    ("check", "1001", "--track", "none"), ("check", "1001", "--as-of", "2026-02-30"),
    ("report", "overdue"), ("report", "overdue", "--within", "40", "--format", "csv"),
    ("report", "overdue", "--as-of", "2026-09-01", "--format", "json"),
    ("report", "overdue", "--within", "40", "--format", "ics"), ("report", "overdue", "--within", "4000"),
    ("report", "history"), ("report", "history", "--format", "json"), ("report", "history", "--team", "Nobody"),
    ("report", "teams"), ("report", "teams", "--format", "csv"), ("report", "teams", "--format", "json"),
    ("report", "teams", "--shareable", "--format", "md"), ("report", "items"), ("report", "items", "--format", "csv"),
    ("report", "items", "--module", "none"), ("report", "teams", "--as-of", "2026-06-30", "--format", "json"),
    ("report", "completion", "--as-of", "2026-06-30", "--format", "html"), ("report", "completion", "--format", "md"),
    ("people", "add", "none", ""), ("people", "add", "1001", "Another Name"), ("people", "leave", "none"),
    ("people", "leave", "1001", "--on", "2027-01-01"), ("people", "import-history", "none.csv"),
    ("unassign", "none", "--everyone"), ("unassign", "tiny", "--team", "Sales"), ("unassign", "tiny"),
    ("exempt", "none", "tiny", "--until", "2027-01-31", "--reason", "on loan"),
    ("exempt", "1001", "tiny", "--until", "2026-06-30", "--reason", "on loan"),
    ("exempt", "1001", "tiny", "--until", "2027-01-31", "--reason", ""),
    ("allow-retry", "1001", "none", "--reason", "a power cut"), ("allow-retry", "none", "M90", "--reason", "no power"),
    ("correct", "none", "--withdraw", "--reason", "a slip"), ("correct", "1", "--withdraw", "--reason", "a slip"),
    ("correct", "1", "--reason", "a slip"), ("certificate",), ("certificate", "none"),
]  # fmt: skip
CHANGES = [
    (("people", "add", "1004", "Di Example", "--login", "di", "--team", "Sales", "--start-date", "2026-07-01"),),
    (("people", "leave", "1001"), ("people", "leave", "1001"), ("check", "1001")),
    (("people", "leave", "1002", "--on", "2026-06-15"), ("check", "1002", "--as-of", "2026-07-02")),
    (("unassign", "tiny", "--everyone"), ("unassign", "tiny", "--everyone"), ("check", "1001")),
    (("exempt", "1001", "tiny", "--until", "2027-01-31", "--reason", "on loan"), ("check", "1001")),
    (("allow-retry", "1001", "M90", "--reason", "a power cut"), ("allow-retry", "1001", "tiny", "--reason", "again")),
    (("assign", "tiny", "--team", "Sales", "--due", "2026-06-01"), ("check", "1001"), ("report", "overdue")),
    (
        ("exempt", "1001", "tiny", "--until", "2027-01-31", "--reason", "on loan"),
        ("correct", "5", "--until", "2026-08-31", "--reason", "back early"),
        ("check", "1001"),
        ("correct", "5", "--due", "2026-08-31", "--reason", "back early"),
        ("correct", "5", "--withdraw", "--reason", "a slip"),
        ("correct", "5", "--withdraw", "--reason", "a slip"),
        ("check", "1001"),
    ),
]
"""Commands of which each says something of what those before it did."""
PAST = "id,track,module,completed_on,score\n1001,tiny,,2026-05-31,91.5\n1002,,M90,2025-01-31,\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_the_same(staffed_both: Both, command: tuple[str, ...]) -> None:
    check_same(staffed_both(*command))


@pytest.mark.parametrize("commands", CHANGES, ids=lambda commands: " ".join(commands[0][:2]))
def test_what_a_command_changes_is_the_same(staffed_both: Both, commands: tuple[tuple[str, ...], ...]) -> None:
    assert check_same(staffed_both(*commands[0])).code == 0
    for command in commands[1:]:
        check_same(staffed_both(*command))
    check_same(staffed_both("report", "completion", "--format", "json"))
    assert check_same(staffed_both("evidence", "verify")).code == 0


def test_a_history_from_an_older_system_is_the_same(staffed_both: Both) -> None:
    for options, said in (((("--dry-run"),), 2), ((), 2), ((), 0)):
        ran = check_same(staffed_both("people", "import-history", "-", *options, stdin=PAST))
        assert (ran.code, ran.out) == (0, f"added {said} completions, unchanged {2 - said}\n")
    assert check_same(staffed_both("people", "import-history", "-", stdin=PAST + "9,tiny,,soon,x\n")).code == 2
    assert check_same(staffed_both("check", "1001")).code == 0
    assert check_same(staffed_both("check", "1002")).code == 5
    for form in ("csv", "json"):
        check_same(staffed_both("report", "history", "--format", form))


def test_a_receipt_of_either_holds_over_either(staffed_both: Both, tmp_path: Path) -> None:
    for run in (staffed_both.cli, staffed_both.over):
        receipt = tmp_path / "receipt.txt"
        receipt.write_text(run("evidence", "receipt", "1").out, encoding="utf-8")
        assert run("evidence", "verify", str(receipt)).json["holds"]
        altered = tmp_path / "altered.txt"
        altered.write_text(receipt.read_text(encoding="utf-8").replace("tiny", "other"), encoding="utf-8")
        assert run("evidence", "verify", str(altered)).code == 10


def test_a_whole_quiz_and_what_is_reported_of_it(staffed_both: Both) -> None:
    results = {}
    for over in ("file", "socket"):
        shown = taken(staffed_both, over)
        assert "passed" in shown.lower(), shown
        results[over] = re.sub(r"(?s).*Result of", "Result of", shown)
    assert steady(results["file"]) == steady(results["socket"])
    report = check_same(staffed_both("report", "completion", "--format", "json")).json
    assert [row["score"] for row in report["rows"] if row["person"] == "1003"] == [100.0]
    check_same(staffed_both("status", "--format", "json"))
    assert check_same(staffed_both("evidence", "verify")).code == 0
    assert check_same(staffed_both("privacy", "erase", "1002")).code == 0
    check_same(staffed_both("people", "list"))


def test_who_vouches_is_what_differs(staffed_both: Both) -> None:
    said = {}
    for over in ("file", "socket"):
        taken(staffed_both, over)
        run = staffed_both.over if over == "socket" else staffed_both.cli
        rows = json.loads(run("report", "completion", "--format", "json").out)["rows"]
        said[over] = {row["attestation"] for row in rows if row["person"] == "1003"}
    assert said == {"file": {"self-attested"}, "socket": {"attested"}}


def test_a_service_that_is_away_is_exit_10_and_says_so(
    both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.service.wire.remote.Link", partial(Link, patience=0.2))
    ran = both.cli("--socket", str(tmp_path / "none"), "status")
    assert (ran.code, ran.out) == (10, "")
    assert "does not answer" in ran.err


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("--socket", "s", "--db", "d"), {}),
        ((), {"TRAINER_SOCKET": "s", "TRAINER_DB": "d"}),
    ],
)
def test_two_places_at_once_are_refused(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    monkeypatch.delenv("TRAINER_DB", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    ran = cli(*arguments, "status")
    assert ran.code == 2
    assert "Both" in ran.err


def test_the_host_s_own_socket_is_found(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRAINER_DB")
    monkeypatch.setattr("trainer.paths.HOST_SOCKET", both.path)
    before = both.cli("people", "list").out
    assert both.cli("people", "import", "-", stdin=STAFF).code == 0
    assert both.over("people", "list").out != before
