"""An onboarding script in plain sh that branches on every exit code of ``trainer check``, over each transport.

The codes are a contract (DESIGN section 6). The script knows them and no word of what is printed; so if one changes, a
verdict changes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.conftest import HEADER, ROOT
from tests.faults.accounts import accounts, as_uid
from tests.service.hosted import HostedOffice
from tests.service.versions import second
from tests.support import TINY, StoppedClock, tiny_course
from trainer.cli.main import run
from trainer.service import identity
from trainer.settings import Settings

SCRIPT = Path(__file__).parent / "onboarding.sh"
SHELLS = [[found, *more] for name, *more in (["bash", "--posix"], ["busybox", "sh"], ["dash"])
          if (found := shutil.which(name))] or [["sh"]]  # fmt: skip
STAFF = HEADER + "".join(f"{n},{login},P {n},,{team},,,\n" for n, login, team in (
    (1001, "ana", "Sales"), (1002, "bo", "Sales"), (1003, "cy", "Support"), (1004, "di", "Sales"),
    (1005, "ed", "Support"), (1006, "flo", "Sales"),
))  # fmt: skip
AGO = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=30)
HISTORY = f"id,track,completed_on,score\n1001,tiny,{AGO},91\n1004,tiny,2021-05-04,\n"
PATIENCE = 60.0
NO_ANSWER = "no answer from the records, try again later"
WARNED = "That date has passed: whoever does not hold it is overdue at once.\n"
NOT_OURS = "not ours to ask"


@dataclass
class Company:
    """Whoever runs the script, with the files of their HR system."""

    folder: Path
    env: dict[str, str]
    """Says which records are meant."""
    sh: list[str]

    def begin(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        given = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", **(env or self.env)}
        command = [*self.sh, str(SCRIPT), *arguments]
        return subprocess.Popen(command, env=given, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)

    def run(self, *arguments: str, **env: str) -> str:
        return finished(self.begin(*arguments, **env))

    def gate(self, *arguments: str, **env: str) -> str:
        """The verdict, and after a bar what ``trainer check`` printed."""
        person, _, verdict = self.run("gate", *arguments, **env).partition("|")
        assert person == arguments[0]
        return verdict.removesuffix("\n")

    def program(self, text: str) -> None:
        """What ``trainer`` is on this company's PATH."""
        path = self.folder / "trainer"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o700)


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, (out, err)
    assert err in ("", WARNED)
    return out


