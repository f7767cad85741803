"""What a hostile tester found in the commands of compliance, each held mended."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.support import TINY

ROOT = Path(__file__).parents[2]
STAFF = "id,name,team\n5,Eva,Sales\n6,Fay,Ops\n"
PAST = "id,track,module,completed_on,score\n5,tiny,,2026-06-01,91\n"


@pytest.fixture
def staffed(cli: Cli) -> Cli:
    assert cli("people", "import", "-", stdin=STAFF).code == 0
    assert cli("assign", "tiny", "--everyone").code == 0
    return cli


def sizes(folder: Path) -> list[int]:
    """Of the files that are being written; one may be gone by the time it is looked at."""
    found = []
    for path in folder.glob(".whole*"):
        with suppress(FileNotFoundError):
            found.append(path.stat().st_size)
    return found


def history(cli: Cli) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(cli("report", "history", "--format", "csv").out)))


@pytest.mark.parametrize("ending", ["", ".key", ".erased"])
@pytest.mark.parametrize("command", [("report", "completion", "--format", "csv"), ("privacy", "export")])
def test_no_output_replaces_records_or_what_lies_beside_them(
    staffed: Cli, db: Path, command: tuple[str, ...], ending: str
) -> None:
    target = db.with_name(db.name + ending)
    assert staffed("evidence", "checkpoint").code == 0
    target.touch(mode=0o600)
    before = target.read_bytes()
    ran = staffed(*command, "--output", str(target), "--force")
    assert (ran.code, "belongs to records" in ran.err) == (2, True)
    assert target.read_bytes() == before
    assert staffed("evidence", "verify").code == 0


def test_a_withdrawn_import_can_be_recorded_again(staffed: Cli) -> None:
    assert "added 1" in staffed("people", "import-history", "-", stdin=PAST).out
    (row,) = history(staffed)
    assert row["state"] == "passed"
    entries = [n for n in range(1, 20) if staffed("correct", str(n), "--withdraw", "--reason", "a slip").code == 0]
    # The assignment is one of the two that can be withdrawn.
    assert len(entries) == 2
    assert [each["state"] for each in history(staffed)] == ["withdrawn"]
    assert "added 1" in staffed("people", "import-history", "-", stdin=PAST).out
    assert sorted(each["state"] for each in history(staffed)) == ["passed", "withdrawn"]
    assert staffed("check", "5", "--track", "tiny").code == 0


@pytest.mark.parametrize("who", ["--help", "-", "-5"])
def test_an_id_that_reads_as_an_option_is_refused(cli: Cli, who: str) -> None:
    ran = cli("people", "import", "-", stdin=f"id,name\n{who},Eva\n")
    assert (ran.code, "may not begin with -" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "command",
    [("check", "5", "--track"), ("report", "completion", "--team"), ("report", "items", "--module"),
     ("assign", "tiny", "--team"), ("unassign", "tiny", "--role")],
)  # fmt: skip
def test_an_empty_name_is_no_name_and_not_everything(staffed: Cli, command: tuple[str, ...]) -> None:
    ran = staffed(*command, "")
    assert (ran.code, ran.out, "it is empty" in ran.err) == (2, "", True)


def test_what_nothing_requires_is_held_by_its_modules_too(staffed: Cli) -> None:
    by_module = PAST.replace(",tiny,,", ",,M90,")
    assert "added 1" in staffed("people", "import-history", "-", stdin=by_module).out
    assert staffed("unassign", "tiny", "--everyone").code == 0
    assert staffed("check", "5", "--track", "tiny").code == 0
    assert staffed("check", "5").code == 0
    assert staffed("check", "6").code == 7


def test_a_reason_says_something_and_a_score_is_a_number(staffed: Cli) -> None:
    assert staffed("exempt", "5", "tiny", "--until", "2099-01-01", "--reason", "\u200b \u2060").code == 2
    for score in ("1_0", "\uff11\uff10", "1e1", "nan", "101"):
        ran = staffed("people", "import-history", "-", stdin=PAST.replace("91", score))
        assert (ran.code, "file of past completions" in ran.err) == (2, True), score


def test_a_report_that_is_told_to_end_leaves_nothing_and_is_recorded(staffed: Cli, db: Path, tmp_path: Path) -> None:
    many = "id,name\n" + "".join(f"Q{n},Person {n}\n" for n in range(20_000))
    assert staffed("people", "import", "-", stdin=many).code == 0
    out = tmp_path / "whole.csv"
    before = json.loads(staffed("evidence", "verify", "--format", "json").out)["entries"]
    command = [sys.executable, "-m", "trainer", "--db", str(db), "--content", str(TINY)]
    with subprocess.Popen(
        [*command, "report", "completion", "--output", str(out)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as run:
        end = time.monotonic() + 30
        # Once something is in the file, somebody was shown.
        while not any(sizes(tmp_path)) and time.monotonic() < end and run.poll() is None:
            time.sleep(0.002)
        os.kill(run.pid, signal.SIGTERM)
    # On a busy machine it may have been done by then, and the signal met it on its way out.
    assert run.returncode in (143, 0, -signal.SIGTERM)
    assert not list(tmp_path.glob(".whole*"))
    assert out.exists() == (run.returncode != 143)
    after = json.loads(staffed("evidence", "verify", "--format", "json").out)["entries"]
    assert after == before + 1
