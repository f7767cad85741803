"""Standard streams as an interface: closed, full, narrow encodings, signals; and what a command imports."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import HEADER, ROOT, Cli, Ran, Shell

HEAVY = ("textual", "rich", "pydantic", "yaml", "sqlite_utils")


def start(places: Sequence[str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "trainer", *places, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)


def imported(places: Sequence[str], *arguments: str) -> set[str]:
    """Which of the heavy packages a command has imported once it is through."""
    code = (
        "import sys\nfrom trainer.cli.main import run\n"
        f"run({[*places, *arguments]!r})\nprint([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(json.loads(done.stderr.splitlines()[-1].replace("'", '"')))


@pytest.mark.parametrize(
    "arguments", [["status"], ["people", "list"], ["report", "completion"], ["learn", "M90", "--plain"], ["doctor"]]
)
def test_a_second_start_imports_nothing_heavy(staffed: Cli, places: Sequence[str], arguments: list[str]) -> None:
    assert staffed("status").code == 0
    assert imported(places, *arguments) == set()


@pytest.mark.parametrize("arguments", [["people", "list"], ["report", "completion"]])
def test_what_needs_no_content_never_looks_for_it(staffed: Cli, db: Path, tmp_path: Path, arguments: list[str]) -> None:
    assert imported(["--db", str(db), "--content", str(tmp_path / "none")], *arguments) == set()
    assert staffed("--content", str(tmp_path / "none"), *arguments).code == 0


@pytest.mark.parametrize(
    "arguments",
    [["content", "check"], ["content", "list"], ["content", "schema", "bank"], ["demo", "--plain"], ["learn"]],
)
def test_no_textual_behind_a_command_that_draws_nothing(places: Sequence[str], arguments: list[str]) -> None:
    assert not imported(places, *arguments) & {"textual", "rich"}


def test_ctrl_c_exits_130_without_a_word_too_many(places: Sequence[str]) -> None:
    with start(places, "learn", "M90", "--plain", "--check") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while b"Type " not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == b"Interrupted. Whatever was saved stays saved.\n"


def test_a_reader_that_goes_away_is_no_news(places: Sequence[str]) -> None:
    with start(places, "content", "schema", "bank") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize("arguments", [["report", "completion"], ["people", "list"]])
def test_a_report_cut_short_by_its_reader(staffed: Cli, places: Sequence[str], arguments: list[str]) -> None:
    # More than a pipe holds, so that writing fails while the records are being read.
    rows = "".join(f"{n},,{'Long Name ' * 20}{n},,Sales,,,\n" for n in range(5000, 6000))
    assert staffed("people", "import", "-", stdin=HEADER + rows).code == 0
    assert staffed("assign", "tiny", "--everyone").code == 0
    with start(places, *arguments, "--format", "csv") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "arguments", [["people", "list"], ["status", "--format", "json"], ["--help"], ["content", "list"]]
)
def test_a_full_standard_output(staffed: Cli, shell: Shell, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = shell(*arguments, stdout=full)
    assert ran.code == 1
    assert ran.err == "The system refused: No space left on device. Mend that and try again.\n"


@pytest.mark.parametrize("arguments", [["status"], ["report", "completion", "--format", "csv"], ["learn", "--plain"]])
def test_closed_standard_streams(staffed: Cli, places: Sequence[str], arguments: list[str]) -> None:
    line = subprocess.list2cmdline([sys.executable, "-m", "trainer", *places, *arguments])
    done = subprocess.run(["sh", "-c", f"{line} <&- >&-"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "closed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["people", "list"], ["people", "list", "--format", "json"], ["learn", "--plain"]]
)
def test_a_locale_that_cannot_write_the_names(
    staffed: Cli, shell: Shell, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii:strict")
    ran = shell(*arguments)
    assert ran.code == 0
    if "json" in arguments:
        assert "=Bö Example" in [row["name"] for row in ran.json["rows"]]
    elif "list" in arguments:
        assert "=B\\xf6 Example" in ran.out


def test_a_person_without_a_terminal_sees_no_colour(staffed: Cli) -> None:
    for arguments in (["status"], ["doctor"], ["people", "list"], ["report", "completion"], ["content", "show", "M90"]):
        ran = staffed(*arguments)
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_read_only_database_is_said_and_kept(staffed: Cli, db: Path, places: Sequence[str]) -> None:
    prefix = []
    if os.geteuid() == 0:
        # Root may write everything, unless it lays down the right to.
        capabilities = "-dac_override,-dac_read_search"
        prefix = ["setpriv", f"--bounding-set={capabilities}", f"--inh-caps={capabilities}"]
        if shutil.which("setpriv") is None:
            pytest.skip("root without setpriv may write everything")

    def call(*arguments: str) -> Ran:
        command = [*prefix, sys.executable, "-m", "trainer", *places, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    before = db.read_bytes()
    db.chmod(0o400)
    db.parent.chmod(0o500)
    ran = call("assign", "tiny", "--everyone")
    assert (ran.code, ran.out) == (10, "")
    assert f"The records at {db} cannot be used" in ran.err
    assert "Traceback" not in call("people", "list").err
    assert db.read_bytes() == before
    db.parent.chmod(0o700)


def test_a_csv_of_nobody_still_has_its_header(cli: Cli) -> None:
    assert cli("people", "import", "-", stdin=HEADER).code == 0
    assert cli("people", "list", "--format", "json").json == {"schema": 1, "rows": []}
    found = cli("report", "completion", "--format", "json").json
    assert (found["schema"], found["report"], found["rows"], found["row_count"]) == (1, "completion", [], 0)
    assert cli("report", "completion", "--format", "csv").out.count("\n") == 1