def company(folder: Path, sh: list[str], **env: str) -> Company:
    for name, text in (("staff", STAFF), ("joiners", "id,name\n1007,P 1007\n"), ("history", HISTORY)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    made = Company(folder, env, sh)
    made.program(f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m trainer "$@"')
    return made


@pytest.fixture(params=SHELLS, ids=lambda sh: Path(sh[0]).name)
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Company:
    return company(tmp_path, request.param, TRAINER_DB=str(tmp_path / "own.db"), TRAINER_CONTENT=str(TINY))


ONBOARDED = """\
added 6, changed 0, unchanged 0, left 0
added 1, changed 0, unchanged 0, left 0
tiny is required of 4 people today; later joiners too
tiny is required of 2 people today
added 2 completions, unchanged 0
1005 is excused from tiny until 2099-12-31 (entry {exempted})
1006 has left
"""
WRONG = "the question was wrong, mend this script|"
VERDICTS: dict[tuple[str, ...], str] = {
    ("1001",): f"granted|1001: current (tiny current until {AGO.replace(year=AGO.year + 1)})"
    if (AGO.month, AGO.day) != (2, 29) else f"granted|1001: current (tiny current until {AGO.year + 1}-02-28)",
    ("1005",): "granted|1005: exempt (tiny exempt until 2099-12-31)",
    ("1002",): "granted until it is due|1002: not_started (tiny not_started, due 2099-12-31)",
    ("login:bo", "--track", "tiny"): "granted until it is due|1002: not_started (tiny not_started, due 2099-12-31)",
    ("1002", "--as-of", "2100-01-01"): "refused, never trained|1002: overdue (tiny overdue, due 2099-12-31)",
    ("1003",): "refused, never trained|1003: overdue (tiny overdue, due 2020-01-31)",
    ("1004",): "refused, the training ran out|1004: expired (tiny expired since 2022-05-04)",
    ("1006",): "nothing is required|1006: not_required (left 2026-01-31)",
    ("1007",): "nothing is required|1007: not_required (nothing is required)",
    ("9999",): "nobody of that name|",
    ("1001", "--track", "none"): WRONG,
    ("1001", "--as-of", "2026-02-30"): WRONG,
    ("1001", "--gate"): WRONG,
}  # fmt: skip
NEWER: dict[tuple[str, ...], str] = {
    ("1001",): "refused, something new is to be attested|1001: superseded (tiny superseded)",
    ("1004",): "refused, the training ran out|1004: expired (tiny expired since 2022-05-04)",
    ("1005",): "granted|1005: exempt (tiny exempt until 2099-12-31)",
}


def check_verdicts(made: Company, expected: dict[tuple[str, ...], str]) -> None:
    assert {asked: made.gate(*asked) for asked in expected} == expected


def check_onboarding(made: Company) -> None:
    said = made.run("onboard", str(made.folder)).splitlines()
    exempted = said[5].partition("(entry ")[2].removesuffix(")")
    assert said == ONBOARDED.format(exempted=exempted).splitlines()
    assert exempted.isdecimal()
    check_verdicts(made, VERDICTS)


def test_over_records_of_ones_own(alone: Company, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "t.db"
    assert alone.gate("1001", TRAINER_DB=str(missing)) == f"{NO_ANSWER}|"
    assert not missing.parent.exists()
    check_onboarding(alone)
    # A new version is in force from the first command that records something.
    second(tmp_path / "newer")
    alone.env["TRAINER_CONTENT"] = str(tmp_path / "newer")
    alone.run("onboard", str(tmp_path))
    check_verdicts(alone, NEWER)


def test_over_the_socket(tmp_path: Path) -> None:
    office = HostedOffice(tmp_path / "host.db", StoppedClock(dt.datetime.now(dt.UTC)), tiny_course())

    def at(login: str, *, operator: bool) -> dict[str, str]:
        return {"TRAINER_SOCKET": str(office.host(Settings()).path(login, operator=operator))}

    made = company(tmp_path, SHELLS[0], **at("root", operator=True))
    # It is waited for, as a service that is being restarted would be.
    away = made.begin("gate", "1001", TRAINER_SOCKET=str(tmp_path / "none"))
    check_onboarding(made)
    bo = at("bo", operator=False)
    assert made.gate("1002", **bo) == VERDICTS["1002",]
    # Whether there is such a person is not told either.
    assert {made.gate(each, **bo) for each in ("1001", "1007", "9999", "login:ana")} == {f"{NOT_OURS}|"}
    office.course = second(tmp_path / "newer")
    made.env = at("root", operator=True)
    made.run("onboard", str(tmp_path))
    check_verdicts(made, NEWER)
    assert finished(away) == f"1001|{NO_ANSWER}|\n"
    office.stop()


@contextmanager
def served(folder: Path, content: Path) -> Iterator[Path]:
    """``trainer serve`` as a process; its socket."""
    command = [sys.executable, "-m", "trainer", "--db", str(folder / "t.db"), "--content", str(content), "serve"]
    env = {**os.environ, "TRAINER_SOCKET": str(folder / "s")}
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            while json.loads(process.stderr.readline())["event"] != "ready":
                pass
            yield folder / "s"
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
            assert process.returncode == 0
        finally:
            process.kill()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account may enter, with a path that is short enough for a socket's."""
    with TemporaryDirectory(prefix="trainer-", dir="/tmp") as made:
        Path(made).chmod(0o711)
        yield Path(made)


def test_over_a_service_in_a_process_of_its_own(folder: Path, tmp_path: Path) -> None:
    if identity.login() == str(os.getuid()):
        pytest.skip("whoever runs the tests has no account, and the service takes nobody without one")
    with served(folder, TINY) as socket:
        made = company(tmp_path, SHELLS[-1], TRAINER_SOCKET=str(socket))
        check_onboarding(made)
    second(folder / "newer")
    with served(folder, folder / "newer"):
        made.run("onboard", str(tmp_path))
        check_verdicts(made, NEWER)


def quietly(arguments: list[str]) -> int:
    """For a fork, in which the streams of the tests are closed."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    return int(run(arguments))


def test_the_kernel_says_who_may_not_ask(folder: Path) -> None:
    with served(folder, TINY) as socket, accounts("joiner") as (joiner,):
        place = ["--socket", str(socket)]
        (folder / "p.csv").write_text(f"id,login,name\n1,{joiner.login},Joiner\n2,,Other\n", encoding="utf-8")
        assert run([*place, "people", "import", str(folder / "p.csv")]) == 0
        # Each is imported here: the account itself may not read the interpreter's files.
        codes = {"1": 7, "2": 9, "3": 9}
        assert {asked: run([*place, "check", asked]) for asked in codes} == {"1": 7, "2": 7, "3": 8}
        for asked, code in codes.items():
            outcome = as_uid(joiner, partial(quietly, [*place, "check", asked]))
            assert (outcome.value, outcome.error) == (code, ""), outcome


@pytest.mark.parametrize("code", [1, 11, 70, 126, 127, 130, 141])
def test_anything_else_stops_the_script(alone: Company, code: int) -> None:
    alone.program(f"exit {code}")
    process = alone.begin("gate", "1001")
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (70, "", f"1001: exit code {code} means nothing to this script\n")


def test_a_step_that_fails_ends_the_onboarding(alone: Company) -> None:
    (alone.folder / "joiners.csv").write_text("id,nmae\n", encoding="utf-8")
    process = alone.begin("onboard", str(alone.folder))
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "added 6, changed 0, unchanged 0, left 0\n")
    assert "Did you mean name?" in err
