"""Running commands: in this process for speed, in one of their own for streams and exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import pytest

from tests.support import TINY
from trainer.cli.main import run
from trainer.service import identity

ROOT = Path(__file__).parents[2]
HEADER = "id,login,name,email,team,manager,roles,start_date\n"
STAFF = HEADER + "1001,ana,Ana Example,,Sales,,,\n1002,bo,=Bö Example,,Support,1001,manager,\n"


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli(Protocol):
    """Runs one command line in this process, over the tiny course and the test's database."""

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Ran: ...


class Shell(Protocol):
    """The same in a process of its own."""

    def __call__(self, *arguments: str | bytes, stdin: bytes = b"", stdout: IO[bytes] | None = None) -> Ran: ...


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(autouse=True)
def one_cache(clean_environment: None, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny course is compiled once for all these tests, which are not about compiling it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "records" / "trainer.db"


@pytest.fixture
def places(db: Path) -> Sequence[str]:
    return ("--db", str(db), "--content", str(TINY))


@pytest.fixture
def cli(places: Sequence[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    def call(*arguments: str, stdin: str | bytes = "") -> Ran:
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = run([*places, *arguments])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return call


@pytest.fixture
def shell(places: Sequence[str]) -> Shell:
    def call(*arguments: str | bytes, stdin: bytes = b"", stdout: IO[bytes] | None = None) -> Ran:
        command = [sys.executable, "-m", "trainer", *places, *arguments]
        out = stdout or subprocess.PIPE
        done = subprocess.run(
            command, input=stdin, check=False, stdout=out, stderr=subprocess.PIPE, cwd=ROOT, timeout=60
        )
        return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    return call


@pytest.fixture
def staffed(cli: Cli, tmp_path: Path) -> Cli:
    """The command line over records in which two people are on the roster and one more is at the keyboard."""
    file = tmp_path / "staff.csv"
    file.write_text(STAFF + f"1003,{identity.login()},You,,Sales,1001,,\n", encoding="utf-8")
    assert cli("people", "import", str(file)).code == 0
    return cli
