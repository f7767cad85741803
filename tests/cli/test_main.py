"""The group: help, lazy loading, exit codes, and whatever is typed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import ROOT, Cli, Shell
from trainer import __version__
from trainer.cli.lazy import Command, Group
from trainer.cli.main import root, run
from trainer.errors import ContentError, Problem, RecordsError, UnknownPerson


def commands(group: Group, *path: str) -> Iterator[tuple[tuple[str, ...], str, click.Command]]:
    """Every command below a group, with its path and the short help in its group's table."""
    ctx = click.Context(group)
    for name, (_, text) in group.table.items():
        command = group.get_command(ctx, name)
        assert command is not None
        yield (*path, name), text, command
        if isinstance(command, Group):
            yield from commands(command, *path, name)


ALL = list(commands(root))
NAMES = [" ".join(path) for path, _, _ in ALL]


def test_every_command_of_the_design_is_there() -> None:
    wanted = {"learn", "status", "demo", "doctor", "assign", "people import", "people list", "report completion"}
    wanted |= {f"content {name}" for name in ("check", "list", "show", "schema", "release")}
    assert wanted <= set(NAMES)


@pytest.mark.parametrize(("path", "text", "command"), ALL, ids=NAMES)
def test_help_of_each_command(
    path: tuple[str, ...], text: str, command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Usage: trainer {' '.join(path)}" in shown
    assert "Example" in shown
    assert isinstance(command, Command | Group)
    assert all(f"  {example}\n" in shown for example in command.examples)
    assert command.get_short_help_str(limit=200) == text
    assert command.name == path[-1]


@pytest.mark.parametrize("path", [path for path, _, command in ALL if isinstance(command, Group)])
def test_a_group_alone_shows_its_help(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path) == 2
    shown = capsys.readouterr()
    assert "Commands:" in shown.out + shown.err


def test_help_imports_next_to_nothing() -> None:
    code = (
        "import sys, click; before = set(sys.modules)\n"
        "from trainer.cli.main import run\n"
        "assert run(['--help']) == 0\n"
        "print(sorted(m for m in set(sys.modules) - before if m.startswith('trainer')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == str(["trainer", "trainer.cli", "trainer.cli.lazy", "trainer.cli.main"])


def test_version(cli: Cli) -> None:
    assert cli("--version").out == f"trainer {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["statsu"], ["status", "--fromat"], ["status", "--format", "xml"], ["assign"], ["people", "lst"], ["--db", ""]],
)
def test_wrong_usage_exits_2_and_says_why(cli: Cli, arguments: list[str]) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert "--help" in ran.err


def test_a_near_miss_is_guessed(cli: Cli) -> None:
    assert "Did you mean 'status'?" in cli("statsu").err


def test_global_options_may_follow_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "elsewhere.db"
    assert run(["status", "--db", str(path)]) == 10
    assert str(path) in capsys.readouterr().err


def test_bare_trainer_without_a_terminal(shell: Shell) -> None:
    ran = shell()
    assert (ran.code, ran.out) == (2, "")
    assert "--plain" in ran.err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UnknownPerson("Nobody here is 'x'.", "Use an id."), 8, "Nobody here is 'x'. Use an id.\n"),
        (RecordsError("The records cannot be used."), 10, "The records cannot be used.\n"),
        (KeyboardInterrupt(), 130, "Interrupted. Whatever was saved stays saved.\n"),
        (RuntimeError("odd"), 1, "Trainer itself failed (RuntimeError odd)."),
        (OSError(28, "No space left on device"), 1, "The system refused: No space left on device."),
        (BrokenPipeError(), 141, ""),
        (SystemExit(7), 7, ""),
    ],
)
def test_whatever_happens_has_an_exit_code_and_a_sentence(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("trainer.cli.commands.status.training", fail)
    ran = cli("status")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(said)
    assert "Traceback" not in ran.err


def test_debug_shows_the_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_DEBUG", "1")
    ran = cli("status")
    assert ran.code == 10
    assert "Traceback" in ran.err


def test_each_problem_of_a_file_has_its_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ContentError([Problem("b.yaml", 2, 1, "is wrong", "Mend it."), Problem("a\x1b.yaml", 1, 2, "too", "So.")])

    monkeypatch.setattr("trainer.cli.commands.status.training", fail)
    lines = cli("status").err.splitlines()
    assert lines[0] == "a\ufffd.yaml:1:2: too. So."
    assert lines[1] == "b.yaml:2:1: is wrong. Mend it."
    assert lines[2].startswith("The content has 2 problems")


@pytest.mark.parametrize(
    "arguments",
    [
        (b"\xff\xfe",),
        (b"learn", b"\xff"),
        (b"--db", b"/tmp/\xff/none.db", b"status"),
        (b"people", b"import", b"\xe9.csv"),
    ],
)
def test_arguments_that_are_not_utf8(shell: Shell, arguments: tuple[bytes, ...]) -> None:
    ran = shell(*arguments)
    assert ran.code in (2, 10)
    assert "Traceback" not in ran.err
    assert ran.err.strip()
