"""``serve`` as it is run: a process of its own, stopped by a signal, with records that were made before it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.conftest import HEADER, ROOT, Ran
from tests.cli.test_plain import Typist, answering
from tests.support import TINY
from trainer.cli.main import run
from trainer.service import identity

PATIENCE = 30.0


@dataclass(frozen=True)
class Served:
    """A service that is ready."""

    process: subprocess.Popen[str]
    said: str
    """What it logged until then."""

    def end(self) -> str:
        """Have it end, which goes well; returns all that it logged."""
        self.process.send_signal(signal.SIGTERM)
        log = self.process.communicate(timeout=PATIENCE)[1]
        assert self.process.returncode == 0, log
        return self.said + log


Serve = Callable[[], Served]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket's."""
    with TemporaryDirectory(prefix="trainer-", dir="/tmp") as made:
        yield Path(made)


@pytest.fixture
def serve(folder: Path) -> Iterator[Serve]:
    """Starts the service over ``t.db`` at ``s``, and returns once it is ready."""
    if identity.login() == str(os.getuid()):
        pytest.skip("whoever runs the tests has no account, and the service takes nobody without one")
    begun: list[subprocess.Popen[str]] = []
    settings = folder / "trainer.toml"
    settings.write_text("reading_speed_limit = 0\n", encoding="utf-8")

    def start() -> Served:
        command = [sys.executable, "-m", "trainer", *own(folder), "--socket", str(folder / "s"), "serve"]
        env = {**os.environ, "TRAINER_CONFIG": str(settings)}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
        begun.append(process)
        assert process.stderr is not None
        seen = [process.stderr.readline()]
        while seen[-1] and json.loads(seen[-1])["event"] != "ready":
            seen.append(process.stderr.readline())
        assert seen[-1], "it ended before it was ready"
        return Served(process, "".join(seen))

    yield start
    for process in begun:
        process.kill()
        process.communicate(timeout=PATIENCE)


def own(folder: Path) -> list[str]:
    return ["--db", str(folder / "t.db"), "--content", str(TINY)]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def called(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(arguments)
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return called


def sit_a_check(where: list[str], *, right: bool) -> str:
    """Take the check of M90 in plain mode; returns what was written."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stdin", Typist(out, answering(right=right)))
        assert run([*where, "learn", "M90", "--plain", "--check"]) == 0
    return out.getvalue()


def attestations(folder: Path) -> list[str]:
    """Of the attempts, in their order."""
    with closing(sqlite3.connect(folder / "t.db")) as conn:
        return [each for (each,) in conn.execute("SELECT attestation FROM attempt ORDER BY started_at, rowid")]


def test_records_of_ones_own_move_to_a_host(folder: Path, serve: Serve, call: Callable[..., Ran]) -> None:
    staff = folder / "staff.csv"
    staff.write_text(f"{HEADER}1001,{identity.login()},You,,Sales,,,\n", encoding="utf-8")
    mine = own(folder)
    assert call(*mine, "people", "import", str(staff)).code == 0
    assert "not passed." in sit_a_check(mine, right=False)
    (folder / "before.txt").write_text(call(*mine, "evidence", "checkpoint").out, encoding="utf-8")
    first = list(csv.DictReader(io.StringIO(call(*mine, "report", "completion", "--format", "csv").out)))
    assert [(row["module"], row["attestation"]) for row in first] == [("M90", "self-attested")]

    served = serve()
    hosts = ["--socket", str(folder / "s")]
    assert "100 percent" in sit_a_check(hosts, right=True)
    (row,) = csv.DictReader(io.StringIO(call(*hosts, "report", "completion", "--format", "csv").out))
    assert (row["person"], row["attempts"], row["attestation"]) == ("1001", "2", "attested")
    assert attestations(folder) == ["self-attested", "attested"]
    holds = call(*hosts, "evidence", "verify")
    assert holds.code == 0, holds.out
    assert "Everything holds" in holds.out
    assert call(*hosts, "evidence", "checkpoint", "--since", str(folder / "before.txt")).code == 0

    log = served.end()
    assert not (folder / "s").exists()
    events = [json.loads(line) for line in log.splitlines()]
    assert [event["event"] for event in events] == ["started", "ready", "stopping", "stopped"]
    assert all(event.keys() <= {"at", "event", "why", "clients", "also"} for event in events)
    assert not re.search(rf"\b({re.escape(identity.login())}|1001|You|M90)\b", log)
    after = call(*mine, "evidence", "verify")
    assert after.code == 0
    assert attestations(folder) == ["self-attested", "attested"]


def test_a_second_service_leaves_the_first_alone(folder: Path, serve: Serve, call: Callable[..., Ran]) -> None:
    served = serve()
    ran = call("--db", str(folder / "other.db"), "--content", str(TINY), "--socket", str(folder / "s"), "serve")
    assert ran.code == 2
    assert "A service answers at" in ran.err
    assert call("--socket", str(folder / "s"), "status").code == 0
    served.end()


def test_after_a_kill_it_starts_again_at_the_same_place(folder: Path, serve: Serve, call: Callable[..., Ran]) -> None:
    killed = serve()
    assert call("--socket", str(folder / "s"), "privacy", "notice", "--acknowledge").code == 0
    killed.process.kill()
    killed.process.wait(PATIENCE)
    assert (folder / "s").exists()
    served = serve()
    assert call("--socket", str(folder / "s"), "evidence", "verify").code == 0
    served.end()


def test_the_units_are_written_readable_and_never_over_others(tmp_path: Path, call: Callable[..., Ran]) -> None:
    folder = tmp_path / "new" / "units"
    ran = call("serve", "--install", str(folder))
    assert (ran.code, ran.out) == (0, "")
    names = {"trainer.service", "trainer.socket", "trainer.sysusers.conf", "trainer.tmpfiles.conf"}
    assert {path.name for path in folder.iterdir()} == names
    assert all(f"Wrote {folder / name}." in ran.err for name in names)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o644}
    (folder / "trainer.service").unlink()
    (folder / "trainer.socket").write_text("ours")
    refused = call("serve", "--install", str(folder))
    assert refused.code == 2
    assert "trainer.socket" in refused.err
    assert "--force" in refused.err
    # Nothing is written beside what is kept.
    assert (folder / "trainer.socket").read_text() == "ours"
    assert not (folder / "trainer.service").exists()
    assert call("serve", "--install", str(folder), "--force").code == 0
    assert (folder / "trainer.socket").read_text() != "ours"


def test_a_place_where_no_units_can_be(tmp_path: Path, call: Callable[..., Ran]) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "units", tmp_path / ("n" * 300)):
        ran = call("serve", "--install", str(place))
        assert ran.code == 2, place
        assert "There can be no folder" in ran.err


def test_it_does_not_start_with_settings_that_cannot_be_read(folder: Path, call: Callable[..., Ran]) -> None:
    (folder / "wrong.toml").write_text("reading_speed_limit = 'fast'\n", encoding="utf-8")
    ran = call("--config", str(folder / "wrong.toml"), *own(folder), "--socket", str(folder / "s"), "serve")
    assert ran.code == 2
    assert "reading_speed_limit must be a whole number" in ran.err
    assert not (folder / "s").exists()
